-- Where bad rows are left out, who was referred by a customer of such a row cannot come in without him either, and so on:
-- the referrer would be lost without a word.
INSERT INTO import_errors (line, "column", value, reason)
WITH RECURSIVE lost AS (
    SELECT r.customer_key
    FROM import_rows r
    WHERE r.line IN (SELECT line FROM import_errors)
        AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.customer_key = r.customer_key)
        AND NOT EXISTS (
            SELECT 1 FROM import_rows good
            WHERE good.customer_key = r.customer_key AND good.line NOT IN (SELECT line FROM import_errors))
    UNION
    SELECT b.customer_key
    FROM import_bad_keys b
    WHERE NOT EXISTS (SELECT 1 FROM customers c WHERE c.customer_key = b.customer_key)
    UNION
    SELECT r.customer_key
    FROM import_rows r
    JOIN lost ON lost.customer_key = r.referred_by_key
    WHERE NOT EXISTS (SELECT 1 FROM customers c WHERE c.customer_key = r.customer_key)
)
SELECT r.line, 'referred_by_key', r.referred_by_key, 'Row.ReferrerInError'
FROM import_rows r
JOIN lost ON lost.customer_key = r.referred_by_key
WHERE r.line NOT IN (SELECT line FROM import_errors);
