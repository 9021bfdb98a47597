-- A read model is kept in copies: one serves, another may be built beside it, retired ones wait to be dropped.
-- The tables of a copy carry its generation in their names.
CREATE TABLE read_models.copies (
  model          text    COLLATE "C" NOT NULL,
  generation     bigint  NOT NULL PRIMARY KEY, -- of all models together, so that a name of a table says whose it is
  version        integer NOT NULL, -- of the code that made its tables
  state          text    COLLATE "C" NOT NULL CHECK (state IN ('serving', 'building', 'retired')),
  partition      integer NOT NULL, -- with position: the last journal entry that is in it
  position       bigint  NOT NULL,
  hash           bytea   NOT NULL, -- of that entry, so that another journal is noticed; empty at the start
  at             bigint  NOT NULL, -- of that entry: UTC, in units of 100 ns since 0001-01-01
  told_partition integer NOT NULL, -- with told_position: up to where listeners were told
  told_position  bigint  NOT NULL
) WITH (fillfactor = 50);

CREATE UNIQUE INDEX copies_serving ON read_models.copies (model) WHERE state = 'serving';
CREATE UNIQUE INDEX copies_building ON read_models.copies (model) WHERE state = 'building';
