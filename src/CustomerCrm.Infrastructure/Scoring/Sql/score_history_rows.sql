-- Where customers stand now, as far as it is worth keeping: a row where any tier differs from the last row kept, and for everybody on
-- a month's last day. Who had a tier and is scored no more, an archived one whose facts left the window, stands as Unrated from now
-- on: what the next run remembers of him is nothing. {before} are those who may have left; {only} narrows the others, or is "true".
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
UNION ALL
SELECT gone.customer_id, {as_of}, {version}, NULL, 0, 0, 0, 0, NULL
FROM (SELECT customer_id FROM {before} EXCEPT SELECT customer_id FROM {scores}) gone
JOIN LATERAL (
    SELECT shown_tier
    FROM score_history
    WHERE customer_id = gone.customer_id AND as_of <= {as_of}
    ORDER BY as_of DESC
    LIMIT 1
) last ON last.shown_tier <> 0
