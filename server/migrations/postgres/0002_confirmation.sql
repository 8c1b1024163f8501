-- What a signature passes through before it counts, and how one's own is reached.

-- `sign` or `manage`: a manage request has a receipt and a mailbox, and nothing to be signed.
ALTER TABLE submissions ADD COLUMN action TEXT NOT NULL DEFAULT 'sign';
-- `waiting` for its mailbox's owner; else its payload is empty, and it is `signed`, where a
-- signature is of it, or `settled`.
ALTER TABLE submissions ADD COLUMN state TEXT NOT NULL DEFAULT 'signed';
-- How often its address was corrected.
ALTER TABLE submissions ADD COLUMN changes BIGINT NOT NULL DEFAULT 0;

CREATE INDEX submissions_mailbox ON submissions (letter_id, mailbox);
CREATE INDEX submissions_passing ON submissions (created_at) WHERE state <> 'signed';
-- Which signature came of a submission.
CREATE INDEX signatures_receipt ON signatures (receipt);

-- Codes and links that went out, and the tokens that they were changed for: hashed, each for one
-- purpose, until its time is over.
CREATE TABLE tokens (
    hash       BYTEA PRIMARY KEY,
    purpose    TEXT NOT NULL,
    letter_id  TEXT NOT NULL,
    mailbox    BYTEA NOT NULL,
    receipt    TEXT,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);

CREATE INDEX tokens_mailbox ON tokens (letter_id, mailbox);
CREATE INDEX tokens_receipt ON tokens (receipt);
CREATE INDEX tokens_expiry ON tokens (expires_at);

-- Tries at a code, of receipts and mailboxes that exist and of those that do not, hashed.
CREATE TABLE attempts (
    subject    BYTEA PRIMARY KEY,
    spent      BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX attempts_expiry ON attempts (expires_at);

-- Mails that wait or have waited. What is private in one goes as soon as it is done with.
CREATE TABLE mails (
    id        TEXT PRIMARY KEY,
    kind      TEXT NOT NULL,
    priority  BIGINT NOT NULL,
    letter_id TEXT NOT NULL,
    receipt   TEXT NOT NULL,
    mailbox   BYTEA NOT NULL,
    payload   BYTEA,
    queued_at BIGINT NOT NULL,
    due_at    BIGINT NOT NULL,
    tries     BIGINT NOT NULL,
    state     TEXT NOT NULL,
    done_at   BIGINT,
    reason    TEXT
);

CREATE INDEX mails_due ON mails (priority, due_at) WHERE state = 'queued';
CREATE INDEX mails_mailbox ON mails (mailbox, done_at);
CREATE INDEX mails_receipt ON mails (receipt);
CREATE INDEX mails_done ON mails (done_at) WHERE state <> 'queued';

-- Mailboxes that asked never to be written to.
CREATE TABLE blocks (
    mailbox BYTEA PRIMARY KEY,
    since   BIGINT NOT NULL
);
