-- Customers, when the facts of the import are gone already: an added one goes where nothing hangs on him, a changed one
-- becomes what he was. A full run must not be under way: its rows could name somebody who goes.
CREATE TEMP TABLE undo_customers ON COMMIT DROP AS
SELECT
    c.id, c.customer_key, c.referred_by_id AS old_referred_by_id, i.id AS image_id, i.before,
    (i.before->>'referred_by_id')::bigint AS referred_by_id
FROM customers c
LEFT JOIN import_before_images i ON i.import_id = @import_id AND i.subject = 'customers' AND (i.before->>'id')::bigint = c.id
WHERE c.import_id = @import_id
FOR UPDATE OF c;
CREATE INDEX ON undo_customers (id);
ANALYZE undo_customers;

CREATE TEMP TABLE undo_pointing_nowhere ON COMMIT DROP AS
SELECT u.id, u.customer_key
FROM undo_customers u CROSS JOIN LATERAL jsonb_populate_record(NULL::customers, u.before) w
WHERE u.image_id IS NOT NULL AND (
    (w.region_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM regions WHERE id = w.region_id))
    OR (w.source_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sources WHERE id = w.source_id))
    OR (w.owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users WHERE id = w.owner_id))
    OR (w.referred_by_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM customers WHERE id = w.referred_by_id)));
INSERT INTO undo_kept (subject, key, reason, final)
SELECT 'customers', customer_key, 'Kept.PointsNowhere', false FROM undo_pointing_nowhere;
DELETE FROM undo_customers u USING undo_pointing_nowhere n WHERE n.id = u.id;

CREATE TEMP TABLE undo_needed ON COMMIT DROP AS
SELECT (before->>'customer_id')::bigint AS customer_id, min(import_id) AS import_id
FROM import_before_images
WHERE import_id > @import_id AND subject IN ('orders', 'cost_entries', 'survey_answers')
GROUP BY 1
UNION ALL
SELECT (before->>'referred_by_id')::bigint, min(import_id)
FROM import_before_images
WHERE import_id > @import_id AND subject = 'customers'
GROUP BY 1;
CREATE TEMP TABLE undo_staying ON COMMIT DROP AS
SELECT * FROM (
    SELECT u.id, CASE
        WHEN EXISTS (SELECT 1 FROM orders f WHERE f.customer_id = u.id) THEN 'Kept.HasOrders'
        WHEN EXISTS (SELECT 1 FROM cost_entries f WHERE f.customer_id = u.id) THEN 'Kept.HasCosts'
        WHEN EXISTS (SELECT 1 FROM survey_answers f WHERE f.customer_id = u.id) THEN 'Kept.HasSurveys'
        WHEN EXISTS (SELECT 1 FROM tier_pins f WHERE f.customer_id = u.id) THEN 'Kept.HasPins'
        WHEN EXISTS (SELECT 1 FROM audit_entries f WHERE f.customer_id = u.id) THEN 'Kept.HasAudit'
        ELSE (SELECT 'Kept.UndoNeedsIt' || chr(9) || min(n.import_id) FROM undo_needed n WHERE n.customer_id = u.id)
    END AS reason
    FROM undo_customers u
    WHERE u.image_id IS NULL
) hanging
WHERE reason IS NOT NULL;

-- Who stays keeps his referrer, and so on.
INSERT INTO undo_staying (id, reason)
WITH RECURSIVE referring AS MATERIALIZED (
    SELECT c.id, added.id AS referrer_id, me.id IS NOT NULL AND me.image_id IS NULL AS goes
    FROM customers c
    LEFT JOIN undo_customers me ON me.id = c.id
    JOIN undo_customers added ON added.image_id IS NULL
        AND added.id = CASE WHEN me.image_id IS NULL THEN c.referred_by_id ELSE me.referred_by_id END
), staying (id) AS (
    SELECT id FROM undo_staying
    UNION
    SELECT referrer_id FROM referring WHERE NOT goes
    UNION
    SELECT r.referrer_id FROM staying s JOIN referring r ON r.id = s.id
)
SELECT id, 'Kept.HasReferrals' FROM staying WHERE id NOT IN (SELECT id FROM undo_staying);
INSERT INTO undo_kept (subject, key, reason, final)
SELECT 'customers', u.customer_key, s.reason, false FROM undo_staying s JOIN undo_customers u ON u.id = s.id;
DELETE FROM undo_customers u USING undo_staying s WHERE s.id = u.id;

UPDATE customers c SET
    name = w.name, kind = w.kind, local_name = w.local_name, member_card_no = w.member_card_no, phone = w.phone, email = w.email,
    region_id = w.region_id, country = w.country, city = w.city, industry = w.industry, business_type = w.business_type,
    source_id = w.source_id, owner_id = w.owner_id, estimated_annual_spend = w.estimated_annual_spend,
    referred_by_id = w.referred_by_id, first_contact_on = w.first_contact_on, archived_at = w.archived_at,
    created_at = w.created_at, changed_at = w.changed_at, import_id = w.import_id
FROM undo_customers u CROSS JOIN LATERAL jsonb_populate_record(NULL::customers, u.before) w
WHERE u.image_id IS NOT NULL AND c.id = u.id;
CREATE TEMP TABLE undo_tags ON COMMIT DROP AS
SELECT u.id AS customer_id, tag
FROM undo_customers u CROSS JOIN LATERAL jsonb_array_elements_text(u.before->'tags') AS tag
WHERE u.image_id IS NOT NULL;
INSERT INTO tags (name) SELECT DISTINCT tag FROM undo_tags ON CONFLICT DO NOTHING;
DELETE FROM customer_tags ct USING undo_customers u
WHERE u.image_id IS NOT NULL AND ct.customer_id = u.id
    AND NOT EXISTS (SELECT 1 FROM undo_tags w JOIN tags t ON t.name = w.tag WHERE w.customer_id = u.id AND t.id = ct.tag_id);
INSERT INTO customer_tags (customer_id, tag_id)
SELECT w.customer_id, t.id FROM undo_tags w JOIN tags t ON t.name = w.tag
ON CONFLICT DO NOTHING;

-- Who refers them again is found when they are scored.
INSERT INTO undo_touched (customer_id)
SELECT id FROM undo_customers WHERE image_id IS NOT NULL
UNION
SELECT old_referred_by_id FROM undo_customers;

CREATE TEMP TABLE undo_gone ON COMMIT DROP AS SELECT id FROM undo_customers WHERE image_id IS NULL;
ANALYZE undo_gone;
INSERT INTO rescored_customers (xid, customer_id) SELECT pg_current_xact_id(), id FROM undo_gone ON CONFLICT DO NOTHING;
DELETE FROM customer_metrics_a WHERE customer_id IN (SELECT id FROM undo_gone);
DELETE FROM customer_metrics_b WHERE customer_id IN (SELECT id FROM undo_gone);
DELETE FROM customer_scores_a WHERE customer_id IN (SELECT id FROM undo_gone);
DELETE FROM customer_scores_b WHERE customer_id IN (SELECT id FROM undo_gone);
DELETE FROM dated_metrics WHERE customer_id IN (SELECT id FROM undo_gone);
DELETE FROM dated_scores WHERE customer_id IN (SELECT id FROM undo_gone);
DELETE FROM score_history WHERE customer_id IN (SELECT id FROM undo_gone);
DELETE FROM tier_changes WHERE customer_id IN (SELECT id FROM undo_gone);
DELETE FROM dirty_customers WHERE customer_id IN (SELECT id FROM undo_gone);
DELETE FROM customers WHERE id IN (SELECT id FROM undo_gone);

DELETE FROM import_before_images i USING undo_customers u WHERE i.id = u.image_id;
INSERT INTO undo_counts (subject, removed, restored)
SELECT 'customers', count(*) FILTER (WHERE image_id IS NULL), count(image_id) FROM undo_customers;
