-- Known entries change where anything differs, new ones come in.
DELETE FROM import_merged WHERE line IN (SELECT line FROM import_errors);
ALTER TABLE import_merged ADD customer_id bigint, ADD amount numeric;
UPDATE import_merged m SET customer_id = c.id, amount = coalesce(given_amount, round_half_even(quantity * rate, 2))
FROM customers c WHERE c.customer_key = m.customer_key;

DELETE FROM import_merged m USING cost_entries e
WHERE e.id = m.id
    AND (e.customer_id, e.activity_id, e.incurred_on, e.amount) = (m.customer_id, m.activity_id, m.incurred_on, m.amount)
    AND (e.quantity, e.given_amount, e.note) IS NOT DISTINCT FROM (m.quantity, m.given_amount, m.note);

INSERT INTO import_before_images (import_id, subject, key, before)
SELECT @import_id, 'cost_entries', e.cost_no, to_jsonb(e) FROM import_merged m JOIN cost_entries e ON e.id = m.id;

UPDATE cost_entries e SET
    customer_id = m.customer_id, activity_id = m.activity_id, incurred_on = m.incurred_on, quantity = m.quantity,
    given_amount = m.given_amount, amount = m.amount, note = m.note, import_id = @import_id
FROM import_merged m
WHERE e.id = m.id;
INSERT INTO cost_entries (cost_no, customer_id, activity_id, incurred_on, quantity, given_amount, amount, note, import_id)
SELECT cost_no, customer_id, activity_id, incurred_on, quantity, given_amount, amount, note, @import_id
FROM import_merged
WHERE id IS NULL
ORDER BY line;

INSERT INTO import_touched (customer_id)
SELECT customer_id FROM import_merged UNION SELECT old_customer_id FROM import_merged WHERE old_customer_id IS NOT NULL;
SELECT count(*) FILTER (WHERE id IS NULL)::integer, count(*) FILTER (WHERE id IS NOT NULL)::integer FROM import_merged;
