-- A read model is kept in copies: one serves, another may be built beside it, retired ones wait to be dropped.
-- The tables of a copy carry its generation in their names.
CREATE TABLE copies (
  model          TEXT    NOT NULL,
  generation     INTEGER NOT NULL PRIMARY KEY, -- of all models together, so that a name of a table says whose it is
  version        INTEGER NOT NULL, -- of the code that made its tables
  state          TEXT    NOT NULL CHECK (state IN ('serving', 'building', 'retired')),
  partition      INTEGER NOT NULL, -- with position: the last journal entry that is in it
  position       INTEGER NOT NULL,
  hash           BLOB    NOT NULL, -- of that entry, so that another journal is noticed; empty at the start
  at             INTEGER NOT NULL, -- of that entry: UTC, in units of 100 ns since 0001-01-01
  told_partition INTEGER NOT NULL, -- with told_position: up to where listeners were told
  told_position  INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX copies_serving ON copies (model) WHERE state = 'serving';
CREATE UNIQUE INDEX copies_building ON copies (model) WHERE state = 'building';
