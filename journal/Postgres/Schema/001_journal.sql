-- Streams have numbers, so that events and ids need not repeat their names. Order by bytes ("C") is the order of lists.
CREATE SEQUENCE stream_ids;

CREATE TABLE streams (
  id           bigint  PRIMARY KEY,
  category     text    COLLATE "C" NOT NULL,
  key          text    COLLATE "C" NOT NULL,
  last_version bigint  NOT NULL,
  last_hash    bytea   NOT NULL,
  open         boolean NOT NULL,
  CONSTRAINT streams_name UNIQUE (category, key)
);

CREATE INDEX streams_open ON streams (category, key) WHERE open;

-- No foreign keys: one transaction writes a stream and its events, and a check of each row would cost more than the row.
CREATE TABLE events (
  stream         bigint  NOT NULL,
  version        bigint  NOT NULL,
  partition      integer NOT NULL,
  position       bigint  NOT NULL,
  type           text    COLLATE "C" NOT NULL,
  payload        text    COLLATE "C" NOT NULL, -- as given; the hash is over its UTF-8 bytes
  at             bigint  NOT NULL, -- UTC, in units of 100 ns since 0001-01-01, which a timestamp would round
  actor          text    COLLATE "C" NOT NULL,
  correlation_id text    COLLATE "C" NOT NULL,
  hash           bytea   NOT NULL,
  CONSTRAINT events_fence PRIMARY KEY (stream, version)
);

CREATE UNIQUE INDEX events_position ON events (partition, position);

-- The newest event that named an id.
CREATE TABLE command_ids (
  stream    bigint NOT NULL,
  id        text   COLLATE "C" NOT NULL,
  version   bigint NOT NULL,
  body_hash text   COLLATE "C" NOT NULL,
  at        bigint NOT NULL, -- as in events
  PRIMARY KEY (stream, id)
);

CREATE INDEX command_ids_at ON command_ids (at);

CREATE TABLE snapshots (
  stream       bigint  NOT NULL,
  fold_version integer NOT NULL,
  version      bigint  NOT NULL,
  payload      bytea   NOT NULL,
  PRIMARY KEY (stream, fold_version)
);
