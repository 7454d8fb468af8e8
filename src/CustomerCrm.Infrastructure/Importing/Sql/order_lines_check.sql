-- The lines as they would be, and the orders they make: an order that orders.csv gave keeps its net, one made from lines has
-- the sum of their unrounded nets. Orders and lines are looked up in their indexes (OFFSET 0 asks for that): to hash all there
-- are costs far more than a file's rows do.
CREATE TEMP TABLE import_merged ON COMMIT DROP AS
SELECT
    s.line, s.order_no, s.line_no, s.customer_key, s.ordered_on, s.kind,
    o.id AS order_id, o.voided_at, o.from_lines, o.cost_of_goods IS NULL AND o.id IS NOT NULL AS lacks_cost, o.fx_rate,
    old.order_id IS NULL AS is_new, old.amount AS old_amount,
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
LEFT JOIN LATERAL (SELECT * FROM orders h WHERE h.order_no = s.order_no OFFSET 0) o ON true
LEFT JOIN LATERAL (SELECT * FROM order_lines l WHERE l.order_id = o.id AND l.line_no = s.line_no OFFSET 0) old ON true;
ANALYZE import_merged;

INSERT INTO import_errors (line, "column", value, reason)
SELECT line, 'net', '', 'Row.NoLineNet' FROM import_merged WHERE amount IS NULL
UNION ALL
SELECT line, 'quantity', quantity::text, 'Row.AmountTooLarge' FROM import_merged WHERE abs(amount) >= 1000000000000;

-- A line in error takes part in nothing: each row is judged by itself, and the order is made of the good ones.
DELETE FROM import_merged WHERE line IN (SELECT line FROM import_errors);

-- The order a group of lines makes or remakes; what they say of it must agree.
CREATE TEMP TABLE import_orders ON COMMIT DROP AS
WITH named AS (
    SELECT
        order_no, min(line) AS line, min(order_id) AS order_id, min(customer_key) AS customer_key, min(ordered_on) AS ordered_on,
        min(CASE kind WHEN 'return' THEN 2 WHEN 'sale' THEN 1 END) AS kind,
        min(customer_key) <> max(customer_key) OR min(ordered_on) <> max(ordered_on) OR min(kind) <> max(kind) AS disagree,
        sum(amount) - coalesce(sum(old_amount), 0) AS added,
        CASE WHEN count(*) = count(cost_of_goods) THEN sum(cost_of_goods) END AS cost_of_goods
    FROM import_merged
    WHERE order_id IS NULL OR from_lines
    GROUP BY order_no
),
there AS (
    SELECT order_id, sum(amount) AS amount
    FROM order_lines
    WHERE order_id IN (SELECT order_id FROM import_merged WHERE from_lines)
    GROUP BY order_id
)
SELECT
    n.order_no, n.line, n.order_id,
    coalesce(n.customer_key, c.customer_key) AS customer_key,
    coalesce(n.ordered_on, o.ordered_on) AS ordered_on,
    coalesce(n.kind, o.kind, 1) AS kind,
    n.disagree, n.cost_of_goods,
    CASE WHEN total = round(total, 2) THEN round(total, 2) ELSE round_half_even(total, 2) END AS net
FROM named n
LEFT JOIN orders o ON o.id = n.order_id
LEFT JOIN customers c ON c.id = o.customer_id
LEFT JOIN there t ON t.order_id = n.order_id
CROSS JOIN LATERAL (SELECT coalesce(t.amount, 0) + n.added AS total) sums;
ANALYZE import_orders;

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
GROUP BY m.order_no
HAVING sum(m.cost_of_goods) * coalesce(min(m.fx_rate), 1) >= 1000000000000;

-- What is wrong with an order is told at its first line; its other lines cannot come in without it and say so.
INSERT INTO import_errors (line, "column", value, reason)
SELECT m.line, 'order_no', m.order_no, 'Row.OrderInError' || chr(9) || bad.line
FROM import_merged m
JOIN (SELECT DISTINCT f.order_no, f.line FROM import_merged f JOIN import_errors e ON e.line = f.line) bad ON bad.order_no = m.order_no
WHERE m.line <> bad.line;

-- Somebody took the order out by hand: its lines are kept with it, and it stays out until somebody brings it back.
INSERT INTO import_warnings (text)
SELECT 'Warning.VoidedOrderLines' || chr(9) || count(*) || chr(9)
    || (array_agg(order_no ORDER BY line))[1] || CASE WHEN count(DISTINCT order_no) > 1 THEN ', ...' ELSE '' END
FROM import_merged
WHERE voided_at IS NOT NULL AND line NOT IN (SELECT line FROM import_errors)
HAVING count(*) > 0;
