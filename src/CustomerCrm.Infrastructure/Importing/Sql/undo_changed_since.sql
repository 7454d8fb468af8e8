-- Names what the import wrote and somebody else wrote since: rows that have a before-image of it or are in a later one's, and
-- rows edited by hand. {table} has the rows, {image_row} is a row's id in a before-image, {rows} are the rows with their key,
-- {match} finds one by its id.
INSERT INTO undo_kept (subject, key, reason, final)
SELECT
    '{table}', coalesce(t.key, w.key),
    CASE
        WHEN t.key IS NULL THEN 'Kept.RemovedSince'
        WHEN t.import_id IS NULL THEN 'Kept.EditedByHand'
        ELSE 'Kept.ChangedSince' || chr(9) || t.import_id
    END,
    t.import_id IS NULL
FROM (
    SELECT row_id, max(key) AS key, bool_or(changed) AS changed
    FROM (
        SELECT {image_row} AS row_id, key, true AS changed
        FROM import_before_images WHERE import_id = @import_id AND subject = '{table}'
        UNION ALL
        SELECT {image_row}, NULL, false
        FROM import_before_images
        WHERE import_id > @import_id AND subject = '{table}' AND (before->>'import_id')::bigint = @import_id
        UNION ALL
        SELECT row_id, NULL, false FROM import_hand_edits WHERE import_id = @import_id AND subject = '{table}'
    ) written
    GROUP BY row_id
) w
LEFT JOIN ({rows}) t ON {match}
WHERE (t.key IS NOT NULL AND t.import_id IS DISTINCT FROM @import_id) OR (t.key IS NULL AND w.changed);
