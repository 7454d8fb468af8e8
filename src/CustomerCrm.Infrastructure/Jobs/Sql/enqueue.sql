-- Asks for a job, once however many ask at once: while one of the key waits or runs, that one is the answer.
WITH asked AS (
    INSERT INTO jobs (kind, state, key, requested_at, requested_by, run_after, attempts, steps_done, steps_total, payload)
    VALUES (@kind, {queued}, @key, clock_timestamp(), @by, clock_timestamp(), 0, 0, 0, @payload)
    ON CONFLICT (key) WHERE state IN ({queued}, {running}) DO NOTHING
    RETURNING id)
SELECT id FROM asked
UNION ALL
SELECT id FROM jobs WHERE key = @key AND state IN ({queued}, {running})
LIMIT 1
