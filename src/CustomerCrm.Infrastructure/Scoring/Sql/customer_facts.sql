-- The facts of customers as of a date over a window, a row each in the order of their ids: sums and dates, no measures.
-- @as_of and @start bound the window: @start < date <= @as_of. {only} narrows to some customers, or is "true".
-- What was voided is no fact. orders is read through its covering index in customer order; a run turns hash aggregation off for that.
WITH order_days AS (
    -- A sum for each sign and nothing where there is nothing to add: most rows lie before the window, few are returns.
    SELECT
        customer_id,
        ordered_on > @start AS in_window,
        CASE WHEN bool_or(kind = 1 AND base_net > 0) THEN ordered_on END AS purchase_day,
        sum(base_net) FILTER (WHERE ordered_on > @start AND kind = 1) AS sales,
        sum(base_net) FILTER (WHERE ordered_on > @start AND kind <> 1) AS returns,
        sum(base_cost_of_goods) FILTER (WHERE ordered_on > @start AND kind = 1) AS sales_cost,
        sum(base_cost_of_goods) FILTER (WHERE ordered_on > @start AND kind <> 1) AS returns_cost,
        sum(base_net) FILTER (WHERE ordered_on > @start AND kind = 1 AND base_cost_of_goods IS NULL) AS sales_without_cost,
        sum(base_net) FILTER (WHERE ordered_on > @start AND kind <> 1 AND base_cost_of_goods IS NULL) AS returns_without_cost,
        sum(base_net * (least(paid_on, @as_of) - greatest(due_on, @start)))
            FILTER (WHERE kind = 1 AND due_on IS NOT NULL AND least(paid_on, @as_of) > greatest(due_on, @start)) AS receivable_days
    FROM orders
    WHERE voided_at IS NULL AND ordered_on <= @as_of AND {only_customer_id}
    GROUP BY customer_id, ordered_on
),
order_facts AS (
    SELECT
        customer_id,
        array_agg(purchase_day) FILTER (WHERE purchase_day IS NOT NULL) AS purchase_days,
        bool_or(in_window) AS any_in_window,
        coalesce(sum(sales), 0) - coalesce(sum(returns), 0) AS net_revenue,
        coalesce(max(sales), 0) AS largest_day_sales,
        coalesce(sum(sales_cost), 0) - coalesce(sum(returns_cost), 0) AS known_cost,
        coalesce(sum(sales_without_cost), 0) - coalesce(sum(returns_without_cost), 0) AS net_without_cost,
        coalesce(sum(sales), 0) + coalesce(sum(returns), 0) AS turnover,
        coalesce(sum(sales_without_cost), 0) + coalesce(sum(returns_without_cost), 0) AS turnover_without_cost,
        coalesce(sum(receivable_days), 0) AS receivable_days
    FROM order_days
    GROUP BY customer_id
),
cost_facts AS (
    SELECT customer_id, sum(amount) AS amount
    FROM cost_entries
    WHERE voided_at IS NULL AND incurred_on > @start AND incurred_on <= @as_of AND {only_customer_id}
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
        WHERE voided_at IS NULL AND answered_on <= @as_of AND {only_customer_id}
    ) answers
    GROUP BY customer_id
),
referral_facts AS (
    SELECT referred_by_id AS customer_id, count(*) AS referrals
    FROM customers referred
    WHERE referred_by_id IS NOT NULL AND referred_by_id <> id AND {only_referred_by_id}
        AND EXISTS (
            SELECT 1 FROM orders
            WHERE voided_at IS NULL AND customer_id = referred.id AND kind = 1 AND base_net > 0 AND ordered_on <= @as_of)
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
    -- An archived customer counts while his facts are in the window; who was archived only from @archived_from on had not been yet.
    AND (c.archived_at IS NULL OR c.archived_at >= @archived_from OR o.any_in_window OR k.customer_id IS NOT NULL OR a.any_in_window)
ORDER BY c.id
