-- A rate and the date it is valid from stand together; an activity has one unit.
INSERT INTO import_errors (line, "column", value, reason)
SELECT line, 'rate', '', 'Row.DateWithoutRate' FROM import_rows WHERE valid_from IS NOT NULL AND rate IS NULL
UNION ALL
SELECT line, 'valid_from', '', 'Row.RateWithoutDate' FROM import_rows WHERE rate IS NOT NULL AND valid_from IS NULL
UNION ALL
SELECT line, 'unit', unit, 'Row.OtherUnit' || chr(9) || first_unit || chr(9) || first_line
FROM (
    SELECT line, unit, first_value(unit) OVER w AS first_unit, first_value(line) OVER w AS first_line
    FROM import_rows WINDOW w AS (PARTITION BY activity ORDER BY line)
) rows
WHERE unit <> first_unit
UNION ALL
SELECT s.line, 'rate', s.rate::text, 'Row.RateMakesEntryTooLarge' || chr(9) || min(e.cost_no)
FROM import_rows s
JOIN cost_activities a ON a.name = s.activity
JOIN cost_entries e ON e.activity_id = a.id AND e.given_amount IS NULL AND e.incurred_on >= s.valid_from
WHERE abs(e.quantity * s.rate) >= 999999999999.995
GROUP BY s.line, s.rate;
