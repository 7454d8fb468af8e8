-- Orders made from their lines first, then the lines, then the cost of goods that lines give their orders.
DELETE FROM import_orders WHERE order_no IN (SELECT m.order_no FROM import_merged m JOIN import_errors e ON e.line = m.line);
DELETE FROM import_merged m
WHERE m.line IN (SELECT line FROM import_errors)
    OR ((m.order_id IS NULL OR m.from_lines) AND NOT EXISTS (SELECT 1 FROM import_orders o WHERE o.order_no = m.order_no));

CREATE TEMP TABLE import_made (order_no text COLLATE "C", order_id bigint, customer_id bigint) ON COMMIT DROP;
WITH made AS (
    INSERT INTO orders
        (order_no, customer_id, ordered_on, kind, net, currency, fx_rate, base_net, base_cost_of_goods, from_lines, import_id)
    SELECT f.order_no, c.id, f.ordered_on, f.kind, f.net, @base, 1, f.net, f.cost_of_goods, true, @import_id
    FROM import_orders f JOIN customers c ON c.customer_key = f.customer_key
    WHERE f.order_id IS NULL
    ORDER BY f.line
    RETURNING order_no, id, customer_id
)
INSERT INTO import_made SELECT order_no, id, customer_id FROM made;
ANALYZE import_made;

DELETE FROM import_merged m USING order_lines l
WHERE NOT m.is_new AND l.order_id = m.order_id AND l.line_no = m.line_no
    AND (l.product_code, l.product_name, l.category, l.quantity, l.unit_price, l.discount, l.net, l.cost_of_goods)
        IS NOT DISTINCT FROM
        (m.product_code, m.product_name, m.category, m.quantity, m.unit_price, m.discount, m.net, m.cost_of_goods);

INSERT INTO import_before_images (import_id, subject, key, before)
SELECT @import_id, 'order_lines', m.order_no || '/' || m.line_no, to_jsonb(l)
FROM import_merged m JOIN order_lines l ON l.order_id = m.order_id AND l.line_no = m.line_no
WHERE NOT m.is_new;

UPDATE order_lines l SET
    product_code = m.product_code, product_name = m.product_name, category = m.category, quantity = m.quantity,
    unit_price = m.unit_price, discount = m.discount, net = m.net, cost_of_goods = m.cost_of_goods, import_id = @import_id
FROM import_merged m
WHERE NOT m.is_new AND l.order_id = m.order_id AND l.line_no = m.line_no;

INSERT INTO order_lines
    (order_id, line_no, product_code, product_name, category, quantity, unit_price, discount, net, cost_of_goods, import_id)
SELECT
    coalesce(m.order_id, o.order_id), m.line_no, m.product_code, m.product_name, m.category, m.quantity, m.unit_price, m.discount,
    m.net, m.cost_of_goods, @import_id
FROM import_merged m LEFT JOIN import_made o ON o.order_no = m.order_no
WHERE m.is_new
ORDER BY m.line;

-- Orders that were there already, where lines can change them: one that has a cost of goods of its own keeps it.
CREATE TEMP TABLE import_heads ON COMMIT DROP AS
WITH touched AS (
    SELECT order_id FROM import_merged WHERE from_lines OR lacks_cost
    UNION
    SELECT order_id FROM import_orders WHERE order_id IS NOT NULL
),
line_costs AS (
    SELECT order_id, CASE WHEN count(*) = count(cost_of_goods) THEN sum(cost_of_goods) END AS cost_of_goods
    FROM order_lines
    WHERE order_id IN (SELECT order_id FROM touched)
    GROUP BY order_id
)
SELECT
    o.id, o.customer_id AS old_customer_id,
    coalesce(c.id, o.customer_id) AS customer_id,
    coalesce(f.ordered_on, o.ordered_on) AS ordered_on,
    coalesce(f.kind, o.kind) AS kind,
    coalesce(f.net, o.net) AS net,
    coalesce(CASE WHEN o.fx_rate = 1 THEN f.net ELSE round_half_even(f.net * o.fx_rate, 2) END, o.base_net) AS base_net,
    CASE WHEN o.fx_rate = 1 THEN cost.of_goods ELSE round_half_even(cost.of_goods * o.fx_rate, 2) END AS base_cost_of_goods
FROM touched
JOIN orders o ON o.id = touched.order_id
LEFT JOIN import_orders f ON f.order_no = o.order_no AND o.from_lines
LEFT JOIN customers c ON c.customer_key = f.customer_key
LEFT JOIN line_costs l ON l.order_id = o.id
CROSS JOIN LATERAL (SELECT coalesce(o.cost_of_goods, l.cost_of_goods) AS of_goods) cost
WHERE o.from_lines OR o.cost_of_goods IS NULL;
DELETE FROM import_heads h USING orders o
WHERE o.id = h.id
    AND (o.customer_id, o.ordered_on, o.kind, o.net, o.base_net, o.base_cost_of_goods)
        IS NOT DISTINCT FROM (h.customer_id, h.ordered_on, h.kind, h.net, h.base_net, h.base_cost_of_goods);

INSERT INTO import_before_images (import_id, subject, key, before)
SELECT @import_id, 'orders', o.order_no, to_jsonb(o)
FROM import_heads h JOIN orders o ON o.id = h.id;
UPDATE orders o SET
    customer_id = h.customer_id, ordered_on = h.ordered_on, kind = h.kind, net = h.net, base_net = h.base_net,
    base_cost_of_goods = h.base_cost_of_goods, import_id = @import_id
FROM import_heads h
WHERE o.id = h.id;

INSERT INTO import_touched (customer_id)
SELECT customer_id FROM import_heads
UNION SELECT old_customer_id FROM import_heads
UNION SELECT customer_id FROM import_made;
-- Lines that only say anew whose order they are, when or of which kind change it too: a change for each such order.
SELECT
    count(*) FILTER (WHERE is_new)::integer,
    (count(*) FILTER (WHERE NOT is_new) + (
        SELECT count(*) FROM import_heads h WHERE NOT EXISTS (SELECT 1 FROM import_merged m WHERE m.order_id = h.id)))::integer
FROM import_merged;
