-- What a snapshot shows: the newest run before the current date, whose tiers hysteresis compares with, and the snapshot itself, so
-- that the next one can ask for what this one does not see.
SELECT
    (SELECT r.id FROM score_runs r
     WHERE r.state = @done AND r.as_of < @as_of
     ORDER BY r.as_of DESC, r.id DESC
     LIMIT 1),
    pg_current_snapshot()::text
