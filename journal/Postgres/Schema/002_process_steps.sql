-- The process whose step an id is, as "category:key" of its stream; NULL for others. While that stream is open the id is kept.
ALTER TABLE command_ids ADD COLUMN process text COLLATE "C";
