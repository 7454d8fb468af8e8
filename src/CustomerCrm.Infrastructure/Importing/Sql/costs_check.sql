-- The entry as it would be: its amount as given, else quantity x the activity's rate with the latest valid_from <= its date.
CREATE TEMP TABLE import_merged ON COMMIT DROP AS
SELECT
    s.line, s.cost_no, s.customer_key, s.activity, s.incurred_on, old.id, old.customer_id AS old_customer_id, old.voided_at,
    a.id AS activity_id,
    {quantity} AS quantity,
    CASE WHEN {has_amount} THEN s.amount ELSE old.given_amount END AS given_amount,
    {note} AS note,
    (SELECT r.rate FROM cost_rates r WHERE r.activity_id = a.id AND r.valid_from <= s.incurred_on ORDER BY r.valid_from DESC LIMIT 1) AS rate
FROM import_rows s
LEFT JOIN cost_activities a ON a.name = s.activity
LEFT JOIN cost_entries old ON old.cost_no = s.cost_no;

INSERT INTO import_errors (line, "column", value, reason)
SELECT line, 'activity', activity, 'Row.UnknownActivity' FROM import_merged WHERE activity_id IS NULL
UNION ALL
SELECT line, 'amount', '', 'Row.NoAmount'
FROM import_merged WHERE activity_id IS NOT NULL AND given_amount IS NULL AND quantity IS NULL
UNION ALL
SELECT line, 'activity', activity, 'Row.NoRate' || chr(9) || incurred_on
FROM import_merged WHERE activity_id IS NOT NULL AND given_amount IS NULL AND quantity IS NOT NULL AND rate IS NULL
UNION ALL
SELECT line, 'quantity', quantity::text, 'Row.AmountTooLarge'
FROM import_merged WHERE given_amount IS NULL AND abs(quantity * rate) >= 999999999999.995;

-- Somebody took them out by hand: their values change, and they stay out until somebody brings them back.
INSERT INTO import_warnings (text)
SELECT 'Warning.VoidedCosts' || chr(9) || count(*) || chr(9)
    || (array_agg(cost_no ORDER BY line))[1] || CASE WHEN count(*) > 1 THEN ', ...' ELSE '' END
FROM import_merged
WHERE voided_at IS NOT NULL AND line NOT IN (SELECT line FROM import_errors)
HAVING count(*) > 0;
