-- Gives one batch back to who owned each before, where nobody handed him on since, nor away and back.
WITH batch AS MATERIALIZED (
    SELECT r.customer_id, r.owner_before, c.owner_id, c.import_id
    FROM bulk_edit_rows r JOIN customers c ON c.id = r.customer_id
    WHERE r.bulk_edit_id = @edit AND r.customer_id > @after AND r.customer_id <= @upto
        AND c.owner_id IS NOT DISTINCT FROM @owner AND (@sees_all OR r.owner_before = ANY(@owners))
        AND NOT EXISTS (
            SELECT 1 FROM audit_entries a
            WHERE a.customer_id = r.customer_id AND a.id > @last AND a.subject = 'customer' AND a.details ? 'ownerId')
), changed AS (
    UPDATE customers c SET owner_id = b.owner_before, changed_at = @now, import_id = NULL
    FROM batch b WHERE c.id = b.customer_id
    RETURNING c.id, b.owner_id AS was, b.owner_before AS owner_id, b.import_id
), told AS (
    INSERT INTO audit_entries (at, user_id, user_name, action, subject, subject_id, customer_id, details)
    SELECT @now, @by_id, @by, 'changed', 'customer', id::text, id,
        jsonb_build_object('ownerId', jsonb_build_array(was, owner_id), 'bulkEditUndone', jsonb_build_array(NULL, @edit))
    FROM changed
    ORDER BY changed.id
), {after}
