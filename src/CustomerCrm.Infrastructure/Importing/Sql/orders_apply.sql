-- Known orders change where anything differs, new ones come in.
DELETE FROM import_merged WHERE line IN (SELECT line FROM import_errors);
-- Who was made for these orders a moment ago.
UPDATE import_merged m SET customer_id = c.id FROM customers c WHERE m.customer_id IS NULL AND c.customer_key = m.customer_key;

DELETE FROM import_merged m USING orders o
WHERE o.id = m.id AND NOT o.from_lines
    AND (o.customer_id, o.ordered_on, o.kind, o.net, o.currency, o.fx_rate, o.base_net)
        = (m.customer_id, m.ordered_on, m.kind, m.net, m.currency, m.fx_rate, m.base_net)
    AND (o.gross, o.discount, o.cost_of_goods, o.base_cost_of_goods, o.due_on, o.paid_on)
        IS NOT DISTINCT FROM (m.gross, m.discount, m.cost_of_goods, m.base_cost_of_goods, m.due_on, m.paid_on);

INSERT INTO import_before_images (import_id, subject, key, before)
SELECT @import_id, 'orders', o.order_no, to_jsonb(o) FROM import_merged m JOIN orders o ON o.id = m.id;

UPDATE orders o SET
    customer_id = m.customer_id, ordered_on = m.ordered_on, kind = m.kind, gross = m.gross, discount = m.discount, net = m.net,
    cost_of_goods = m.cost_of_goods, currency = m.currency, fx_rate = m.fx_rate, base_net = m.base_net,
    base_cost_of_goods = m.base_cost_of_goods, due_on = m.due_on, paid_on = m.paid_on, from_lines = false, import_id = @import_id
FROM import_merged m
WHERE o.id = m.id;

INSERT INTO orders
    (order_no, customer_id, ordered_on, kind, gross, discount, net, cost_of_goods, currency, fx_rate, base_net,
     base_cost_of_goods, due_on, paid_on, from_lines, import_id)
SELECT
    order_no, customer_id, ordered_on, kind, gross, discount, net, cost_of_goods, currency, fx_rate, base_net,
    base_cost_of_goods, due_on, paid_on, false, @import_id
FROM import_merged
WHERE id IS NULL
ORDER BY line;

INSERT INTO import_touched (customer_id)
SELECT customer_id FROM import_merged UNION SELECT old_customer_id FROM import_merged WHERE old_customer_id IS NOT NULL;
SELECT count(*) FILTER (WHERE id IS NULL)::integer, count(*) FILTER (WHERE id IS NOT NULL)::integer FROM import_merged;
