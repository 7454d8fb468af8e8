-- Where each customer stood on the dates of a rising list: a row for each stretch of dates that one kept row of history holds for, with
-- the tier of the stretch before; the one that reaches the last date also with the tier on the first. Dates before a customer's first
-- score are in none. One pass in the order of the table's key, however many dates there are; days between two of them leave no row.
SELECT
    customer_id, first_place, last_place, shown_tier,
    lag(shown_tier) OVER customer AS tier_before,
    CASE WHEN last_place = cardinality({0}) THEN first_value(CASE WHEN first_place = 1 THEN shown_tier END) OVER customer END AS tier_at_start
FROM (
    SELECT
        customer_id, as_of, shown_tier,
        width_bucket(as_of - 1, {0}) + 1 AS first_place,
        coalesce(width_bucket(next_as_of - 1, {0}), cardinality({0})) AS last_place
    FROM (
        SELECT customer_id, as_of, shown_tier, lead(as_of) OVER (PARTITION BY customer_id ORDER BY as_of) AS next_as_of
        FROM score_history
    ) kept
) placed
WHERE first_place <= last_place
WINDOW customer AS (PARTITION BY customer_id ORDER BY as_of)
