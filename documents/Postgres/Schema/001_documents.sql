-- A row for every file that was begun; it has a hash once all of it is there. Moments are UTC ticks of 100 ns since 0001-01-01.
CREATE TABLE document_files (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  begun bigint NOT NULL,
  sha256 text UNIQUE,
  bytes bigint,
  chunk_bytes bigint NOT NULL,
  kept bigint
);

-- All pieces of a file but the last have chunk_bytes. They are packed already or small: trying to pack them again is lost time.
CREATE TABLE document_chunks (
  file bigint NOT NULL REFERENCES document_files (id) ON DELETE CASCADE,
  place bigint NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (file, place)
);
ALTER TABLE document_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;
