-- Customers whose kept measures or scores, or facts derived from other facts, are not what a rebuild gives: counted, the first named,
-- all put into the queue to be scored anew. Who was written to since the rebuild began left word and is passed over.
WITH written AS MATERIALIZED (SELECT DISTINCT customer_id FROM dirty_customers),
differing AS (
    SELECT coalesce(kept.customer_id, built.customer_id) AS customer_id, 'measures' AS what
    FROM {metrics} kept
    FULL JOIN (SELECT * FROM dated_metrics WHERE run_id = @run) built ON built.customer_id = kept.customer_id
    WHERE ({kept_metrics}) IS DISTINCT FROM ({built_metrics})
    UNION ALL
    SELECT coalesce(kept.customer_id, built.customer_id), 'scores'
    FROM {scores} kept
    FULL JOIN (SELECT * FROM dated_scores WHERE run_id = @run) built ON built.customer_id = kept.customer_id
    WHERE ({kept_scores}) IS DISTINCT FROM ({built_scores})
    UNION ALL
    SELECT customer_id, 'base amount of order ' || order_no
    FROM orders
    WHERE base_net <> round_half_even(net * fx_rate, 2)
        OR (cost_of_goods IS NOT NULL AND base_cost_of_goods IS DISTINCT FROM round_half_even(cost_of_goods * fx_rate, 2))
    UNION ALL
    SELECT o.customer_id, 'net of order ' || o.order_no
    FROM orders o
    WHERE o.from_lines AND o.net <> (SELECT round_half_even(sum(l.amount), 2) FROM order_lines l WHERE l.order_id = o.id)
    UNION ALL
    SELECT e.customer_id, 'amount of cost entry ' || e.cost_no
    FROM cost_entries e
    WHERE e.amount IS DISTINCT FROM coalesce(e.given_amount, (
        SELECT round_half_even(e.quantity * r.rate, 2) FROM cost_rates r
        WHERE r.activity_id = e.activity_id AND r.valid_from <= e.incurred_on ORDER BY r.valid_from DESC LIMIT 1))),
drifted AS MATERIALIZED (
    SELECT customer_id, string_agg(DISTINCT what, ', ') AS what
    FROM differing
    WHERE customer_id NOT IN (SELECT customer_id FROM written)
    GROUP BY customer_id),
queued AS (INSERT INTO dirty_customers (customer_id) SELECT customer_id FROM drifted WHERE customer_id IN (SELECT id FROM customers))
SELECT count(*), (SELECT array_agg(named ORDER BY named) FROM (
    SELECT coalesce(c.customer_key, 'customer ' || d.customer_id) || ': ' || d.what AS named
    FROM drifted d LEFT JOIN customers c ON c.id = d.customer_id
    LIMIT @most) first_ones)
FROM drifted
