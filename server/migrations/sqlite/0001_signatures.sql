-- Times are UTC milliseconds. Ids are random, so that they tell nothing and clash nowhere.
-- Columns named `payload` and `private` hold ciphertext and nothing else ever.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Every request to sign that was accepted, a repeated mailbox's too.
CREATE TABLE submissions (
    receipt         TEXT PRIMARY KEY,
    letter_id       TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash       BLOB NOT NULL,
    mailbox         BLOB NOT NULL,
    payload         BLOB NOT NULL,
    created_at      INTEGER NOT NULL,
    UNIQUE (letter_id, idempotency_key)
) STRICT;

-- One for each mailbox of a letter. Public columns hold what the list may show.
CREATE TABLE signatures (
    id             TEXT PRIMARY KEY,
    letter_id      TEXT NOT NULL,
    mailbox        BLOB NOT NULL,
    status         TEXT NOT NULL,
    name           TEXT,
    role           TEXT,
    affiliation    TEXT,
    badges         TEXT NOT NULL,
    signed_at      INTEGER NOT NULL,
    published_at   INTEGER,
    letter_version TEXT,
    receipt        TEXT REFERENCES submissions (receipt),
    private        BLOB NOT NULL,
    UNIQUE (letter_id, mailbox)
) STRICT;

-- The list, newest first, read from any place in it.
CREATE INDEX signatures_published
    ON signatures (letter_id, published_at DESC, id DESC)
    WHERE status = 'published';

-- How many are published, kept by the transaction that publishes. Slots spread a hot row.
CREATE TABLE tallies (
    letter_id TEXT NOT NULL,
    slot      INTEGER NOT NULL,
    published INTEGER NOT NULL,
    PRIMARY KEY (letter_id, slot)
) STRICT, WITHOUT ROWID;
