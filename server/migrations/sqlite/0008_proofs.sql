-- Proofs of work that were used, by what makes their challenge ours, until its time is over. It
-- says nothing of who used it.
CREATE TABLE spent_proofs (
    challenge  BLOB PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT;
