-- Takes the job whose node let its lease run out, else the oldest that waits; the database's clock decides, whatever a node's says.
-- Every job is a full run, and there is one at a time: who took a second one would only wait, and could take over nothing.
WITH next AS (
    SELECT id
    FROM jobs
    WHERE (state = {queued} AND run_after <= clock_timestamp() AND NOT EXISTS (SELECT 1 FROM jobs WHERE state = {running}))
        OR (state = {running} AND lease_until < clock_timestamp())
    ORDER BY id
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
UPDATE jobs j SET
    state = {running}, attempts = j.attempts + 1, node = @node, lease_token = @token,
    lease_until = clock_timestamp() + @lease, started_at = coalesce(j.started_at, clock_timestamp()),
    attempt_started_at = clock_timestamp(), steps_done = 0, steps_total = 0
FROM next
WHERE j.id = next.id
RETURNING j.id, j.kind, j.key, j.requested_by, j.attempts, j.cancel_requested_at IS NOT NULL, j.payload
