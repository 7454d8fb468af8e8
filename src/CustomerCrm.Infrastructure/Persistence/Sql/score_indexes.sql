-- The list by rank; a run drops it, fills the table and builds it sorted once.
CREATE INDEX ix_customer_scores_{slot}_rank ON customer_scores_{slot} ((coalesce(composite, -1)) DESC, customer_id DESC);
