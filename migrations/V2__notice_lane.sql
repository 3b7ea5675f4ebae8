-- Delivering notices: who does it, what was learnt on the way, and what is in the way.

-- One row per lane in which something was ever tried. Order is kept within a lane, so one process at a time delivers it.
CREATE TABLE tminus.notice_lane (
    lane text PRIMARY KEY,
    -- What the medium has to remember between two messages: where the message is that it edits, what it was about to send.
    memory text NOT NULL DEFAULT '',
    -- Who delivers, and until when others keep away.
    holder text,
    held_until timestamptz,
    -- Why the last try failed, for status and doctor; and when to try again.
    trouble text,
    not_before timestamptz
);

-- The first of a lane, however many wait in others.
CREATE INDEX notice_lane_pending ON tminus.notice (lane, id) WHERE delivered_at IS NULL;

CREATE OR REPLACE VIEW tminus.journal_version AS SELECT 2 AS version;

DO $$
BEGIN
    IF to_regrole('tminus_writer') IS NOT NULL THEN
        GRANT SELECT, INSERT, UPDATE ON tminus.notice_lane TO tminus_writer;
    END IF;
    IF to_regrole('tminus_auditor') IS NOT NULL THEN
        GRANT SELECT ON tminus.notice_lane TO tminus_auditor;
    END IF;
    IF to_regrole('tminus_owner') IS NOT NULL THEN
        ALTER TABLE tminus.notice_lane OWNER TO tminus_owner;
    END IF;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'the table of lanes belongs to %, who may not give rights on it to the journal''s roles', current_user;
END
$$;
