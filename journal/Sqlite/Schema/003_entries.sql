-- Events lie by their place, in the order of commits. What a stream has by name lies in one tree, so that an append touches one spot of it besides
-- the end of the events: each event by its version (a number; the primary key is the fence), and the newest event that named a command id by that
-- id (a text, which sorts after all numbers). Where a stream ends is read from there and no longer noted at each append.
CREATE TABLE events_by_place (
  place          INTEGER PRIMARY KEY, -- partition * 2^48 + position
  stream         INTEGER NOT NULL REFERENCES streams (id),
  version        INTEGER NOT NULL,
  type           TEXT    NOT NULL,
  payload        TEXT    NOT NULL, -- as given; the hash is over its bytes
  at             INTEGER NOT NULL, -- UTC, in units of 100 ns since 0001-01-01
  actor          TEXT    NOT NULL,
  correlation_id TEXT    NOT NULL,
  hash           BLOB    NOT NULL
) STRICT;

INSERT INTO events_by_place
SELECT (partition << 48) | position, stream, version, type, payload, at, actor, correlation_id, hash FROM events ORDER BY partition, position;

CREATE TABLE entries (
  stream    INTEGER NOT NULL REFERENCES streams (id),
  name      ANY     NOT NULL,
  place     INTEGER NOT NULL, -- of the event
  body_hash TEXT,             -- of ids alone, as what follows
  at        INTEGER,          -- as in events
  process   TEXT,             -- whose step an id is, as "category:key" of its stream; while that stream is open the id is kept
  PRIMARY KEY (stream, name)
) STRICT, WITHOUT ROWID;

INSERT INTO entries (stream, name, place) SELECT stream, version, (partition << 48) | position FROM events ORDER BY stream, version;
INSERT INTO entries
SELECT c.stream, c.id, (e.partition << 48) | e.position, c.body_hash, c.at, c.process
FROM command_ids c JOIN events e ON e.stream = c.stream AND e.version = c.version;

CREATE INDEX entries_at ON entries (at) WHERE at IS NOT NULL;

-- The last event of a partition, noted beside it by each transaction: what tells that the end was cut off.
CREATE TABLE heads (
  partition INTEGER PRIMARY KEY,
  position  INTEGER NOT NULL,
  hash      BLOB    NOT NULL
) STRICT;

INSERT INTO heads VALUES (0, 0, zeroblob(32));
UPDATE heads SET (position, hash) = (SELECT position, hash FROM events WHERE partition = 0 ORDER BY position DESC LIMIT 1) WHERE EXISTS (SELECT 1 FROM events);

DROP TABLE command_ids;
DROP TABLE events;
ALTER TABLE events_by_place RENAME TO events;
ALTER TABLE streams DROP COLUMN last_version;
ALTER TABLE streams DROP COLUMN last_hash;
