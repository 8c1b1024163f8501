-- What a campaign does with its signatures and its letter.

-- A signature's status is `published`, or does not count: `in_review`, `rejected`, `hidden`, and
-- `earlier` where the letter has another text since.
-- Why it waits for a person, counted or not: `asked` by its letter, or what the server noticed,
-- such as `limit`, `trap` or `quick`. Null where nobody has to look at it any more.
ALTER TABLE signatures ADD COLUMN held TEXT;
ALTER TABLE signatures ADD COLUMN held_at INTEGER;
-- Which network it came from, as a keyed hash, for as long as it waits because of that.
ALTER TABLE signatures ADD COLUMN network BLOB;
-- Why it was rejected or hidden, in a word, and when somebody decided.
ALTER TABLE signatures ADD COLUMN verdict TEXT;
ALTER TABLE signatures ADD COLUMN decided_at INTEGER;
-- Where it was collected, if not here.
ALTER TABLE signatures ADD COLUMN source TEXT;
-- What the list may show besides.
ALTER TABLE signatures ADD COLUMN sector TEXT;
ALTER TABLE signatures ADD COLUMN reason TEXT;
-- Whether the address's owner wants news of the campaign, and to hear how the review ended.
ALTER TABLE signatures ADD COLUMN updates INTEGER NOT NULL DEFAULT 0;
ALTER TABLE signatures ADD COLUMN tell_outcome INTEGER NOT NULL DEFAULT 0;

-- What the server noticed when it came, for the signature that comes of it.
ALTER TABLE submissions ADD COLUMN held TEXT;
ALTER TABLE submissions ADD COLUMN network BLOB;

-- The desk's queue, oldest first, and its other lists.
CREATE INDEX signatures_queue ON signatures (letter_id, held_at, id) WHERE held IS NOT NULL;
CREATE INDEX signatures_status ON signatures (letter_id, status, signed_at, id);
CREATE INDEX signatures_network ON signatures (letter_id, network) WHERE network IS NOT NULL;
CREATE INDEX signatures_updates ON signatures (letter_id, id) WHERE updates = 1;

-- A mail to many is written once: its text is the update's.
ALTER TABLE mails ADD COLUMN about TEXT;

-- A letter's text, each time that it changed. The newest one is served. `text` is the whole file;
-- `file_hash` is of the letter's file that was known then, so that a file that was changed since
-- is noticed. `kind` is `first`, `correction`, `substance` or `particulars`, which is no change
-- of what is signed.
CREATE TABLE letter_texts (
    letter_id TEXT NOT NULL,
    revision  INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    version   TEXT NOT NULL,
    text      TEXT NOT NULL,
    file_hash BLOB,
    note      TEXT,
    reviewer  TEXT,
    made_at   INTEGER NOT NULL,
    PRIMARY KEY (letter_id, revision)
) STRICT, WITHOUT ROWID;

-- Where a letter is in its life, where the desk says otherwise than its text.
CREATE TABLE letter_states (
    letter_id  TEXT PRIMARY KEY,
    status     TEXT NOT NULL,
    response   TEXT,
    changed_at INTEGER NOT NULL,
    reviewer   TEXT
) STRICT;

-- What happened at the desk. It names the reviewer, and no signer.
CREATE TABLE audit (
    id        TEXT PRIMARY KEY,
    at        INTEGER NOT NULL,
    reviewer  TEXT NOT NULL,
    letter_id TEXT,
    action    TEXT NOT NULL,
    number    INTEGER NOT NULL,
    detail    TEXT
) STRICT;

CREATE INDEX audit_at ON audit (at DESC, id DESC);

-- Who is at the desk: the hash of a cookie's token.
CREATE TABLE desk_sessions (
    hash       BLOB PRIMARY KEY,
    reviewer   TEXT NOT NULL,
    began_at   INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- What a campaign wrote to many: `news` to those who want it, or `changed` to all whose letter
-- has another text now. Its mails are queued little by little, by the signatures' ids; `number` is
-- what the reviewer was told before.
CREATE TABLE updates (
    id           TEXT PRIMARY KEY,
    letter_id    TEXT NOT NULL,
    kind         TEXT NOT NULL,
    subject      TEXT NOT NULL,
    body         TEXT NOT NULL,
    reviewer     TEXT NOT NULL,
    written_at   INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    queued       INTEGER NOT NULL,
    queued_up_to TEXT NOT NULL,
    done_at      INTEGER
) STRICT;

-- Networks of which more or fewer signatures are taken at once, as addresses with a length:
-- `allowed` are shared by many, from `blocked` ones all wait for review.
CREATE TABLE networks (
    network  TEXT PRIMARY KEY,
    rule     TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    since    INTEGER NOT NULL
) STRICT;

-- The networks that signatures wait because of: sealed, under their keyed hash, until none waits.
CREATE TABLE held_networks (
    network BLOB PRIMARY KEY,
    sealed  BLOB NOT NULL
) STRICT;
