-- Streams have numbers, so that events and ids need not repeat their names. BINARY order of UTF-8 is the order of lists.
CREATE TABLE streams (
  id           INTEGER PRIMARY KEY,
  category     TEXT    NOT NULL,
  key          TEXT    NOT NULL,
  last_version INTEGER NOT NULL,
  last_hash    BLOB    NOT NULL,
  open         INTEGER NOT NULL CHECK (open IN (0, 1)),
  UNIQUE (category, key)
) STRICT;

CREATE INDEX streams_open ON streams (category, key) WHERE open = 1;

-- Rows lie in commit order, so that writing and reading all are sequential; the primary key is the fence.
CREATE TABLE events (
  stream         INTEGER NOT NULL REFERENCES streams (id),
  version        INTEGER NOT NULL,
  partition      INTEGER NOT NULL,
  position       INTEGER NOT NULL,
  type           TEXT    NOT NULL,
  payload        TEXT    NOT NULL, -- as given; the hash is over its bytes
  at             INTEGER NOT NULL, -- UTC, in units of 100 ns since 0001-01-01
  actor          TEXT    NOT NULL,
  correlation_id TEXT    NOT NULL,
  hash           BLOB    NOT NULL,
  PRIMARY KEY (stream, version)
) STRICT;

CREATE UNIQUE INDEX events_position ON events (partition, position);

-- The newest event that named an id.
CREATE TABLE command_ids (
  stream    INTEGER NOT NULL REFERENCES streams (id),
  id        TEXT    NOT NULL,
  version   INTEGER NOT NULL,
  body_hash TEXT    NOT NULL,
  at        INTEGER NOT NULL, -- as in events
  PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX command_ids_at ON command_ids (at);

CREATE TABLE snapshots (
  stream       INTEGER NOT NULL REFERENCES streams (id),
  fold_version INTEGER NOT NULL,
  version      INTEGER NOT NULL,
  payload      BLOB    NOT NULL,
  PRIMARY KEY (stream, fold_version)
) STRICT;
