-- Entries without a given amount are priced anew by the rates as they are now; tells whose cost changed. One that would have no rate left
-- gets none: the caller refuses the change then.
UPDATE cost_entries e SET amount = coalesce(p.amount, e.amount)
FROM (
    SELECT priced.id, (
        SELECT round_half_even(priced.quantity * r.rate, 2)
        FROM cost_rates r
        WHERE r.activity_id = priced.activity_id AND r.valid_from <= priced.incurred_on
        ORDER BY r.valid_from DESC
        LIMIT 1) AS amount
    FROM cost_entries priced
    WHERE priced.activity_id = @activity AND priced.given_amount IS NULL
) p
WHERE e.id = p.id AND e.amount IS DISTINCT FROM p.amount
RETURNING e.customer_id, p.amount IS NULL
