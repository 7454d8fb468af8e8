-- What the search box finds in a customer. Functions of his columns and indexes on them, no column of their own: right after
-- every way a row is written, and nothing is kept twice. SQL functions of one expression, so that the planner reads through
-- them to the index.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- A line each for names, key, card and mail, in lower case and with full-width letters as plain ones; last, behind a mark, the
-- digits of the phone without the (0) that nobody dials from abroad.
CREATE FUNCTION customer_search_text(name text, local_name text, customer_key text, member_card_no text, email text, phone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT lower(normalize(name || chr(10) || coalesce(local_name, '') || chr(10) || customer_key || chr(10)
            || coalesce(member_card_no, '') || chr(10) || coalesce(email, ''), NFKC))
        || chr(10) || chr(9742) || regexp_replace(coalesce(phone, ''), '\(0\)|\D', '', 'g')
$$;

-- Every character of the names, and every two beside each other: trigrams know nothing shorter than three.
CREATE FUNCTION customer_name_grams(name text, local_name text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT string_to_array(lower(normalize(name || chr(10) || coalesce(local_name, ''), NFKC)), NULL)
        || string_to_array(regexp_replace(lower(normalize(name || chr(10) || coalesce(local_name, ''), NFKC)), '(..)', E'\\1\x01', 'g'), E'\x01')
        || string_to_array(regexp_replace(substr(lower(normalize(name || chr(10) || coalesce(local_name, ''), NFKC)), 2), '(..)', E'\\1\x01', 'g'), E'\x01')
$$;

CREATE FUNCTION customer_matches(
    name text, local_name text, customer_key text, member_card_no text, email text, phone text, pattern text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT customer_search_text(name, local_name, customer_key, member_card_no, email, phone) LIKE pattern
$$;

CREATE FUNCTION customer_has_gram(name text, local_name text, gram text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT customer_name_grams(name, local_name) @> ARRAY[gram]
$$;

CREATE INDEX ix_customers_search ON customers USING gin (
    customer_search_text(name, local_name, customer_key COLLATE "default", member_card_no, email, phone) gin_trgm_ops);
CREATE INDEX ix_customers_name_grams ON customers USING gin (customer_name_grams(name, local_name));

-- The list by name.
CREATE INDEX ix_customers_name ON customers (lower(name), id);
