-- What was audited stays as it was: nobody may change or remove it, and each row
-- carries a hash over its predecessor, so that a gap or a change can be found.
CREATE FUNCTION audit_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  previous text;
BEGIN
  -- One writer at a time until its commit: the chain has no forks.
  PERFORM pg_advisory_xact_lock(hashtext('breakwater-audit'));
  NEW.id := nextval(pg_get_serial_sequence('"Audit"', 'id'));
  NEW.at := date_trunc('milliseconds', clock_timestamp());
  SELECT hash INTO previous FROM "Audit" ORDER BY id DESC LIMIT 1;
  NEW.hash := audit_hash(coalesce(previous, ''), NEW);
  RETURN NEW;
END $$;

CREATE FUNCTION audit_hash(previous text, entry "Audit") RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(previous || (to_jsonb(entry) - 'hash')::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_append BEFORE INSERT ON "Audit" FOR EACH ROW EXECUTE FUNCTION audit_append();
CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON "Audit" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_keep_all BEFORE TRUNCATE ON "Audit" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A promise is never rewritten: a new one is added.
CREATE TRIGGER objective_keep BEFORE UPDATE OR DELETE ON "Objective" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The first row whose hash does not follow from its predecessor; no row: the chain holds.
CREATE FUNCTION audit_first_break() RETURNS TABLE (id bigint) LANGUAGE sql STABLE AS $$
  SELECT checked.id FROM (
    SELECT a.id, a.hash, audit_hash(coalesce(lag(a.hash) OVER (ORDER BY a.id), ''), a) AS expected FROM "Audit" a
  ) checked WHERE checked.hash <> checked.expected ORDER BY checked.id LIMIT 1
$$;

CREATE UNIQUE INDEX "Plan_name_in_project" ON "Plan" ("cloudId", "projectId", lower("name")) WHERE "deletedAt" IS NULL;

-- Two checkpoints of one plan at the same time would fight over the volumes.
CREATE UNIQUE INDEX "Run_one_live_checkpoint" ON "Run" ("planId")
  WHERE "kind" = 'checkpoint' AND "state" IN ('pending', 'running', 'waiting', 'cancelling');
