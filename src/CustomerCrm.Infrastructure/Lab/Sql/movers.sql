-- How customers are called and where they stand, for those whose tier moves.
SELECT c.id, c.customer_key, s.composite
FROM customers c
LEFT JOIN current_scores s ON s.customer_id = c.id
WHERE c.id = ANY(@ids)
