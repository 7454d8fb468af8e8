-- The answer as it would be; one of the two questions must be answered.
CREATE TEMP TABLE import_merged ON COMMIT DROP AS
SELECT
    s.line, s.survey_no, s.customer_key, s.answered_on, old.id, old.customer_id AS old_customer_id, old.voided_at,
    {satisfaction} AS satisfaction,
    {recommend} AS recommend
FROM import_rows s
LEFT JOIN survey_answers old ON old.survey_no = s.survey_no;

INSERT INTO import_errors (line, "column", value, reason)
SELECT line, 'satisfaction', '', 'Row.NoAnswer'
FROM import_merged WHERE satisfaction IS NULL AND recommend IS NULL;

-- Somebody took them out by hand: their values change, and they stay out until somebody brings them back.
INSERT INTO import_warnings (text)
SELECT 'Warning.VoidedSurveys' || chr(9) || count(*) || chr(9)
    || (array_agg(survey_no ORDER BY line))[1] || CASE WHEN count(*) > 1 THEN ', ...' ELSE '' END
FROM import_merged
WHERE voided_at IS NOT NULL AND line NOT IN (SELECT line FROM import_errors)
HAVING count(*) > 0;
