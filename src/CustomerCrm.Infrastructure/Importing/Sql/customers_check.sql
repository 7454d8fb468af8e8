-- Owners are users; a referrer is a customer, of this file or known, and somebody else.
INSERT INTO import_errors (line, "column", value, reason)
SELECT r.line, 'owner_email', r.owner_email, 'Row.UnknownOwner'
FROM import_rows r
WHERE r.owner_email IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users u WHERE u.normalized_email = upper(r.owner_email))
UNION ALL
SELECT r.line, 'referred_by_key', r.referred_by_key, 'Row.RefersHimself'
FROM import_rows r
WHERE r.referred_by_key = r.customer_key
UNION ALL
SELECT r.line, 'referred_by_key', r.referred_by_key, 'Row.UnknownReferrer'
FROM import_rows r
WHERE r.referred_by_key <> r.customer_key
    AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.customer_key = r.referred_by_key)
    AND NOT EXISTS (SELECT 1 FROM import_rows f WHERE f.customer_key = r.referred_by_key)
    AND NOT EXISTS (SELECT 1 FROM import_bad_keys f WHERE f.customer_key = r.referred_by_key);
