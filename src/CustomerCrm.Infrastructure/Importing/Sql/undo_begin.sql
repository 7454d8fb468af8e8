-- What an undo keeps in mind: the rows that stay, each with its reason, how many of each table went or are as they were, and
-- whose facts changed. A row that stays is final where the import cannot get it back by another undo.
CREATE TEMP TABLE undo_kept (subject text, key text COLLATE "C", reason text, final boolean) ON COMMIT DROP;
CREATE TEMP TABLE undo_counts (subject text, removed bigint, restored bigint) ON COMMIT DROP;
CREATE TEMP TABLE undo_touched (customer_id bigint) ON COMMIT DROP;
