-- The cell of the value matrix of each customer who bought in the window; where a threshold is missing nobody has one. {bands} is a query of one row
-- with the four thresholds. A value on a threshold belongs to the better band.
SELECT
    m.customer_id,
    (CASE WHEN m.average_order >= b.large_order THEN 0 WHEN m.average_order >= b.medium_order THEN 1 ELSE 2 END)::smallint AS order_band,
    (CASE WHEN m.average_cycle <= b.short_cycle THEN 0 WHEN m.average_cycle <= b.medium_cycle THEN 1 ELSE 2 END)::smallint AS cycle_band
FROM current_metrics m
CROSS JOIN ({bands}) b
WHERE m.average_order IS NOT NULL AND m.average_cycle IS NOT NULL
    AND b.large_order IS NOT NULL AND b.medium_order IS NOT NULL AND b.short_cycle IS NOT NULL AND b.medium_cycle IS NOT NULL
