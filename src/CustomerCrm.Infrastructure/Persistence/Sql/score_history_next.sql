-- What a run will add to the history at its switch, worked out beforehand. Nothing in it outlives the run, so no log is written for it.
CREATE UNLOGGED TABLE score_history_next (LIKE score_history)
