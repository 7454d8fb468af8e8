-- Is the AsOf behind the scoring date, and were the scores of the day audited? A run that failed or was cancelled is asked for again
-- after an hour at the earliest. Without a version in force a run is due when there were orders before the day began: the first
-- import of a new firm is not scored under its owner's hands.
SELECT
    NOT EXISTS (
        SELECT 1 FROM jobs WHERE key = @run_key AND finished_at > clock_timestamp() - interval '1 hour')
    AND CASE WHEN EXISTS (SELECT 1 FROM score_generation)
        THEN (SELECT as_of < @scoring_date FROM score_generation)
        ELSE EXISTS (SELECT 1 FROM imports WHERE kind IN ('orders', 'order-lines') AND applied_at < @midnight)
    END,
    EXISTS (SELECT 1 FROM score_generation) AND NOT EXISTS (SELECT 1 FROM jobs WHERE key = @audit_key)
