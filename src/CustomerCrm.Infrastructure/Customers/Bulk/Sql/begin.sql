-- Takes a bulk edit for oneself, so that it is done once however many do it.
SELECT change, undone_at IS NOT NULL, (SELECT count(*)::int FROM bulk_edit_rows WHERE bulk_edit_id = @edit)
FROM bulk_edits WHERE id = @edit
FOR UPDATE
