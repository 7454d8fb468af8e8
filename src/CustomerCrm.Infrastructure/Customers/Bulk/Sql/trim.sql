-- Who asked may have lost rights before he says yes: customers that are not his to change any more go. {query} gives those that are.
DELETE FROM bulk_edit_rows r
WHERE r.bulk_edit_id = @edit AND NOT EXISTS (SELECT 1 FROM ({query}) AS q (id) WHERE q.id = r.customer_id)
