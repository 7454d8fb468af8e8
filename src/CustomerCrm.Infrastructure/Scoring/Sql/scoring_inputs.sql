-- What the calculator needs beside the measures: the memory of the newest earlier run, the pin that holds, and the score
-- it replaces. {metrics} is a table of measures, or only the ids and dates of measures at hand; {memory} selects customer_id,
-- as_of, method_tier, unpinned_tier, first_fall_on; {old_scores} is a table or an empty set; {only} narrows the rows, or is "true".
SELECT
    {metrics_columns},
    memory.as_of, memory.method_tier, memory.unpinned_tier, memory.first_fall_on,
    pin.tier, pin.from_on, pin.until_on,
    old.shown_tier, old.computed_tier, old.unpinned_tier,
    {facts_changed} AS facts_changed
FROM {metrics} m
LEFT JOIN LATERAL ({memory}) memory ON memory.customer_id = m.customer_id
LEFT JOIN {old_scores} old ON old.customer_id = m.customer_id
LEFT JOIN LATERAL (
    SELECT tier, from_on, until_on
    FROM tier_pins p
    WHERE p.customer_id = m.customer_id AND p.from_on <= m.as_of AND m.as_of <= p.until_on
    ORDER BY p.pinned_at DESC, p.id DESC
    LIMIT 1
) pin ON true
WHERE {only}
ORDER BY m.customer_id
