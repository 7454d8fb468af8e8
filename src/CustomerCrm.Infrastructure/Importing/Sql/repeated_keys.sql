-- A key stands once in a file; the first row with it is the good one.
INSERT INTO import_errors (line, "column", value, reason)
SELECT line, '{first_key}', coalesce({first_key}::text, ''), 'Row.KeyTwice' || chr(9) || first_line
FROM (
    SELECT line, {first_key}, first_value(line) OVER same_key AS first_line, row_number() OVER same_key AS place
    FROM import_rows
    WINDOW same_key AS (PARTITION BY {key} ORDER BY line)
) rows
WHERE place > 1;
