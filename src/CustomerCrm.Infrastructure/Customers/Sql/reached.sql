-- Customers whom a number reaches: their own, a further one, a contact's. The ids are asked first, once, so that the planner may
-- put the primary key beside the search index, or walk an order and compare.
SELECT c.*, c.xmin
FROM customers c
WHERE customer_search_text(c.name, c.local_name, c.customer_key COLLATE "default", c.member_card_no, c.email, c.phone) LIKE {0}
    OR customer_search_text(c.name, c.local_name, c.customer_key COLLATE "default", c.member_card_no, c.email, c.phone) LIKE {1}
    OR customer_search_text(c.name, c.local_name, c.customer_key COLLATE "default", c.member_card_no, c.email, c.phone) LIKE {2}
    OR customer_search_text(c.name, c.local_name, c.customer_key COLLATE "default", c.member_card_no, c.email, c.phone) LIKE {3}
    OR c.id = ANY (ARRAY(
        SELECT p.customer_id FROM customer_phones p
        WHERE phone_search_text(p.number) LIKE {1} OR phone_search_text(p.number) LIKE {2} OR phone_search_text(p.number) LIKE {3}
        UNION ALL
        SELECT o.customer_id FROM contacts o
        WHERE o.phone IS NOT NULL
            AND (phone_search_text(o.phone) LIKE {1} OR phone_search_text(o.phone) LIKE {2} OR phone_search_text(o.phone) LIKE {3})))
