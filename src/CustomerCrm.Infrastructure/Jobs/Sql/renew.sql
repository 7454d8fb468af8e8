-- A sign of life: holds the job for another while and tells how far it is. No row: the job is somebody else's by now.
UPDATE jobs SET lease_until = clock_timestamp() + @lease, steps_done = @done, steps_total = @total
WHERE id = @id AND lease_token = @token AND state = {running}
RETURNING cancel_requested_at IS NOT NULL
