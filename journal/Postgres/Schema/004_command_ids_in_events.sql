-- The event that names an id carries it: a row less, and an index less to look at, for each append. Of several events that name an id the newest counts. Ids that were forgotten
-- already stay so, for the old events get only those that were not.
ALTER TABLE events
  ADD COLUMN command_id text COLLATE "C",
  ADD COLUMN body_hash  text COLLATE "C",
  ADD COLUMN process    text COLLATE "C"; -- whose step the id is, as "category:key" of its stream; while that stream is open the id is kept

UPDATE events e SET command_id = c.id, body_hash = c.body_hash, process = c.process
FROM command_ids c WHERE c.stream = e.stream AND c.version = e.version;

DROP TABLE command_ids;

CREATE INDEX events_command ON events (stream, command_id) WHERE command_id IS NOT NULL;

-- Ids of events before that moment are forgotten, but for steps of open processes.
CREATE TABLE forgotten (
  one    boolean PRIMARY KEY DEFAULT true CHECK (one),
  before bigint  NOT NULL -- as events.at
);

INSERT INTO forgotten (before) VALUES (0);
