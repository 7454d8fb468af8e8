-- Survey answers: added ones go, changed ones become what they were.
CREATE TEMP TABLE undo_answers ON COMMIT DROP AS
SELECT a.id, a.survey_no, a.customer_id AS old_customer_id, i.id AS image_id, i.before, (i.before->>'customer_id')::bigint AS customer_id
FROM survey_answers a
LEFT JOIN import_before_images i ON i.import_id = @import_id AND i.subject = 'survey_answers' AND (i.before->>'id')::bigint = a.id
WHERE a.import_id = @import_id
FOR UPDATE OF a;
CREATE INDEX ON undo_answers (id);
ANALYZE undo_answers;

WITH blocked AS (
    DELETE FROM undo_answers u
    WHERE image_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = u.customer_id)
    RETURNING survey_no
)
INSERT INTO undo_kept (subject, key, reason, final) SELECT 'survey_answers', survey_no, 'Kept.PointsNowhere', false FROM blocked;

DELETE FROM survey_answers a USING undo_answers u WHERE u.image_id IS NULL AND a.id = u.id;
UPDATE survey_answers a SET
    customer_id = w.customer_id, answered_on = w.answered_on, satisfaction = w.satisfaction, recommend = w.recommend, import_id = w.import_id
FROM undo_answers u CROSS JOIN LATERAL jsonb_populate_record(NULL::survey_answers, u.before) w
WHERE u.image_id IS NOT NULL AND a.id = u.id;

DELETE FROM import_before_images i USING undo_answers u WHERE i.id = u.image_id;
INSERT INTO undo_counts (subject, removed, restored)
SELECT 'survey_answers', count(*) FILTER (WHERE image_id IS NULL), count(image_id) FROM undo_answers;
INSERT INTO undo_touched (customer_id)
SELECT old_customer_id FROM undo_answers UNION SELECT customer_id FROM undo_answers WHERE image_id IS NOT NULL;
