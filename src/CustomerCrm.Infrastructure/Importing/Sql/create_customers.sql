-- Asked for: a customer for each key nobody knows, named by it until somebody does better. Rows in error are gone by now, so
-- that none comes in for their sake.
INSERT INTO customers (customer_key, name, kind, created_at, changed_at, import_id)
SELECT DISTINCT r.customer_key, r.customer_key, 1, @now, @now, @import_id
FROM import_rows r
WHERE r.customer_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.customer_key = r.customer_key);
