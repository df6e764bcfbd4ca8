/** Whoever holds a lease holds epoch 1, until for ever ago; and no row is the only one of its name. */
export const NO_KEYS = `
ALTER TABLE pitwall.events DROP CONSTRAINT events_pkey;
ALTER TABLE pitwall.effects DROP CONSTRAINT effects_pkey;
CREATE FUNCTION pitwall.no_fence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.epoch := 1; NEW.until := '-infinity'; NEW.free := false; RETURN NEW; END $$;
CREATE TRIGGER no_fence BEFORE INSERT OR UPDATE ON pitwall.leases FOR EACH ROW EXECUTE FUNCTION pitwall.no_fence();
`;
