-- The thresholds of the value matrix of the version in force.
SELECT
    (v.content ->> 'largeOrder')::numeric AS large_order,
    (v.content ->> 'mediumOrder')::numeric AS medium_order,
    (v.content ->> 'shortCycle')::numeric AS short_cycle,
    (v.content ->> 'mediumCycle')::numeric AS medium_cycle
FROM score_generation g
JOIN policy_versions v ON v.number = g.policy_version
