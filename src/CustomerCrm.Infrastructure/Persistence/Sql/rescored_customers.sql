-- Leaves word of whoever gets another owner or region, whichever statement does it: what is held in memory of him is old.
CREATE FUNCTION note_moved_customer() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rescored_customers (xid, customer_id) VALUES (pg_current_xact_id(), NEW.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_moved_customer AFTER UPDATE OF owner_id, region_id ON customers
FOR EACH ROW WHEN (OLD.owner_id IS DISTINCT FROM NEW.owner_id OR OLD.region_id IS DISTINCT FROM NEW.region_id)
EXECUTE FUNCTION note_moved_customer();
