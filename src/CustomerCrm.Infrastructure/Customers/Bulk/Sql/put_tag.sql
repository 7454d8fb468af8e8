-- Sets a tag on those meant; who has it already is not changed, and a tag that is gone is set on nobody.
INSERT INTO customer_tags (customer_id, tag_id) SELECT m.customer_id, t.id FROM meant m, tags t WHERE t.id = @tag
ON CONFLICT DO NOTHING
RETURNING customer_id
