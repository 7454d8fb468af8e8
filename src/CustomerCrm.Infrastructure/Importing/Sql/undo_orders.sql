-- Lines and the orders over them: what the import added goes, what it changed becomes what it was, and whatever orders take
-- from their lines is computed anew. {of_lines} is true for a file of lines. Rows are locked before they are looked at, so
-- that who edits one by hand comes wholly before or wholly after.
CREATE TEMP TABLE undo_lines ON COMMIT DROP AS
SELECT l.order_id, l.line_no, i.id AS image_id, i.before
FROM order_lines l
LEFT JOIN import_before_images i ON i.import_id = @import_id AND i.subject = 'order_lines'
    AND (i.before->>'order_id')::bigint = l.order_id AND i.before->>'line_no' = l.line_no
WHERE {of_lines} AND l.import_id = @import_id
FOR UPDATE OF l;
ANALYZE undo_lines;

CREATE TEMP TABLE undo_heads ON COMMIT DROP AS
SELECT
    o.id, o.order_no, o.import_id IS NOT DISTINCT FROM @import_id AS carries, i.id AS image_id, i.before,
    o.customer_id AS old_customer_id,
    CASE WHEN i.id IS NULL THEN o.customer_id ELSE (i.before->>'customer_id')::bigint END AS customer_id,
    CASE WHEN i.id IS NULL THEN o.from_lines ELSE (i.before->>'from_lines')::boolean END AS from_lines,
    CASE WHEN i.id IS NULL THEN o.fx_rate ELSE (i.before->>'fx_rate')::numeric END AS fx_rate,
    CASE WHEN i.id IS NULL THEN o.net ELSE (i.before->>'net')::numeric END AS net,
    CASE WHEN i.id IS NULL THEN o.base_net ELSE (i.before->>'base_net')::numeric END AS base_net,
    CASE WHEN i.id IS NULL THEN o.cost_of_goods ELSE (i.before->>'cost_of_goods')::numeric END AS cost_of_goods
FROM orders o
LEFT JOIN import_before_images i ON o.import_id = @import_id AND i.import_id = @import_id AND i.subject = 'orders'
    AND (i.before->>'id')::bigint = o.id
WHERE o.import_id = @import_id OR o.id IN (SELECT order_id FROM undo_lines)
FOR UPDATE OF o;
CREATE INDEX ON undo_heads (id);
ANALYZE undo_heads;

-- The orders as they would be over the lines that stay and those that become what they were.
CREATE TEMP TABLE undo_orders ON COMMIT DROP AS
WITH sums AS (
    SELECT
        order_id, count(*) AS lines, round_half_even(sum(amount), 2) AS net,
        CASE WHEN count(*) = count(cost_of_goods) THEN sum(cost_of_goods) END AS cost_of_goods
    FROM (
        SELECT l.order_id, l.amount, l.cost_of_goods
        FROM order_lines l JOIN undo_heads h ON h.id = l.order_id
        WHERE l.import_id IS DISTINCT FROM @import_id
        UNION ALL
        SELECT order_id, (before->>'amount')::numeric, (before->>'cost_of_goods')::numeric
        FROM undo_lines WHERE image_id IS NOT NULL
    ) lines
    GROUP BY order_id
), merged AS (
    SELECT
        h.id, h.order_no, h.carries, h.image_id, h.before, h.old_customer_id, h.customer_id, h.from_lines,
        coalesce(s.lines, 0) AS lines,
        CASE WHEN h.from_lines THEN s.net ELSE h.net END AS net,
        CASE WHEN h.from_lines THEN round_half_even(s.net * h.fx_rate, 2) ELSE h.base_net END AS base_net,
        round_half_even(coalesce(h.cost_of_goods, s.cost_of_goods) * h.fx_rate, 2) AS base_cost_of_goods,
        h.carries AND h.image_id IS NULL AND s.lines IS NULL AS gone
    FROM undo_heads h
    LEFT JOIN sums s ON s.order_id = h.id
)
SELECT m.*, CASE
    WHEN gone THEN NULL
    WHEN from_lines AND lines = 0 THEN 'Kept.LastLine'
    WHEN from_lines AND net < 0 THEN 'Kept.LinesNegative'
    WHEN greatest(net, base_net, base_cost_of_goods) >= 1000000000000 THEN 'Kept.TooLarge'
    WHEN image_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = m.customer_id) THEN 'Kept.PointsNowhere'
END AS blocked
FROM merged m;
CREATE INDEX ON undo_orders (id);
ANALYZE undo_orders;

INSERT INTO undo_kept (subject, key, reason, final)
SELECT 'order_lines', o.order_no || '/' || l.line_no, o.blocked, false
FROM undo_orders o JOIN undo_lines l ON l.order_id = o.id WHERE o.blocked IS NOT NULL
UNION ALL
SELECT 'orders', order_no, coalesce(blocked, 'Kept.HasLines'), false
FROM undo_orders WHERE carries AND (blocked IS NOT NULL OR (image_id IS NULL AND NOT gone));
DELETE FROM undo_lines l USING undo_orders o WHERE o.id = l.order_id AND o.blocked IS NOT NULL;
DELETE FROM undo_orders WHERE blocked IS NOT NULL;

DELETE FROM order_lines l USING undo_lines u
WHERE u.image_id IS NULL AND l.order_id = u.order_id AND l.line_no = u.line_no;
UPDATE order_lines l SET
    product_code = w.product_code, product_name = w.product_name, category = w.category, quantity = w.quantity,
    unit_price = w.unit_price, discount = w.discount, net = w.net, cost_of_goods = w.cost_of_goods, import_id = w.import_id
FROM undo_lines u CROSS JOIN LATERAL jsonb_populate_record(NULL::order_lines, u.before) w
WHERE u.image_id IS NOT NULL AND l.order_id = u.order_id AND l.line_no = u.line_no;

DELETE FROM orders o USING undo_orders u WHERE u.gone AND o.id = u.id;
UPDATE orders o SET
    customer_id = w.customer_id, ordered_on = w.ordered_on, kind = w.kind, gross = w.gross, discount = w.discount, net = u.net,
    cost_of_goods = w.cost_of_goods, currency = w.currency, fx_rate = w.fx_rate, base_net = u.base_net,
    base_cost_of_goods = u.base_cost_of_goods, due_on = w.due_on, paid_on = w.paid_on, from_lines = w.from_lines, import_id = w.import_id
FROM undo_orders u CROSS JOIN LATERAL jsonb_populate_record(NULL::orders, u.before) w
WHERE u.image_id IS NOT NULL AND o.id = u.id;
UPDATE orders o SET net = u.net, base_net = u.base_net, base_cost_of_goods = u.base_cost_of_goods
FROM undo_orders u
WHERE u.image_id IS NULL AND o.id = u.id
    AND (o.net, o.base_net, o.base_cost_of_goods) IS DISTINCT FROM (u.net, u.base_net, u.base_cost_of_goods);

DELETE FROM import_before_images i USING undo_lines u WHERE i.id = u.image_id;
DELETE FROM import_before_images i USING undo_orders u WHERE i.id = u.image_id;
INSERT INTO undo_counts (subject, removed, restored)
SELECT 'order_lines', count(*) FILTER (WHERE image_id IS NULL), count(image_id) FROM undo_lines
UNION ALL
SELECT 'orders', count(*) FILTER (WHERE gone), count(image_id) FROM undo_orders;
INSERT INTO undo_touched (customer_id) SELECT customer_id FROM undo_orders UNION SELECT old_customer_id FROM undo_orders;
