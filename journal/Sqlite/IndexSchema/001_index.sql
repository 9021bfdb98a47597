-- What a stream has by name lies in one tree: each event by its version (a number), and the newest event that named a command id by that id (a text,
-- which sorts after all numbers). All of it is made from the journal's events and follows them.
CREATE TABLE entries (
  stream  INTEGER NOT NULL, -- its number in the journal
  name    ANY     NOT NULL,
  place   INTEGER NOT NULL, -- of the event: partition * 2^48 + position
  at      INTEGER,          -- of ids alone, as what follows: of the event, UTC, in units of 100 ns since 0001-01-01
  process TEXT,             -- whose step an id is, as "category:key" of its stream
  PRIMARY KEY (stream, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX entries_at ON entries (at) WHERE at IS NOT NULL;

-- How far the events are in here, and the hash of the event there, which tells whether this is the index of that journal.
CREATE TABLE indexed (
  place INTEGER NOT NULL,
  hash  BLOB    NOT NULL
) STRICT;

INSERT INTO indexed VALUES (0, zeroblob(32));
