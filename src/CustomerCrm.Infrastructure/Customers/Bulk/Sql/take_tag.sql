-- Takes a tag away from those meant who have it.
DELETE FROM customer_tags t USING meant m WHERE t.customer_id = m.customer_id AND t.tag_id = @tag
RETURNING t.customer_id
