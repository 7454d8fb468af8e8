-- Takes the next customers out of the queue, by their ids after @after, and holds their rows; {most} of them at most. Whom a
-- writer holds is passed over, since waiting for him could end in a deadlock: he drains the queue himself when he is done. A run that
-- builds is left word, as by any write: the scores it compares with its own are no longer those it read.
WITH next AS (
    SELECT DISTINCT customer_id
    FROM dirty_customers
    WHERE run_id IS NULL AND customer_id > @after
    ORDER BY customer_id
    LIMIT {most}
),
held AS (
    SELECT id FROM customers
    WHERE id IN (SELECT customer_id FROM next)
    ORDER BY id
    FOR NO KEY UPDATE SKIP LOCKED
),
taken AS (
    DELETE FROM dirty_customers d USING held
    WHERE d.customer_id = held.id AND d.run_id IS NULL
    RETURNING d.customer_id
),
word AS (
    INSERT INTO dirty_customers (customer_id, run_id)
    SELECT DISTINCT taken.customer_id, runs.id
    FROM taken, score_runs runs
    WHERE runs.state = @building AND runs.kind <> @dated
)
SELECT count(*), max(customer_id), (SELECT array_agg(DISTINCT customer_id) FROM taken) FROM next
