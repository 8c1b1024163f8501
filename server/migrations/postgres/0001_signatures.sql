-- Times are UTC milliseconds. Ids are random, so that they tell nothing and clash nowhere.
-- Columns named `payload` and `private` hold ciphertext and nothing else ever.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- Every request to sign that was accepted, a repeated mailbox's too.
CREATE TABLE submissions (
    receipt         TEXT PRIMARY KEY,
    letter_id       TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash       BYTEA NOT NULL,
    mailbox         BYTEA NOT NULL,
    payload         BYTEA NOT NULL,
    created_at      BIGINT NOT NULL,
    UNIQUE (letter_id, idempotency_key)
);

-- One for each mailbox of a letter. Public columns hold what the list may show.
CREATE TABLE signatures (
    id             TEXT PRIMARY KEY,
    letter_id      TEXT NOT NULL,
    mailbox        BYTEA NOT NULL,
    status         TEXT NOT NULL,
    name           TEXT,
    role           TEXT,
    affiliation    TEXT,
    badges         TEXT NOT NULL,
    signed_at      BIGINT NOT NULL,
    published_at   BIGINT,
    letter_version TEXT,
    receipt        TEXT REFERENCES submissions (receipt),
    private        BYTEA NOT NULL,
    UNIQUE (letter_id, mailbox)
);

-- The list, newest first, read from any place in it.
CREATE INDEX signatures_published
    ON signatures (letter_id, published_at DESC, id DESC)
    WHERE status = 'published';

-- How many are published, kept by the transaction that publishes. Slots spread a hot row.
CREATE TABLE tallies (
    letter_id TEXT NOT NULL,
    slot      BIGINT NOT NULL,
    published BIGINT NOT NULL,
    PRIMARY KEY (letter_id, slot)
);
