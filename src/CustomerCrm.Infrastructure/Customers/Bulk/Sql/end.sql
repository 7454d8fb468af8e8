-- The edit was done, or taken back.
UPDATE bulk_edits SET
    change = @change, customers = @customers,
    undone_at = CASE WHEN @is_undo THEN @now END, undone_by = CASE WHEN @is_undo THEN @by END
WHERE id = @edit
