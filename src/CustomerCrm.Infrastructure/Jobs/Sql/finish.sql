-- Ends a job, if it is still its holder's to end; waiting again (a failed attempt) is an end too. An attempt that was given back, by a
-- node that stops, does not count.
UPDATE jobs SET
    state = @state, outcome = @outcome, lease_token = NULL, lease_until = NULL, node = NULL,
    attempts = attempts - CASE WHEN @given_back THEN 1 ELSE 0 END,
    run_after = clock_timestamp() + @pause,
    steps_done = @steps_done, steps_total = @steps_total,
    finished_at = CASE WHEN @state = {queued} THEN NULL ELSE clock_timestamp() END
WHERE id = @id AND lease_token = @token AND state = {running}
