-- A row for every file that was begun; it has a hash once all of it is there. Moments are UTC ticks of 100 ns since 0001-01-01.
CREATE TABLE document_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  begun INTEGER NOT NULL,
  sha256 TEXT UNIQUE,
  bytes INTEGER,
  chunk_bytes INTEGER NOT NULL,
  kept INTEGER
) STRICT;

-- All pieces of a file but the last have chunk_bytes.
CREATE TABLE document_chunks (
  file INTEGER NOT NULL,
  place INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (file, place)
) STRICT;
