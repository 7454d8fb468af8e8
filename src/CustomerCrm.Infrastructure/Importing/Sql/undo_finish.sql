-- The import is undone when nothing of it is left that could still be undone, now or after the undo of a later one; then what
-- was kept for its undo has no more use.
UPDATE imports SET undone_at = @now, undone_by = @user
WHERE id = @import_id AND NOT EXISTS (SELECT 1 FROM undo_kept WHERE NOT final);
DELETE FROM import_before_images b USING imports i WHERE b.import_id = @import_id AND i.id = @import_id AND i.undone_at IS NOT NULL;
DELETE FROM import_hand_edits e USING imports i WHERE e.import_id = @import_id AND i.id = @import_id AND i.undone_at IS NOT NULL;
