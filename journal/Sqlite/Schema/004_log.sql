-- The log alone has everything, so that an append writes nothing but its end: an event carries the command id that it answers, and what is found by
-- name lies in a file of its own that is made from here. An old entry of an id stands for the newest event that named it. They are looked up by
-- place, so that the events are written in their order.
ALTER TABLE events ADD COLUMN command_id TEXT;
ALTER TABLE events ADD COLUMN body_hash TEXT; -- of what came with the id
ALTER TABLE events ADD COLUMN process TEXT;   -- whose step the id is, as "category:key" of its stream; while that stream is open the id is kept

CREATE INDEX entries_place ON entries (place) WHERE name >= '';

UPDATE events SET (command_id, body_hash, process) =
  (SELECT n.name, n.body_hash, n.process FROM entries n INDEXED BY entries_place WHERE n.place = events.place AND n.name >= '')
WHERE EXISTS (SELECT 1 FROM entries n INDEXED BY entries_place WHERE n.place = events.place AND n.name >= '');

DROP TABLE entries;
