-- The order as it would be: cells of the file over what is there. What cannot be is told here; what remains is applied.
-- A rate of 1 rounds nothing: amounts have cents at most. Each number is looked up in the index (OFFSET 0 asks for that): to
-- hash every order there is costs far more than a file's rows do.
CREATE TEMP TABLE import_merged ON COMMIT DROP AS
SELECT
    m.*,
    CASE WHEN m.fx_rate = 1 THEN m.net ELSE round_half_even(m.net * m.fx_rate, 2) END AS base_net,
    CASE WHEN m.fx_rate = 1 THEN m.any_cost ELSE round_half_even(m.any_cost * m.fx_rate, 2) END AS base_cost_of_goods
FROM (SELECT
    s.line, s.order_no, s.customer_key, c.id AS customer_id, s.ordered_on, old.id, old.customer_id AS old_customer_id, old.voided_at,
    CASE WHEN {has_kind} THEN (CASE s.kind WHEN 'return' THEN 2 ELSE 1 END) ELSE coalesce(old.kind, 1) END AS kind,
    {gross} AS gross,
    {discount} AS discount,
    CASE
        WHEN s.net IS NOT NULL THEN s.net
        WHEN {gross} IS NOT NULL THEN {gross} - coalesce({discount}, 0)
        WHEN NOT {has_net} THEN old.net
    END AS net,
    {cost_of_goods} AS cost_of_goods,
    CASE WHEN {cost_of_goods} IS NOT NULL OR old.id IS NULL THEN {cost_of_goods} ELSE (
        SELECT CASE WHEN count(*) = count(l.cost_of_goods) THEN sum(l.cost_of_goods) END
        FROM order_lines l WHERE l.order_id = old.id) END AS any_cost,
    coalesce({currency}, @base) AS currency,
    CASE WHEN coalesce({currency}, @base) = @base THEN 1 ELSE {fx_rate} END AS fx_rate,
    s.fx_rate AS given_rate,
    {due_on} AS due_on,
    {paid_on} AS paid_on
FROM import_rows s
LEFT JOIN customers c ON c.customer_key = s.customer_key
LEFT JOIN LATERAL (SELECT * FROM orders o WHERE o.order_no = s.order_no OFFSET 0) old ON true
OFFSET 0) m;

INSERT INTO import_errors (line, "column", value, reason)
SELECT line, 'net', '', 'Row.NoNet' FROM import_merged WHERE net IS NULL
UNION ALL
SELECT line, 'net', net::text, 'Row.NegativeSale' FROM import_merged WHERE net < 0 AND kind = 1
UNION ALL
SELECT line, 'net', net::text, 'Row.NegativeReturn' FROM import_merged WHERE net < 0 AND kind = 2
UNION ALL
SELECT line, 'net', net::text, 'Row.NotGrossLessDiscount' || chr(9) || (gross - coalesce(discount, 0))
FROM import_merged WHERE net >= 0 AND net <> gross - coalesce(discount, 0)
UNION ALL
SELECT line, 'fx_rate', '', 'Row.NoFxRate' || chr(9) || currency FROM import_merged WHERE fx_rate IS NULL
UNION ALL
SELECT line, 'net', net::text, 'Row.TooLarge' FROM import_merged WHERE net >= 1000000000000
UNION ALL
SELECT m.line, 'fx_rate', m.fx_rate::text, 'Row.LinesCostTooLarge'
FROM import_merged m
WHERE m.cost_of_goods IS NULL AND m.fx_rate > 1
    AND (SELECT sum(l.cost_of_goods) FROM order_lines l WHERE l.order_id = m.id) * m.fx_rate >= 1000000000000
UNION ALL
SELECT line, 'fx_rate', fx_rate::text, 'Row.AmountTooLarge'
FROM import_merged WHERE greatest(net, cost_of_goods) * fx_rate >= 1000000000000;

INSERT INTO import_warnings (text)
SELECT 'Warning.UnusedRate' || chr(9) || count(*) || chr(9) || @base
FROM import_merged WHERE currency = @base AND given_rate <> 1 HAVING count(*) > 0;

-- Somebody took them out by hand: their values change, and they stay out until somebody brings them back.
INSERT INTO import_warnings (text)
SELECT 'Warning.VoidedOrders' || chr(9) || count(*) || chr(9)
    || (array_agg(order_no ORDER BY line))[1] || CASE WHEN count(*) > 1 THEN ', ...' ELSE '' END
FROM import_merged
WHERE voided_at IS NOT NULL AND line NOT IN (SELECT line FROM import_errors)
HAVING count(*) > 0;
