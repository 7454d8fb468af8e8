-- New regions, sources and tags first, each with its warning; then customers, then what points at customers.
INSERT INTO import_warnings (text)
SELECT 'Warning.NewRegion' || chr(9) || region FROM import_rows WHERE region IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM regions WHERE name = region) GROUP BY region ORDER BY region;
INSERT INTO regions (name, import_id) SELECT DISTINCT region, @import_id FROM import_rows WHERE region IS NOT NULL ON CONFLICT DO NOTHING;
INSERT INTO import_warnings (text)
SELECT 'Warning.NewSource' || chr(9) || source FROM import_rows WHERE source IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM sources WHERE name = source) GROUP BY source ORDER BY source;
INSERT INTO sources (name, import_id) SELECT DISTINCT source, @import_id FROM import_rows WHERE source IS NOT NULL ON CONFLICT DO NOTHING;

CREATE TEMP TABLE import_tags ON COMMIT DROP AS
SELECT DISTINCT customer_key, tag
FROM import_rows,
    unnest(string_to_array(tags, '|')) AS part,
    -- What counts as white space at the ends of a cell: a tag may stand there when it is written out again.
    btrim(part, U&' \00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000') AS tag
WHERE tag <> '';
INSERT INTO import_warnings (text)
SELECT 'Warning.NewTag' || chr(9) || tag FROM import_tags WHERE NOT EXISTS (SELECT 1 FROM tags WHERE name = tag) GROUP BY tag ORDER BY tag;
INSERT INTO tags (name, import_id) SELECT DISTINCT tag, @import_id FROM import_tags ON CONFLICT DO NOTHING;

-- Written once as they will be, but for who referred them: a second version of a row would enter every index again.
INSERT INTO customers (
    customer_key, name, kind, local_name, member_card_no, phone, email, region_id, country, city, industry, business_type, source_id,
    owner_id, estimated_annual_spend, first_contact_on, created_at, changed_at, import_id)
SELECT
    r.customer_key, r.name, CASE r.kind WHEN 'person' THEN 2 ELSE 1 END, r.local_name, r.member_card_no, r.phone, r.email,
    (SELECT id FROM regions WHERE name = r.region), r.country, r.city, r.industry, r.business_type,
    (SELECT id FROM sources WHERE name = r.source), (SELECT id FROM users WHERE normalized_email = upper(r.owner_email)),
    r.estimated_annual_spend, r.first_contact_on, @now, @now, @import_id
FROM import_rows r
WHERE NOT EXISTS (SELECT 1 FROM customers c WHERE c.customer_key = r.customer_key)
ORDER BY line;

CREATE TEMP TABLE import_merged ON COMMIT DROP AS
SELECT
    old.id,
    old.import_id IS NOT DISTINCT FROM @import_id AS is_new,
    old.referred_by_id AS old_referred_by_id,
    {name} AS name,
    CASE WHEN {has_kind} THEN (CASE s.kind WHEN 'person' THEN 2 ELSE 1 END) ELSE old.kind END AS kind,
    {local_name} AS local_name,
    {member_card_no} AS member_card_no,
    {phone} AS phone,
    {email} AS email,
    CASE WHEN {has_region} THEN (SELECT id FROM regions WHERE name = s.region) ELSE old.region_id END AS region_id,
    {country} AS country,
    {city} AS city,
    {industry} AS industry,
    {business_type} AS business_type,
    CASE WHEN {has_source} THEN (SELECT id FROM sources WHERE name = s.source) ELSE old.source_id END AS source_id,
    CASE WHEN {has_owner_email} THEN (SELECT id FROM users WHERE normalized_email = upper(s.owner_email)) ELSE old.owner_id END AS owner_id,
    {estimated_annual_spend} AS estimated_annual_spend,
    CASE WHEN {has_referred_by_key} THEN (SELECT id FROM customers WHERE customer_key = s.referred_by_key) ELSE old.referred_by_id END AS referred_by_id,
    {first_contact_on} AS first_contact_on,
    {has_tags} AND EXISTS (
        (SELECT tag_id FROM customer_tags WHERE customer_id = old.id
            EXCEPT SELECT t.id FROM import_tags f JOIN tags t ON t.name = f.tag WHERE f.customer_key = s.customer_key)
        UNION ALL
        (SELECT t.id FROM import_tags f JOIN tags t ON t.name = f.tag WHERE f.customer_key = s.customer_key
            EXCEPT SELECT tag_id FROM customer_tags WHERE customer_id = old.id)) AS tags_differ
FROM import_rows s
JOIN customers old ON old.customer_key = s.customer_key;

DELETE FROM import_merged m USING customers c
WHERE c.id = m.id AND NOT m.is_new AND NOT m.tags_differ
    AND (c.name, c.kind) = (m.name, m.kind)
    AND (c.local_name, c.member_card_no, c.phone, c.email, c.region_id, c.country, c.city, c.industry, c.business_type,
            c.source_id, c.owner_id, c.estimated_annual_spend, c.referred_by_id, c.first_contact_on)
        IS NOT DISTINCT FROM
        (m.local_name, m.member_card_no, m.phone, m.email, m.region_id, m.country, m.city, m.industry, m.business_type,
            m.source_id, m.owner_id, m.estimated_annual_spend, m.referred_by_id, m.first_contact_on);

INSERT INTO import_before_images (import_id, subject, key, before)
SELECT @import_id, 'customers', c.customer_key,
    to_jsonb(c) || jsonb_build_object('tags', (
        SELECT coalesce(jsonb_agg(t.name ORDER BY t.name), '[]') FROM customer_tags ct JOIN tags t ON t.id = ct.tag_id WHERE ct.customer_id = c.id))
FROM import_merged m JOIN customers c ON c.id = m.id
WHERE NOT m.is_new;

UPDATE customers c SET
    name = m.name, kind = m.kind, local_name = m.local_name, member_card_no = m.member_card_no, phone = m.phone, email = m.email,
    region_id = m.region_id, country = m.country, city = m.city, industry = m.industry, business_type = m.business_type,
    source_id = m.source_id, owner_id = m.owner_id, estimated_annual_spend = m.estimated_annual_spend,
    referred_by_id = m.referred_by_id, first_contact_on = m.first_contact_on, changed_at = @now, import_id = @import_id
FROM import_merged m
WHERE c.id = m.id AND (NOT m.is_new OR m.referred_by_id IS NOT NULL);

DELETE FROM customer_tags ct USING import_merged m WHERE ct.customer_id = m.id AND m.tags_differ;
INSERT INTO customer_tags (customer_id, tag_id)
SELECT c.id, t.id
FROM import_merged m
JOIN customers c ON c.id = m.id
JOIN import_tags f ON f.customer_key = c.customer_key
JOIN tags t ON t.name = f.tag
WHERE m.tags_differ;

INSERT INTO import_touched (customer_id)
SELECT id FROM import_merged UNION SELECT old_referred_by_id FROM import_merged WHERE old_referred_by_id IS NOT NULL;
SELECT count(*) FILTER (WHERE is_new)::integer, count(*) FILTER (WHERE NOT is_new)::integer FROM import_merged;
