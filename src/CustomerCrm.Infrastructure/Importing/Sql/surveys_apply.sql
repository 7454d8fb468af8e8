-- Known answers change where anything differs, new ones come in.
DELETE FROM import_merged WHERE line IN (SELECT line FROM import_errors);
ALTER TABLE import_merged ADD customer_id bigint;
UPDATE import_merged m SET customer_id = c.id FROM customers c WHERE c.customer_key = m.customer_key;

DELETE FROM import_merged m USING survey_answers a
WHERE a.id = m.id AND (a.customer_id, a.answered_on) = (m.customer_id, m.answered_on)
    AND (a.satisfaction, a.recommend) IS NOT DISTINCT FROM (m.satisfaction, m.recommend);

INSERT INTO import_before_images (import_id, subject, key, before)
SELECT @import_id, 'survey_answers', a.survey_no, to_jsonb(a) FROM import_merged m JOIN survey_answers a ON a.id = m.id;

UPDATE survey_answers a SET
    customer_id = m.customer_id, answered_on = m.answered_on, satisfaction = m.satisfaction, recommend = m.recommend, import_id = @import_id
FROM import_merged m
WHERE a.id = m.id;
INSERT INTO survey_answers (survey_no, customer_id, answered_on, satisfaction, recommend, import_id)
SELECT survey_no, customer_id, answered_on, satisfaction, recommend, @import_id
FROM import_merged
WHERE id IS NULL
ORDER BY line;

INSERT INTO import_touched (customer_id)
SELECT customer_id FROM import_merged UNION SELECT old_customer_id FROM import_merged WHERE old_customer_id IS NOT NULL;
SELECT count(*) FILTER (WHERE id IS NULL)::integer, count(*) FILTER (WHERE id IS NOT NULL)::integer FROM import_merged;
