-- The journal of Tminus: one append-only list of hashed lines per run.
--
-- Works on PostgreSQL 14 to 18. Needs the right to create a schema; where the right to create roles is missing, the
-- roles at the end are left out with a notice and everything belongs to the user who runs this file.
-- Protection here stops accidents and injected SQL. Whoever owns the database can still change it, and is found out by
-- the hashes (see "prev" in each line), not prevented.

DO $$
BEGIN
    IF to_regnamespace('tminus') IS NULL THEN -- a migration tool may have made it for its own table
        CREATE SCHEMA tminus;
    END IF;
END
$$;

-- A type's rule is looked at when a value is made, a table's rules with every write to the row, at a price that counts
-- for a row that is written with every event. So what one value must be is said in types.
CREATE DOMAIN tminus.run_id AS text CHECK (VALUE ~ '^[a-z0-9][a-z0-9-]{2,39}$');
CREATE DOMAIN tminus.line_hash AS text CHECK (length(VALUE) = 64);

-- One row is the lock, the fence and the sequence of a run: every writer updates it, naming the head it expects.
CREATE TABLE tminus.run (
    id tminus.run_id PRIMARY KEY,

    -- What lists and timers need, derived from the events by whoever appends them; the first four never change.
    runbook text NOT NULL,
    environment text NOT NULL,
    rehearsal boolean NOT NULL,
    started_at timestamptz NOT NULL,
    state text NOT NULL,
    ended_at timestamptz,
    planned_at timestamptz,
    -- When the run next wants attention, by this server's clock; null when it waits for people only.
    wake_at timestamptz,
    -- An amended plan has another digest.
    plan_digest text NOT NULL,
    runbook_digest text NOT NULL,

    -- The head: how many events there are and the hash of the last. A shorter list than this was cut.
    seq bigint NOT NULL,
    head_hash tminus.line_hash NOT NULL,

    -- The fence: rises by one with every take-over, and an engine's write names the epoch it believes in.
    epoch bigint NOT NULL DEFAULT 0,
    -- Who drives the run, and until when others keep away. Only the epoch keeps a late writer out.
    holder text,
    lease_until timestamptz,

    -- An ended run has its time of end and wants no attention; there are no other states.
    CONSTRAINT stands CHECK (
        CASE WHEN state IN ('running', 'parked', 'rolling_back') THEN ended_at IS NULL
             WHEN state IN ('succeeded', 'failed', 'aborted', 'rolled_back', 'rolled_back_open')
             THEN ended_at IS NOT NULL AND wake_at IS NULL
             ELSE false END
        AND seq > 0 AND epoch >= 0 AND (holder IS NULL) = (lease_until IS NULL))
) WITH (fillfactor = 70); -- updated with every event: room for the new row version on the same page

CREATE INDEX run_newest ON tminus.run (started_at DESC, id DESC);
CREATE INDEX run_due ON tminus.run (wake_at) WHERE wake_at IS NOT NULL;

-- No foreign key: the statement that adds lines takes the run from the row it moves, rows of runs are never deleted, and
-- the check of a key would cost as much again as the line.
CREATE TABLE tminus.event (
    run text NOT NULL,
    seq bigint NOT NULL,
    -- The exact line that was hashed, without its newline. text and not jsonb: jsonb reorders keys and rewrites numbers.
    body text NOT NULL,
    hash text NOT NULL,
    -- The server's own word on when the line was written, beside the engine's in the line.
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (run, seq),
    CONSTRAINT is_one_line_with_its_hash CHECK (
        seq > 0 AND strpos(body, E'\n') = 0 AND hash = encode(sha256(convert_to(body || E'\n', 'UTF8')), 'hex'))
);

-- Output of steps lies beside the events, in pieces under their digests, so equal output is kept once.
CREATE TABLE tminus.chunk (
    digest text PRIMARY KEY CHECK (digest = encode(sha256(data), 'hex')),
    data bytea NOT NULL CHECK (octet_length(data) BETWEEN 1 AND 262144)
);

CREATE TABLE tminus.output (
    -- Of all of it, also of what was not kept.
    sha256 text PRIMARY KEY CHECK (length(sha256) = 64),
    size bigint NOT NULL CHECK (size >= 0),
    -- Less than size when the output was longer than the cap.
    kept bigint NOT NULL CHECK (kept BETWEEN 0 AND size),
    -- Digests of the chunks in order.
    chunks text[] NOT NULL,
    stored_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Named locks of runbooks, taken and given back in the transaction of an append.
CREATE TABLE tminus.run_lock (
    name text PRIMARY KEY,
    run tminus.run_id NOT NULL,
    taken_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What shall be delivered outside once the events are there.
CREATE TABLE tminus.notice (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run tminus.run_id NOT NULL,
    -- Order is kept within a lane only.
    lane text NOT NULL,
    -- An engine that repeats itself after a crash queues nothing twice.
    dedupe_key text NOT NULL UNIQUE,
    body text NOT NULL,
    queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    delivered_at timestamptz
);

CREATE INDEX notice_pending ON tminus.notice (id) WHERE delivered_at IS NULL;

-- Which Tminus these tables fit. Each migration replaces it; reading it is how a program knows whether it is behind.
CREATE VIEW tminus.journal_version AS SELECT 1 AS version;

CREATE FUNCTION tminus.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % of %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tminus.event
    FOR EACH STATEMENT EXECUTE FUNCTION tminus.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tminus.chunk
    FOR EACH STATEMENT EXECUTE FUNCTION tminus.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tminus.output
    FOR EACH STATEMENT EXECUTE FUNCTION tminus.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON tminus.run
    FOR EACH STATEMENT EXECUTE FUNCTION tminus.refuse_change();

-- ALWAYS: an ordinary trigger is silent in a session with session_replication_role = replica.
ALTER TABLE tminus.event ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE tminus.chunk ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE tminus.output ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE tminus.run ENABLE ALWAYS TRIGGER never_deleted;

-- owner: owns the tables and cannot log in; writer: what an engine needs and no more; auditor: reads.
DO $$
DECLARE
    thing record;
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['tminus_owner', 'tminus_writer', 'tminus_auditor'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- roles belong to the whole server: another database's journal was quicker
            END;
        END IF;
    END LOOP;

    GRANT USAGE ON SCHEMA tminus TO tminus_writer, tminus_auditor;
    GRANT SELECT ON ALL TABLES IN SCHEMA tminus TO tminus_writer, tminus_auditor;
    GRANT INSERT ON tminus.run, tminus.event, tminus.chunk, tminus.output, tminus.run_lock, tminus.notice
        TO tminus_writer;
    GRANT UPDATE (state, ended_at, planned_at, wake_at, plan_digest, runbook_digest, seq, head_hash, epoch, holder,
                  lease_until) ON tminus.run TO tminus_writer;
    GRANT UPDATE (run), DELETE ON tminus.run_lock TO tminus_writer;
    GRANT UPDATE (delivered_at) ON tminus.notice TO tminus_writer;

    IF NOT pg_has_role(current_user, 'tminus_owner', 'member') THEN
        EXECUTE format('GRANT tminus_owner TO %I', current_user);
    END IF;
    GRANT CREATE, USAGE ON SCHEMA tminus TO tminus_owner;
    FOR thing IN SELECT oid::regclass AS name, relkind FROM pg_class
                 WHERE relnamespace = 'tminus'::regnamespace AND relkind IN ('r', 'v')
                   AND relname IN ('run', 'event', 'chunk', 'output', 'run_lock', 'notice', 'journal_version') LOOP
        EXECUTE format('ALTER %s %s OWNER TO tminus_owner',
                       CASE thing.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, thing.name);
    END LOOP;
    ALTER FUNCTION tminus.refuse_change() OWNER TO tminus_owner;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'the journal has no roles of its own, because % may not create them; everything belongs to %',
        current_user, current_user;
END
$$;
