-- Where no run switches, as under a fixed scoring date, word of rescored customers would pile up: much of it becomes one word of "very many".
WITH much AS (SELECT count(*) > @most AS is_so FROM rescored_customers),
gone AS (DELETE FROM rescored_customers WHERE (SELECT is_so FROM much) RETURNING 1)
INSERT INTO rescored_customers (xid, customer_id)
SELECT pg_current_xact_id(), 0 WHERE EXISTS (SELECT FROM gone)
