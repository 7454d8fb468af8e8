-- Customers who may be the one that is being entered: the same name in plain letters, a phone of the same digits, the same card
-- or mail. The search index finds the few, the rest of each condition makes sure. A name of one or two characters is
-- found by its grams. What was not entered is null and finds nobody.
SELECT c.*, c.xmin
FROM customers c
WHERE (customer_search_text(c.name, c.local_name, c.customer_key COLLATE "default", c.member_card_no, c.email, c.phone) LIKE {0}
        AND (customer_search_plain(c.name) = {1} OR customer_search_plain(c.local_name) = {1}))
    OR (customer_name_grams(c.name, c.local_name) @> ARRAY[{2}]
        AND (customer_search_plain(c.name) = {1} OR customer_search_plain(c.local_name) = {1}))
    OR customer_search_text(c.name, c.local_name, c.customer_key COLLATE "default", c.member_card_no, c.email, c.phone) LIKE {3}
    OR customer_search_text(c.name, c.local_name, c.customer_key COLLATE "default", c.member_card_no, c.email, c.phone) LIKE {4}
    OR customer_search_text(c.name, c.local_name, c.customer_key COLLATE "default", c.member_card_no, c.email, c.phone) LIKE {5}
    OR (customer_search_text(c.name, c.local_name, c.customer_key COLLATE "default", c.member_card_no, c.email, c.phone) LIKE {6}
        AND customer_search_plain(c.member_card_no) = {7})
    OR (customer_search_text(c.name, c.local_name, c.customer_key COLLATE "default", c.member_card_no, c.email, c.phone) LIKE {8}
        AND customer_search_plain(c.email) = {9})
    OR c.id = ANY (ARRAY(
        SELECT p.customer_id FROM customer_phones p
        WHERE phone_search_text(p.number) LIKE {3} OR phone_search_text(p.number) LIKE {4} OR phone_search_text(p.number) LIKE {5}
        UNION ALL
        SELECT o.customer_id FROM contacts o
        WHERE o.phone IS NOT NULL
            AND (phone_search_text(o.phone) LIKE {3} OR phone_search_text(o.phone) LIKE {4} OR phone_search_text(o.phone) LIKE {5})))
