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

-- One row is the lock, the fence and the sequence of a run: every writer updates it, naming the head it expects.
CREATE TABLE tminus.run (
    id text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{2,39}$'),

    -- What lists and timers need, derived from the events by whoever appends them; the first four never change.
    runbook text NOT NULL,
    environment text NOT NULL,
    rehearsal boolean NOT NULL,
    started_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'parked', 'rolling_back',
                                         'succeeded', 'failed', 'aborted', 'rolled_back', 'rolled_back_open')),
    ended_at timestamptz,
    planned_at timestamptz,
    -- When the run next wants attention, by this server's clock; null when it waits for people only.
    wake_at timestamptz,
    -- An amended plan has another digest.
    plan_digest text NOT NULL,
    runbook_digest text NOT NULL,

    -- The head: how many events there are and the hash of the last. A shorter list than this was cut.
    seq bigint NOT NULL CHECK (seq > 0),
    head_hash text NOT NULL CHECK (length(head_hash) = 64),

    -- The fence: rises by one with every take-over, and an engine's write names the epoch it believes in.
    epoch bigint NOT NULL DEFAULT 0 CHECK (epoch >= 0),
    -- Who drives the run, and until when others keep away. Only the epoch keeps a late writer out.
    holder text,
    lease_until timestamptz,

    CHECK ((holder IS NULL) = (lease_until IS NULL)),
    CHECK ((ended_at IS NULL) = (state IN ('running', 'parked', 'rolling_back'))),
    CHECK (ended_at IS NULL OR wake_at IS NULL)
) WITH (fillfactor = 70); -- updated with every event: room for the new row version on the same page

CREATE INDEX run_newest ON tminus.run (started_at DESC, id DESC);
CREATE INDEX run_due ON tminus.run (wake_at) WHERE wake_at IS NOT NULL;

CREATE TABLE tminus.event (
    run text NOT NULL REFERENCES tminus.run (id),
    seq bigint NOT NULL CHECK (seq > 0),
    -- The exact line that was hashed, without its newline. text and not jsonb: jsonb reorders keys and rewrites numbers.
    body text NOT NULL CHECK (strpos(body, E'\n') = 0),
    hash text NOT NULL CHECK (hash = encode(sha256(convert_to(body || E'\n', 'UTF8')), 'hex')),
    -- The server's own word on when the line was written, beside the engine's in the line.
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (run, seq)
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
    run text NOT NULL REFERENCES tminus.run (id),
    taken_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What shall be delivered outside once the events are there.
CREATE TABLE tminus.notice (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run text NOT NULL REFERENCES tminus.run (id),
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
