-- The answer as it would be; one of the two questions must be answered.
CREATE TEMP TABLE import_merged ON COMMIT DROP AS
SELECT
    s.line, s.survey_no, s.customer_key, s.answered_on, old.id, old.customer_id AS old_customer_id,
    {satisfaction} AS satisfaction,
    {recommend} AS recommend
FROM import_rows s
LEFT JOIN survey_answers old ON old.survey_no = s.survey_no;

INSERT INTO import_errors (line, "column", value, reason)
SELECT line, 'satisfaction', '', 'Row.NoAnswer'
FROM import_merged WHERE satisfaction IS NULL AND recommend IS NULL;
