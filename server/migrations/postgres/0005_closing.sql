-- The end of a letter, and of what is kept of its signers' addresses.

-- Whether an address is kept among the private fields, or could be.
ALTER TABLE signatures ADD COLUMN contact BIGINT NOT NULL DEFAULT 1;

-- Since when a letter is closed, where nothing else says so, and since when it is known that its
-- addresses have had their time.
CREATE TABLE closings (
    letter_id TEXT PRIMARY KEY,
    closed_at BIGINT NOT NULL,
    due_since BIGINT
);
