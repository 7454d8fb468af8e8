-- Takes the oldest job that waits, or whose node let its lease run out; the database's clock decides, whatever a node's says.
-- Who takes one over learns which server process worked for it, to end it before it begins anew.
WITH next AS (
    SELECT id, backend_pid, backend_started_at
    FROM jobs
    WHERE (state = {queued} AND run_after <= clock_timestamp()) OR (state = {running} AND lease_until < clock_timestamp())
    ORDER BY id
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
UPDATE jobs j SET
    state = {running}, attempts = j.attempts + 1, node = @node, lease_token = @token,
    lease_until = clock_timestamp() + @lease, started_at = coalesce(j.started_at, clock_timestamp()),
    attempt_started_at = clock_timestamp(), steps_done = 0, steps_total = 0, backend_pid = NULL, backend_started_at = NULL
FROM next
WHERE j.id = next.id
RETURNING j.id, j.kind, j.key, j.requested_by, j.attempts, j.cancel_requested_at IS NOT NULL, next.backend_pid, next.backend_started_at
