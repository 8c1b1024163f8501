-- Badges that are claimed wait for a person too, whether their signature counts or not.

-- Whether somebody has to look at what is claimed. Which badges are granted stands in `badges`.
ALTER TABLE signatures ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
UPDATE signatures SET claims = 1 WHERE held = 'badge';
CREATE INDEX signatures_claims ON signatures (letter_id, held_at, id)
    WHERE held IS NOT NULL AND claims = 1;

-- What a decision found, so that it can be taken back. Earlier ones changed neither.
ALTER TABLE decisions ADD COLUMN badges TEXT;
ALTER TABLE decisions ADD COLUMN claims INTEGER;

-- Reviewers who want no keys but those of their browser.
CREATE TABLE keyless (
    reviewer TEXT PRIMARY KEY,
    since    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
