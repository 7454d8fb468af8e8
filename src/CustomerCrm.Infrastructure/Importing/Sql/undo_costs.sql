-- Cost entries: added ones go, changed ones become what they were, priced by the rates there are today.
CREATE TEMP TABLE undo_entries ON COMMIT DROP AS
SELECT e.id, e.cost_no, e.customer_id AS old_customer_id, i.id AS image_id, i.before
FROM cost_entries e
LEFT JOIN import_before_images i ON i.import_id = @import_id AND i.subject = 'cost_entries' AND (i.before->>'id')::bigint = e.id
WHERE e.import_id = @import_id
FOR UPDATE OF e;
CREATE INDEX ON undo_entries (id);
ANALYZE undo_entries;

CREATE TEMP TABLE undo_amounts ON COMMIT DROP AS
SELECT u.id, u.cost_no, w.customer_id, coalesce(w.given_amount, round_half_even(w.quantity * r.rate, 2)) AS amount, CASE
    WHEN NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = w.customer_id)
        OR NOT EXISTS (SELECT 1 FROM cost_activities a WHERE a.id = w.activity_id) THEN 'Kept.PointsNowhere'
    WHEN w.given_amount IS NULL AND r.rate IS NULL THEN 'Kept.NoRate' || chr(9) || w.incurred_on
    WHEN abs(w.quantity * r.rate) >= 999999999999.995 AND w.given_amount IS NULL THEN 'Kept.TooLarge'
END AS blocked
FROM undo_entries u
CROSS JOIN LATERAL jsonb_populate_record(NULL::cost_entries, u.before) w
LEFT JOIN LATERAL (
    SELECT rate FROM cost_rates WHERE activity_id = w.activity_id AND valid_from <= w.incurred_on ORDER BY valid_from DESC LIMIT 1
) r ON true
WHERE u.image_id IS NOT NULL;
INSERT INTO undo_kept (subject, key, reason, final)
SELECT 'cost_entries', cost_no, blocked, false FROM undo_amounts WHERE blocked IS NOT NULL;
DELETE FROM undo_entries u USING undo_amounts a WHERE a.id = u.id AND a.blocked IS NOT NULL;

DELETE FROM cost_entries e USING undo_entries u WHERE u.image_id IS NULL AND e.id = u.id;
UPDATE cost_entries e SET
    customer_id = w.customer_id, activity_id = w.activity_id, incurred_on = w.incurred_on, quantity = w.quantity,
    given_amount = w.given_amount, amount = a.amount, note = w.note, import_id = w.import_id
FROM undo_entries u CROSS JOIN LATERAL jsonb_populate_record(NULL::cost_entries, u.before) w, undo_amounts a
WHERE u.image_id IS NOT NULL AND e.id = u.id AND a.id = u.id;

DELETE FROM import_before_images i USING undo_entries u WHERE i.id = u.image_id;
INSERT INTO undo_counts (subject, removed, restored)
SELECT 'cost_entries', count(*) FILTER (WHERE image_id IS NULL), count(image_id) FROM undo_entries;
INSERT INTO undo_touched (customer_id)
SELECT old_customer_id FROM undo_entries UNION SELECT customer_id FROM undo_amounts WHERE blocked IS NULL;
