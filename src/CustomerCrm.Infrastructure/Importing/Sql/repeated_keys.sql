-- A key stands once in a file, whatever else is wrong with a row that has it; the first one is the good one.
INSERT INTO import_errors (line, "column", value, reason)
SELECT line, '{first_key}', coalesce({first_key}::text, ''), 'Row.KeyTwice' || chr(9) || first_line
FROM (
    SELECT line, {first_key}, readable, first_value(line) OVER same_key AS first_line, row_number() OVER same_key AS place
    FROM (
        SELECT line, {key}, true AS readable FROM import_rows UNION ALL SELECT line, {key}, false FROM import_bad_keys
    ) rows
    WINDOW same_key AS (PARTITION BY {key} ORDER BY line)
) keys
WHERE place > 1 AND readable;
