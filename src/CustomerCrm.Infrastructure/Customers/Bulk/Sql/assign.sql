-- Hands one batch over. Who has another owner than when the edit was asked for, or was archived, is left; an import's row is no longer
-- the import's, as after any edit by hand.
WITH batch AS MATERIALIZED (
    SELECT r.customer_id, r.owner_before, c.owner_id, c.import_id
    FROM bulk_edit_rows r JOIN customers c ON c.id = r.customer_id
    WHERE r.bulk_edit_id = @edit AND r.customer_id > @after AND r.customer_id <= @upto
        AND c.archived_at IS NULL AND c.owner_id IS NOT DISTINCT FROM r.owner_before AND c.owner_id IS DISTINCT FROM @owner
), changed AS (
    UPDATE customers c SET owner_id = @owner, changed_at = @now, import_id = NULL
    FROM batch b WHERE c.id = b.customer_id
    RETURNING c.id, b.owner_id AS was, b.import_id
), told AS (
    INSERT INTO audit_entries (at, user_id, user_name, action, subject, subject_id, customer_id, details)
    SELECT @now, @by_id, @by, 'changed', 'customer', id::text, id,
        jsonb_build_object('ownerId', jsonb_build_array(was, @owner), 'bulkEdit', jsonb_build_array(NULL, @edit))
    FROM changed
    ORDER BY changed.id
), {after}
