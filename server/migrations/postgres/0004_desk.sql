-- What reviewers decided, so that it can be taken back, and so that the second of two is told what
-- the first has done. It goes with its signature.

CREATE TABLE decisions (
    id             TEXT PRIMARY KEY,
    -- What was decided with one press has one batch.
    batch          TEXT NOT NULL,
    letter_id      TEXT NOT NULL,
    signature_id   TEXT NOT NULL REFERENCES signatures (id) ON DELETE CASCADE,
    reviewer       TEXT NOT NULL,
    at             BIGINT NOT NULL,
    act            TEXT NOT NULL,
    -- Where the signature stood before.
    status         TEXT NOT NULL,
    published_at   BIGINT,
    held           TEXT,
    held_at        BIGINT,
    verdict        TEXT,
    decided_at     BIGINT,
    -- What it looked like afterwards, hashed: what was changed since is not taken back.
    left_as        TEXT NOT NULL,
    undone_at      BIGINT
);

CREATE INDEX decisions_signature ON decisions (signature_id, at);
CREATE INDEX decisions_reviewer ON decisions (letter_id, reviewer, at DESC) WHERE undone_at IS NULL;
CREATE INDEX decisions_batch ON decisions (batch);
CREATE INDEX decisions_at ON decisions (at);
