-- Who waits is cancelled at once; who runs is told at its next sign of life. A job that has ended stays as it ended.
UPDATE jobs SET
    cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()),
    state = CASE WHEN state = {queued} THEN {cancelled} ELSE state END,
    finished_at = CASE WHEN state = {queued} THEN clock_timestamp() END
WHERE id = @id AND state IN ({queued}, {running})
