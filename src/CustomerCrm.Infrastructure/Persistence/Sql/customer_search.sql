-- What the search box finds in a customer. Functions of his columns and indexes on them, no column of their own: right after
-- every way a row is written, and nothing is kept twice. SQL functions of one expression, so that the planner reads through
-- them to the index; parsed here and now, because an index is built where no schema is looked in.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Lower case, and full-width letters as plain ones where there can be any.
CREATE FUNCTION customer_search_plain(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    lower(CASE WHEN octet_length(value) = length(value) THEN value ELSE normalize(value, NFKC) END);

-- A line each for names, key, card and mail; last, behind a mark, the digits of the phone without a leading 00 and the
-- (0) that nobody dials from abroad.
CREATE FUNCTION customer_search_text(name text, local_name text, customer_key text, member_card_no text, email text, phone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    customer_search_plain(name || E'\n' || coalesce(local_name, '') || E'\n' || customer_key || E'\n'
            || coalesce(member_card_no, '') || E'\n' || coalesce(email, ''))
        || E'\n☎' || regexp_replace(coalesce(phone, ''), '^\s*00|\(0\)|\D', '', 'g');

-- Every character of the names, and every two beside each other: trigrams know nothing shorter than three.
CREATE FUNCTION customer_name_grams(name text, local_name text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    string_to_array(customer_search_plain(name || coalesce(E'\n' || local_name, '')), NULL)
        || string_to_array(regexp_replace(customer_search_plain(name || coalesce(E'\n' || local_name, '')), '(..)', E'\\1\x01', 'g'), E'\x01')
        || string_to_array(regexp_replace(
            substr(customer_search_plain(name || coalesce(E'\n' || local_name, '')), 2), '(..)', E'\\1\x01', 'g'), E'\x01');

CREATE FUNCTION customer_matches(
    name text, local_name text, customer_key text, member_card_no text, email text, phone text, pattern text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    customer_search_text(name, local_name, customer_key, member_card_no, email, phone) LIKE pattern;

CREATE FUNCTION customer_has_gram(name text, local_name text, gram text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    customer_name_grams(name, local_name) @> ARRAY[gram];

CREATE INDEX ix_customers_search ON customers USING gin (
    customer_search_text(name, local_name, customer_key COLLATE "default", member_card_no, email, phone) gin_trgm_ops);
CREATE INDEX ix_customers_name_grams ON customers USING gin (customer_name_grams(name, local_name));

-- The list by name.
CREATE INDEX ix_customers_name ON customers (lower(name), id);
