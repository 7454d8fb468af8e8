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
WHERE unit <> first_unit
UNION ALL
SELECT s.line, 'rate', s.rate::text, 'makes the amount of entry ' || min(e.cost_no) || ' too large to keep'
FROM import_rows s
JOIN cost_activities a ON a.name = s.activity
JOIN cost_entries e ON e.activity_id = a.id AND e.given_amount IS NULL AND e.incurred_on >= s.valid_from
WHERE abs(e.quantity * s.rate) >= 999999999999.995
GROUP BY s.line, s.rate;
