-- The lines as they would be, and the orders they make: an order that orders.csv gave keeps its net, one made from lines has
-- the sum of their unrounded nets.
CREATE TEMP TABLE import_merged ON COMMIT DROP AS
SELECT
    s.line, s.order_no, s.line_no, s.customer_key, s.ordered_on, s.kind,
    o.id AS order_id, o.from_lines, old.order_id IS NULL AS is_new,
    {product_code} AS product_code,
    {product_name} AS product_name,
    {category} AS category,
    {quantity} AS quantity,
    {unit_price} AS unit_price,
    {discount} AS discount,
    {net} AS net,
    {cost_of_goods} AS cost_of_goods,
    coalesce({net}, {quantity} * {unit_price} - coalesce({discount}, 0)) AS amount
FROM import_rows s
LEFT JOIN orders o ON o.order_no = s.order_no
LEFT JOIN order_lines old ON old.order_id = o.id AND old.line_no = s.line_no;
CREATE INDEX ON import_merged (order_no);
ANALYZE import_merged;

INSERT INTO import_errors (line, "column", value, reason)
SELECT line, 'net', '', 'Row.NoLineNet' FROM import_merged WHERE amount IS NULL
UNION ALL
SELECT line, 'quantity', quantity::text, 'Row.AmountTooLarge' FROM import_merged WHERE abs(amount) >= 1000000000000;

-- A line in error takes part in nothing: each row is judged by itself, and the order is made of the good ones.
DELETE FROM import_merged WHERE line IN (SELECT line FROM import_errors);

-- The order a group of lines makes or remakes; what they say of it must agree.
CREATE TEMP TABLE import_orders ON COMMIT DROP AS
SELECT
    m.order_no, min(m.line) AS line, min(m.order_id) AS order_id, min(o.customer_id) AS old_customer_id,
    coalesce(min(m.customer_key), min(c.customer_key)) AS customer_key,
    coalesce(min(m.ordered_on), min(o.ordered_on)) AS ordered_on,
    coalesce(min(CASE m.kind WHEN 'return' THEN 2 WHEN 'sale' THEN 1 END), min(o.kind), 1) AS kind,
    count(DISTINCT m.customer_key) > 1 OR count(DISTINCT m.ordered_on) > 1 OR count(DISTINCT m.kind) > 1 AS disagree,
    round_half_even(sum(m.amount) + coalesce((
        SELECT sum(l.amount) FROM order_lines l
        WHERE l.order_id = min(m.order_id)
            AND NOT EXISTS (SELECT 1 FROM import_merged f WHERE f.order_no = m.order_no AND f.line_no = l.line_no)), 0), 2) AS net
FROM import_merged m
LEFT JOIN orders o ON o.id = m.order_id
LEFT JOIN customers c ON c.id = o.customer_id
WHERE m.order_id IS NULL OR m.from_lines
GROUP BY m.order_no;

INSERT INTO import_errors (line, "column", value, reason)
SELECT line, 'customer_key', '', 'Row.WhoseOrder' FROM import_orders WHERE customer_key IS NULL
UNION ALL
SELECT line, 'ordered_on', '', 'Row.WhenOrdered' FROM import_orders WHERE ordered_on IS NULL
UNION ALL
SELECT line, 'order_no', order_no, 'Row.LinesDisagree' FROM import_orders WHERE disagree
UNION ALL
SELECT line, 'net', net::text, 'Row.LinesNegativeSale' FROM import_orders WHERE net < 0 AND kind = 1
UNION ALL
SELECT line, 'net', net::text, 'Row.NegativeReturn' FROM import_orders WHERE net < 0 AND kind = 2
UNION ALL
SELECT line, 'net', net::text, 'Row.AmountTooLarge' FROM import_orders WHERE net >= 1000000000000
UNION ALL
SELECT min(m.line), 'cost_of_goods', sum(m.cost_of_goods)::text, 'Row.OrderCostTooLarge'
FROM import_merged m
LEFT JOIN orders o ON o.id = m.order_id
GROUP BY m.order_no
HAVING sum(m.cost_of_goods) * coalesce(min(o.fx_rate), 1) >= 1000000000000;

-- What is wrong with an order is told at its first line; its other lines cannot come in without it and say so.
INSERT INTO import_errors (line, "column", value, reason)
SELECT m.line, 'order_no', m.order_no, 'Row.OrderInError' || chr(9) || bad.line
FROM import_merged m
JOIN (SELECT DISTINCT f.order_no, f.line FROM import_merged f JOIN import_errors e ON e.line = f.line) bad ON bad.order_no = m.order_no
WHERE m.line <> bad.line;
