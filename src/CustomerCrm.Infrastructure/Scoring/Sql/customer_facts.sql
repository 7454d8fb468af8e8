-- The facts of customers as of a date over a window, a row each in the order of their ids: sums and dates, no measures.
-- @as_of and @start bound the window: @start < date <= @as_of. {only} narrows to some customers, or is "true".
-- orders is read through its covering index in customer order; a run turns hash aggregation off for that.
WITH order_days AS (
    SELECT
        customer_id,
        ordered_on,
        ordered_on > @start AS in_window,
        bool_or(kind = 1 AND base_net > 0) AS is_occasion,
        sum(base_net) FILTER (WHERE kind = 1) AS sales,
        sum(CASE kind WHEN 1 THEN base_net ELSE -base_net END) AS net,
        sum(CASE kind WHEN 1 THEN base_cost_of_goods ELSE -base_cost_of_goods END) AS known_cost,
        sum(CASE kind WHEN 1 THEN base_net ELSE -base_net END) FILTER (WHERE base_cost_of_goods IS NULL) AS net_without_cost,
        sum(base_net) AS turnover,
        sum(base_net) FILTER (WHERE base_cost_of_goods IS NULL) AS turnover_without_cost,
        sum(base_net * greatest(0, least(paid_on, @as_of) - greatest(due_on, @start)))
            FILTER (WHERE kind = 1 AND due_on IS NOT NULL) AS receivable_days
    FROM orders
    WHERE ordered_on <= @as_of AND {only_customer_id}
    GROUP BY customer_id, ordered_on
),
order_facts AS (
    SELECT
        customer_id,
        array_agg(ordered_on) FILTER (WHERE is_occasion) AS purchase_days,
        bool_or(in_window) AS any_in_window,
        coalesce(sum(net) FILTER (WHERE in_window), 0) AS net_revenue,
        coalesce(max(sales) FILTER (WHERE in_window), 0) AS largest_day_sales,
        coalesce(sum(known_cost) FILTER (WHERE in_window), 0) AS known_cost,
        coalesce(sum(net_without_cost) FILTER (WHERE in_window), 0) AS net_without_cost,
        coalesce(sum(turnover) FILTER (WHERE in_window), 0) AS turnover,
        coalesce(sum(turnover_without_cost) FILTER (WHERE in_window), 0) AS turnover_without_cost,
        coalesce(sum(receivable_days), 0) AS receivable_days
    FROM order_days
    GROUP BY customer_id
),
cost_facts AS (
    SELECT customer_id, sum(amount) AS amount
    FROM cost_entries
    WHERE incurred_on > @start AND incurred_on <= @as_of AND {only_customer_id}
    GROUP BY customer_id
),
answer_facts AS (
    SELECT
        customer_id,
        bool_or(answered_on > @start) AS any_in_window,
        sum(satisfaction) FILTER (WHERE answered_on = newest) AS satisfaction_sum,
        count(satisfaction) FILTER (WHERE answered_on = newest) AS satisfaction_count
    FROM (
        SELECT
            customer_id,
            answered_on,
            satisfaction,
            max(answered_on) FILTER (WHERE satisfaction IS NOT NULL AND answered_on > @start)
                OVER (PARTITION BY customer_id) AS newest
        FROM survey_answers
        WHERE answered_on <= @as_of AND {only_customer_id}
    ) answers
    GROUP BY customer_id
),
referral_facts AS (
    SELECT referred_by_id AS customer_id, count(*) AS referrals
    FROM customers referred
    WHERE referred_by_id IS NOT NULL AND referred_by_id <> id AND {only_referred_by_id}
        AND EXISTS (
            SELECT 1 FROM orders
            WHERE customer_id = referred.id AND kind = 1 AND base_net > 0 AND ordered_on <= @as_of)
    GROUP BY referred_by_id
)
SELECT
    c.id,
    c.estimated_annual_spend,
    (c.first_contact_on IS NOT NULL AND c.first_contact_on <= @as_of)
        OR o.customer_id IS NOT NULL OR a.customer_id IS NOT NULL AS contacted,
    o.purchase_days,
    coalesce(o.net_revenue, 0),
    coalesce(o.largest_day_sales, 0),
    coalesce(o.known_cost, 0),
    coalesce(o.net_without_cost, 0),
    coalesce(o.turnover, 0),
    coalesce(o.turnover_without_cost, 0),
    coalesce(o.receivable_days, 0),
    coalesce(k.amount, 0),
    coalesce(a.satisfaction_sum, 0),
    coalesce(a.satisfaction_count, 0)::integer,
    coalesce(r.referrals, 0)::integer
FROM customers c
LEFT JOIN order_facts o ON o.customer_id = c.id
LEFT JOIN cost_facts k ON k.customer_id = c.id
LEFT JOIN answer_facts a ON a.customer_id = c.id
LEFT JOIN referral_facts r ON r.customer_id = c.id
WHERE {only_id}
    -- An archived customer counts while his facts are in the window.
    AND (c.archived_at IS NULL OR o.any_in_window OR k.customer_id IS NOT NULL OR a.any_in_window)
ORDER BY c.id
