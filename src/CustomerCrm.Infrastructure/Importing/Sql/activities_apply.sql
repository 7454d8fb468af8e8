-- Activities by name, their rates by date. An entry whose amount was not given is always quantity x the rate of its date, so a
-- rate that is corrected or put in between prices such entries anew.
CREATE TEMP TABLE import_merged ON COMMIT DROP AS
SELECT
    s.line, s.activity, s.unit, s.valid_from, s.rate,
    CASE WHEN s.valid_from IS NULL THEN a.id IS NULL ELSE r.activity_id IS NULL END AS is_new,
    a.unit AS old_unit, r.rate AS old_rate
FROM import_rows s
LEFT JOIN cost_activities a ON a.name = s.activity
LEFT JOIN cost_rates r ON r.activity_id = a.id AND r.valid_from = s.valid_from;
DELETE FROM import_merged WHERE NOT is_new AND unit = old_unit AND rate IS NOT DISTINCT FROM old_rate;

INSERT INTO import_before_images (import_id, subject, key, before)
SELECT @import_id, 'cost_activities', a.name, to_jsonb(a)
FROM cost_activities a
WHERE EXISTS (SELECT 1 FROM import_merged m WHERE m.activity = a.name AND m.unit <> a.unit)
UNION ALL
SELECT @import_id, 'cost_rates', a.name || '/' || r.valid_from, to_jsonb(r)
FROM import_merged m
JOIN cost_activities a ON a.name = m.activity
JOIN cost_rates r ON r.activity_id = a.id AND r.valid_from = m.valid_from
WHERE m.rate <> r.rate;

INSERT INTO cost_activities AS a (name, unit, import_id) SELECT DISTINCT activity, unit, @import_id FROM import_merged
ON CONFLICT (name) DO UPDATE SET unit = excluded.unit, import_id = excluded.import_id WHERE a.unit <> excluded.unit;
INSERT INTO cost_rates AS r (activity_id, valid_from, rate, import_id)
SELECT a.id, m.valid_from, m.rate, @import_id
FROM import_merged m JOIN cost_activities a ON a.name = m.activity WHERE m.valid_from IS NOT NULL
ON CONFLICT (activity_id, valid_from) DO UPDATE SET rate = excluded.rate, import_id = excluded.import_id WHERE r.rate <> excluded.rate;

CREATE TEMP TABLE import_repriced ON COMMIT DROP AS
SELECT e.id, e.customer_id, round_half_even(e.quantity * r.rate, 2) AS amount
FROM cost_entries e
JOIN cost_activities a ON a.id = e.activity_id AND a.name IN (SELECT activity FROM import_merged)
CROSS JOIN LATERAL (
    SELECT rate FROM cost_rates WHERE activity_id = a.id AND valid_from <= e.incurred_on ORDER BY valid_from DESC LIMIT 1
) r
WHERE e.given_amount IS NULL AND e.amount <> round_half_even(e.quantity * r.rate, 2);
INSERT INTO import_before_images (import_id, subject, key, before)
SELECT @import_id, 'cost_entries', e.cost_no, to_jsonb(e) FROM import_repriced p JOIN cost_entries e ON e.id = p.id;
UPDATE cost_entries e SET amount = p.amount, import_id = @import_id FROM import_repriced p WHERE e.id = p.id;
INSERT INTO import_touched (customer_id) SELECT DISTINCT customer_id FROM import_repriced;
SELECT count(*) FILTER (WHERE is_new)::integer, count(*) FILTER (WHERE NOT is_new)::integer FROM import_merged;
