-- Empties the queue for a run's switch, since all of it is rescored there: who still waits, and who only left word for the run because
-- his own write, or a drain, has scored him already.
WITH taken AS (DELETE FROM dirty_customers WHERE run_id = @run OR run_id IS NULL RETURNING customer_id, run_id),
touched AS (SELECT customer_id, bool_or(run_id IS NULL) AS waits FROM taken GROUP BY customer_id)
SELECT
    coalesce(array_agg(customer_id ORDER BY customer_id) FILTER (WHERE waits), '{}') AS waiting,
    coalesce(array_agg(customer_id ORDER BY customer_id) FILTER (WHERE NOT waits), '{}') AS scored
FROM touched
