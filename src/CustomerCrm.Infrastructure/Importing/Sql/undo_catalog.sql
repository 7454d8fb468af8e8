-- A region, source or tag that the import made goes when nobody uses it, nor would after an undo of a later import. {catalog}
-- is the table, {used} its use by customers, {before} what before-images say of it, {by} the column they say it by.
SELECT 1 FROM {catalog} WHERE import_id = @import_id FOR UPDATE;
WITH gone AS (
    DELETE FROM {catalog} g
    WHERE import_id = @import_id AND NOT EXISTS ({used})
        AND g.{by}::text NOT IN (
            SELECT v.value FROM import_before_images i CROSS JOIN LATERAL {before} v (value)
            WHERE i.import_id > @import_id AND i.subject = 'customers' AND v.value IS NOT NULL)
    RETURNING 1
)
INSERT INTO undo_counts (subject, removed, restored) SELECT '{catalog}', count(*), 0 FROM gone;
