-- Keeps a bulk edit with the customers it is about, before anybody says yes: what was shown is what will be done. {query} gives who
-- was chosen, through the row filter, with the owner.
WITH edit AS (
    INSERT INTO bulk_edits (at, by_id, "by", change, customers) VALUES (@at, @by_id, @by, '{}', 0) RETURNING id
), chosen AS MATERIALIZED (
    SELECT
        q.id, q.owner_id,
        NOT @own_only OR q.owner_id IS NOT DISTINCT FROM @by_id AS is_theirs,
        CASE @action
            WHEN 'AssignOwner' THEN q.owner_id IS NOT DISTINCT FROM @owner
            WHEN 'SetTag' THEN EXISTS (SELECT 1 FROM customer_tags t WHERE t.customer_id = q.id AND t.tag_id = @tag)
            ELSE NOT EXISTS (SELECT 1 FROM customer_tags t WHERE t.customer_id = q.id AND t.tag_id = @tag)
        END AS is_already
    FROM ({query}) AS q (id, owner_id)
), kept AS (
    INSERT INTO bulk_edit_rows (bulk_edit_id, customer_id, owner_before)
    SELECT edit.id, chosen.id, chosen.owner_id FROM chosen, edit WHERE is_theirs AND NOT is_already
)
SELECT
    (SELECT id FROM edit), count(*)::int, (count(*) FILTER (WHERE NOT is_theirs))::int,
    (count(*) FILTER (WHERE is_theirs AND is_already))::int
FROM chosen
