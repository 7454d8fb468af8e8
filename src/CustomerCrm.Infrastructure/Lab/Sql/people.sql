-- Who a customer belongs to and where he is, in the order of ids; 0 for nobody and nowhere. {only} narrows to some, or is "true".
SELECT id, coalesce(owner_id, 0)::bigint, coalesce(region_id, 0)::bigint FROM customers WHERE {only} ORDER BY id
