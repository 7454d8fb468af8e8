-- Sets or takes a tag on one batch, or takes that back ({word} names which in the audit). {put} does it and gives who was changed by
-- it; {meant} are the customers it may touch.
WITH meant AS MATERIALIZED (
    SELECT r.customer_id, c.import_id
    FROM bulk_edit_rows r JOIN customers c ON c.id = r.customer_id
    WHERE r.bulk_edit_id = @edit AND r.customer_id > @after AND r.customer_id <= @upto
        AND c.owner_id IS NOT DISTINCT FROM r.owner_before AND ({meant})
), put AS (
    {put}
), changed AS (
    UPDATE customers c SET changed_at = @now, import_id = NULL
    FROM put p JOIN meant m ON m.customer_id = p.customer_id WHERE c.id = p.customer_id
    RETURNING c.id, m.import_id
), told AS (
    INSERT INTO audit_entries (at, user_id, user_name, action, subject, subject_id, customer_id, details)
    SELECT @now, @by_id, @by, '{action}', 'customer_tags', id::text || '/' || @tag::text, id,
        jsonb_build_object('{word}', jsonb_build_array(NULL, @edit))
    FROM changed
    ORDER BY changed.id
), {after}
