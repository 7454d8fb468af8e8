-- Nobody set the tag since, nor took it, nor both; and he is within reach.
(@sees_all OR r.owner_before = ANY(@owners)) AND NOT EXISTS (
    SELECT 1 FROM audit_entries a
    WHERE a.customer_id = r.customer_id AND a.id > @last AND a.subject = 'customer_tags'
        AND a.subject_id = r.customer_id::text || '/' || @tag::text)
