-- What a snapshot shows: the newest run before the current date, whose tiers hysteresis compares with, and the oldest transaction still open, from
-- which on word of rescored customers may be missing.
SELECT
    (SELECT r.id FROM score_runs r
     WHERE r.state = @done AND r.as_of < @as_of
     ORDER BY r.as_of DESC, r.id DESC
     LIMIT 1),
    pg_snapshot_xmin(pg_current_snapshot())
