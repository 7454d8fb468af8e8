-- A row of a customer nobody knows.
INSERT INTO import_errors (line, "column", value, reason)
SELECT r.line, 'customer_key', r.customer_key, 'Row.UnknownCustomer'
FROM import_rows r
WHERE r.customer_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.customer_key = r.customer_key);
