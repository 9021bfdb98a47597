-- A row for each key that was ever made: two for each owner, and those of the house, whose owner is ''. "wrapped" is the key sealed under the master key that
-- "master" tells apart; it is null once the key is destroyed. Moments are UTC ticks of 100 ns since 0001-01-01.
CREATE TABLE vault_keys (
  owner TEXT NOT NULL,
  part TEXT NOT NULL,
  master TEXT,
  wrapped BLOB,
  made INTEGER NOT NULL,
  destroyed INTEGER,
  PRIMARY KEY (owner, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX vault_keys_master ON vault_keys (master, owner, part) WHERE master IS NOT NULL;

-- By which words an owner is found: keyed hashes. They go with the profile's key.
CREATE TABLE vault_words (
  word TEXT NOT NULL,
  owner TEXT NOT NULL,
  PRIMARY KEY (word, owner)
) STRICT, WITHOUT ROWID;
CREATE INDEX vault_words_owner ON vault_words (owner);
