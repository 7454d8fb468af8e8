-- Whose memory is old since a snapshot was taken: those whose word it could not see, also of transactions that were open then; once each.
-- An id of 0 stands for very many.
SELECT DISTINCT customer_id
FROM rescored_customers
WHERE xid >= pg_snapshot_xmin(@seen::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, @seen::pg_snapshot)
