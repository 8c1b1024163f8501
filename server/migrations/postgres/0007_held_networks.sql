-- Whether something still waits because of a network is asked for each network that is kept.
CREATE INDEX signatures_held_network ON signatures (network) WHERE network IS NOT NULL;
CREATE INDEX submissions_held_network ON submissions (network) WHERE network IS NOT NULL;
