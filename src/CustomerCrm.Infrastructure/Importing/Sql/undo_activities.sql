-- Activities and their rates. An entry without a given amount stays quantity x the rate of its date: it is priced anew, and a
-- rate without which such an entry would have none stays.
CREATE TEMP TABLE undo_activities ON COMMIT DROP AS
SELECT
    a.id, a.name, a.import_id IS NOT DISTINCT FROM @import_id AS carries, i.id AS image_id, i.before->>'unit' AS unit,
    (i.before->>'import_id')::bigint AS import_id
FROM cost_activities a
LEFT JOIN import_before_images i ON a.import_id = @import_id AND i.import_id = @import_id AND i.subject = 'cost_activities'
    AND (i.before->>'id')::bigint = a.id
WHERE a.import_id = @import_id OR a.id IN (SELECT activity_id FROM cost_rates WHERE import_id = @import_id)
FOR UPDATE OF a;
CREATE TEMP TABLE undo_rates ON COMMIT DROP AS
SELECT r.activity_id, r.valid_from, i.id AS image_id, (i.before->>'rate')::numeric AS rate, (i.before->>'import_id')::bigint AS import_id
FROM cost_rates r
LEFT JOIN import_before_images i ON i.import_id = @import_id AND i.subject = 'cost_rates'
    AND (i.before->>'activity_id')::bigint = r.activity_id AND (i.before->>'valid_from')::date = r.valid_from
WHERE r.import_id = @import_id
FOR UPDATE OF r;

-- An entry that no other rate would price keeps the one that prices it.
CREATE TEMP TABLE undo_needed ON COMMIT DROP AS
SELECT e.activity_id, r.valid_from, min(e.cost_no) AS cost_no
FROM cost_entries e
CROSS JOIN LATERAL (
    SELECT valid_from FROM cost_rates
    WHERE activity_id = e.activity_id AND valid_from <= e.incurred_on
    ORDER BY valid_from DESC LIMIT 1
) r
WHERE e.activity_id IN (SELECT activity_id FROM undo_rates) AND e.given_amount IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM cost_rates other
        LEFT JOIN undo_rates u ON (u.activity_id, u.valid_from) = (other.activity_id, other.valid_from)
        WHERE other.activity_id = e.activity_id AND other.valid_from <= e.incurred_on
            AND (u.activity_id IS NULL OR u.image_id IS NOT NULL))
GROUP BY e.activity_id, r.valid_from;
INSERT INTO undo_kept (subject, key, reason, final)
SELECT 'cost_rates', a.name || '/' || n.valid_from, 'Kept.PricesEntry' || chr(9) || n.cost_no, false
FROM undo_needed n JOIN undo_activities a ON a.id = n.activity_id;
DELETE FROM undo_rates u USING undo_needed n WHERE (n.activity_id, n.valid_from) = (u.activity_id, u.valid_from);

-- Where a rate of before would make an amount too large to keep, all rates of that activity stay.
CREATE TEMP TABLE undo_too_large ON COMMIT DROP AS
SELECT e.activity_id, min(e.cost_no) AS cost_no
FROM cost_entries e
CROSS JOIN LATERAL (
    SELECT coalesce(u.rate, r.rate) AS rate
    FROM cost_rates r
    LEFT JOIN undo_rates u ON (u.activity_id, u.valid_from) = (r.activity_id, r.valid_from)
    WHERE r.activity_id = e.activity_id AND r.valid_from <= e.incurred_on AND (u.activity_id IS NULL OR u.image_id IS NOT NULL)
    ORDER BY r.valid_from DESC LIMIT 1
) r
WHERE e.activity_id IN (SELECT activity_id FROM undo_rates) AND e.given_amount IS NULL
    AND abs(e.quantity * r.rate) >= 999999999999.995
GROUP BY e.activity_id;
INSERT INTO undo_kept (subject, key, reason, final)
SELECT 'cost_rates', a.name || '/' || u.valid_from, 'Kept.EntryTooLarge' || chr(9) || t.cost_no, false
FROM undo_too_large t JOIN undo_activities a ON a.id = t.activity_id JOIN undo_rates u ON u.activity_id = t.activity_id;
DELETE FROM undo_rates u USING undo_too_large t WHERE t.activity_id = u.activity_id;

DELETE FROM cost_rates r USING undo_rates u
WHERE u.image_id IS NULL AND (r.activity_id, r.valid_from) = (u.activity_id, u.valid_from);
UPDATE cost_rates r SET rate = u.rate, import_id = u.import_id
FROM undo_rates u
WHERE u.image_id IS NOT NULL AND (r.activity_id, r.valid_from) = (u.activity_id, u.valid_from);

-- An activity goes when nothing hangs on it, nor would after an undo of a later import.
CREATE TEMP TABLE undo_hanging ON COMMIT DROP AS
SELECT a.id, CASE
    WHEN EXISTS (SELECT 1 FROM cost_entries e WHERE e.activity_id = a.id) THEN 'Kept.HasCosts'
    WHEN EXISTS (SELECT 1 FROM cost_rates r WHERE r.activity_id = a.id) THEN 'Kept.HasRates'
    ELSE (
        SELECT 'Kept.UndoNeedsIt' || chr(9) || min(i.import_id) FROM import_before_images i
        WHERE i.import_id > @import_id AND i.subject = 'cost_entries' AND (i.before->>'activity_id')::bigint = a.id)
END AS reason
FROM undo_activities a
WHERE a.carries AND a.image_id IS NULL;
INSERT INTO undo_kept (subject, key, reason, final)
SELECT 'cost_activities', a.name, h.reason, false
FROM undo_hanging h JOIN undo_activities a ON a.id = h.id WHERE h.reason IS NOT NULL;
DELETE FROM cost_activities a USING undo_hanging h WHERE h.reason IS NULL AND a.id = h.id;
UPDATE cost_activities a SET unit = u.unit, import_id = u.import_id FROM undo_activities u WHERE u.image_id IS NOT NULL AND a.id = u.id;

CREATE TEMP TABLE undo_entries ON COMMIT DROP AS
SELECT e.id, e.customer_id, i.id AS image_id, (i.before->>'import_id')::bigint AS import_id
FROM cost_entries e
JOIN import_before_images i ON i.import_id = @import_id AND i.subject = 'cost_entries' AND (i.before->>'id')::bigint = e.id
WHERE e.import_id = @import_id;
UPDATE cost_entries e SET import_id = u.import_id FROM undo_entries u WHERE e.id = u.id;
CREATE TEMP TABLE undo_repriced ON COMMIT DROP AS
SELECT e.id, e.customer_id, round_half_even(e.quantity * r.rate, 2) AS amount
FROM cost_entries e
CROSS JOIN LATERAL (
    SELECT rate FROM cost_rates WHERE activity_id = e.activity_id AND valid_from <= e.incurred_on ORDER BY valid_from DESC LIMIT 1
) r
WHERE e.activity_id IN (SELECT id FROM undo_activities) AND e.given_amount IS NULL AND e.amount <> round_half_even(e.quantity * r.rate, 2);
UPDATE cost_entries e SET amount = p.amount FROM undo_repriced p WHERE e.id = p.id;

DELETE FROM import_before_images i USING undo_rates u WHERE i.id = u.image_id;
DELETE FROM import_before_images i USING undo_activities u WHERE i.id = u.image_id;
DELETE FROM import_before_images i USING undo_entries u WHERE i.id = u.image_id;
INSERT INTO undo_counts (subject, removed, restored)
SELECT 'cost_rates', count(*) FILTER (WHERE image_id IS NULL), count(image_id) FROM undo_rates
UNION ALL
SELECT 'cost_activities', (SELECT count(*) FROM undo_hanging WHERE reason IS NULL), count(image_id) FROM undo_activities
UNION ALL
SELECT 'cost_entries', 0, count(*) FROM undo_entries;
INSERT INTO undo_touched (customer_id) SELECT customer_id FROM undo_entries UNION SELECT customer_id FROM undo_repriced;
