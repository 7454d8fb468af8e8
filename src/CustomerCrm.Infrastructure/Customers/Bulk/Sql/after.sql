-- The end of every batch: what became of imports' rows, and who was left. Those whom the edit did not change are none of its rows; those
-- whom taking it back left stay. NOT IN is looked up by hash, whatever the planner thinks of tables that nobody has counted yet.
noted AS (
    INSERT INTO import_hand_edits (import_id, subject, row_id)
    SELECT import_id, 'customers', id::text FROM changed WHERE import_id IS NOT NULL
), unchanged AS MATERIALIZED (
    SELECT r.customer_id, (@sees_all OR r.owner_before = ANY(@owners)) IS TRUE AS is_theirs
    FROM bulk_edit_rows r
    WHERE r.bulk_edit_id = @edit AND r.customer_id > @after AND r.customer_id <= @upto
        AND r.customer_id NOT IN (SELECT id FROM changed)
), gone AS (
    DELETE FROM bulk_edit_rows r USING unchanged u WHERE NOT @is_undo AND r.bulk_edit_id = @edit AND r.customer_id = u.customer_id
)
SELECT
    (SELECT count(*)::int FROM changed),
    ARRAY(SELECT customer_id FROM unchanged WHERE is_theirs ORDER BY 1),
    ARRAY(SELECT customer_id FROM unchanged WHERE NOT is_theirs ORDER BY 1)
