-- A rate and the date it is valid from stand together; an activity has one unit.
INSERT INTO import_errors (line, "column", value, reason)
SELECT line, 'rate', '', 'a date without a rate' FROM import_rows WHERE valid_from IS NOT NULL AND rate IS NULL
UNION ALL
SELECT line, 'valid_from', '', 'a rate needs the date it is valid from' FROM import_rows WHERE rate IS NOT NULL AND valid_from IS NULL
UNION ALL
SELECT line, 'unit', unit, 'this activity has the unit ' || first_unit || ' at line ' || first_line
FROM (
    SELECT line, unit, first_value(unit) OVER w AS first_unit, first_value(line) OVER w AS first_line
    FROM import_rows WINDOW w AS (PARTITION BY activity ORDER BY line)
) rows
WHERE unit <> first_unit;
