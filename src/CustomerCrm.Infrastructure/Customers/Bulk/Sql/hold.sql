-- The next customers of a bulk edit, locked in the order of their ids: what is read of them from here on stays so.
SELECT coalesce(max(customer_id), 0), count(*)::int
FROM (
    SELECT r.customer_id
    FROM bulk_edit_rows r JOIN customers c ON c.id = r.customer_id
    WHERE r.bulk_edit_id = @edit AND r.customer_id > @after
    ORDER BY r.customer_id
    LIMIT @size
    FOR NO KEY UPDATE OF c
) held
