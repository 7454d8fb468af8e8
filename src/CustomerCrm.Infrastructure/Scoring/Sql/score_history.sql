-- Keeps where customers stand now: a row where any tier differs from the last row kept, and for everybody on a month's last day.
INSERT INTO score_history AS h
    (customer_id, as_of, policy_version, composite, method_tier, computed_tier, unpinned_tier, shown_tier, first_fall_on)
SELECT
    n.customer_id, n.as_of, n.policy_version, n.composite,
    n.method_tier, n.computed_tier, n.unpinned_tier, n.shown_tier, n.first_fall_on
FROM {scores} n
LEFT JOIN LATERAL (
    SELECT method_tier, computed_tier, unpinned_tier, shown_tier, first_fall_on
    FROM score_history
    WHERE customer_id = n.customer_id AND as_of <= n.as_of
    ORDER BY as_of DESC
    LIMIT 1
) last ON true
WHERE {only}
    AND (last.method_tier IS NULL
        OR (n.method_tier, n.computed_tier, n.unpinned_tier, n.shown_tier)
            <> (last.method_tier, last.computed_tier, last.unpinned_tier, last.shown_tier)
        OR n.first_fall_on IS DISTINCT FROM last.first_fall_on
        OR extract(month FROM n.as_of + 1) <> extract(month FROM n.as_of))
ON CONFLICT (customer_id, as_of) DO UPDATE SET
    policy_version = excluded.policy_version,
    composite = excluded.composite,
    method_tier = excluded.method_tier,
    computed_tier = excluded.computed_tier,
    unpinned_tier = excluded.unpinned_tier,
    shown_tier = excluded.shown_tier,
    first_fall_on = excluded.first_fall_on
