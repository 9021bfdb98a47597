-- A row for each key that was ever made: two for each owner, and those of the house, whose owner is ''. "wrapped" is the key sealed under the master key that
-- "master" tells apart; it is null once the key is destroyed. Moments are UTC ticks of 100 ns since 0001-01-01.
CREATE TABLE vault_keys (
  owner text COLLATE "C" NOT NULL,
  part text COLLATE "C" NOT NULL,
  master text COLLATE "C",
  wrapped bytea,
  made bigint NOT NULL,
  destroyed bigint,
  PRIMARY KEY (owner, part)
);
CREATE INDEX vault_keys_master ON vault_keys (master, owner, part) WHERE master IS NOT NULL;

-- By which words an owner is found: keyed hashes. They go with the profile's key.
CREATE TABLE vault_words (
  word text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  PRIMARY KEY (word, owner)
);
CREATE INDEX vault_words_owner ON vault_words (owner);
