CREATE TABLE cluster_reminders (
  service   text    NOT NULL,
  grain     text    NOT NULL,
  name      text    NOT NULL,
  hash      integer NOT NULL, -- the grain's place on the ring; a silo looks after a range of it
  start_at  timestamptz NOT NULL,
  period    bigint  NOT NULL, -- in milliseconds
  version   integer NOT NULL,
  PRIMARY KEY (service, grain, name)
);

CREATE INDEX cluster_reminders_ring ON cluster_reminders (service, hash);

CREATE VIEW cluster_reminder_rows AS
SELECT service, hash, grain AS grainid, name AS remindername, start_at AS starttime, period, version FROM cluster_reminders;

INSERT INTO orleansquery (querykey, querytext) VALUES
('UpsertReminderRowKey', $$
INSERT INTO cluster_reminders AS known (service, grain, name, hash, start_at, period, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, 0)
ON CONFLICT (service, grain, name) DO UPDATE
SET hash = excluded.hash, start_at = excluded.start_at, period = excluded.period, version = known.version + 1
RETURNING known.version
$$),
('ReadReminderRowsKey', $$
SELECT * FROM cluster_reminder_rows WHERE service = @ServiceId AND grainid = @GrainId
$$),
('ReadReminderRowKey', $$
SELECT * FROM cluster_reminder_rows WHERE service = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName
$$),
-- From, exclusive, to, inclusive.
('ReadRangeRows1Key', $$
SELECT * FROM cluster_reminder_rows WHERE service = @ServiceId AND hash > @BeginHash AND hash <= @EndHash
$$),
-- The same where the range goes over the ring's end, or all around it.
('ReadRangeRows2Key', $$
SELECT * FROM cluster_reminder_rows WHERE service = @ServiceId AND (hash > @BeginHash OR hash <= @EndHash)
$$),
('DeleteReminderRowKey', $$
WITH gone AS (
  DELETE FROM cluster_reminders
  WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName AND version = @Version
  RETURNING version
)
SELECT EXISTS (SELECT FROM gone)
$$),
('DeleteReminderRowsKey', $$
DELETE FROM cluster_reminders WHERE service = @ServiceId
$$);

-- What grains keep beside the journal. A state that was cleared keeps its row and its version, so that nobody writes over it from memory.
CREATE TABLE cluster_states (
  service  text    NOT NULL,
  type     text    NOT NULL,
  key0     bigint  NOT NULL, -- the two halves of a GUID or number; both 0 for a text
  key1     bigint  NOT NULL,
  key_text text    NOT NULL, -- the text; empty where there is none
  payload  bytea,
  version  integer NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (service, type, key0, key1, key_text)
);

-- The version after the write; the one known, or null, where the state is not what the writer knows: the provider takes that for a conflict.
CREATE FUNCTION cluster_state_write(
  of_service text, of_type text, of_key0 bigint, of_key1 bigint, of_text text, known integer, bytes bytea
) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  fresh integer;
BEGIN
  IF known IS NULL THEN
    INSERT INTO cluster_states (service, type, key0, key1, key_text, payload, version)
    VALUES (of_service, of_type, of_key0, of_key1, coalesce(of_text, ''), bytes, 1)
    ON CONFLICT DO NOTHING RETURNING version INTO fresh;
  ELSE
    UPDATE cluster_states SET payload = bytes, version = version + 1, changed_at = now()
    WHERE service = of_service AND type = of_type AND key0 = of_key0 AND key1 = of_key1 AND key_text = coalesce(of_text, '') AND version = known
    RETURNING version INTO fresh;
  END IF;
  RETURN coalesce(fresh, known);
END $$;

INSERT INTO orleansquery (querykey, querytext) VALUES
('WriteToStorageKey', $$
SELECT cluster_state_write(@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString, @GrainStateVersion, @PayloadBinary)
  AS newgrainstateversion
$$),
('ReadFromStorageKey', $$
SELECT payload AS payloadbinary, version FROM cluster_states
WHERE service = @ServiceId AND type = @GrainTypeString AND key0 = @GrainIdN0 AND key1 = @GrainIdN1 AND key_text = coalesce(@GrainIdExtensionString, '')
$$),
('ClearStorageKey', $$
UPDATE cluster_states SET payload = NULL, version = version + 1, changed_at = now()
WHERE service = @ServiceId AND type = @GrainTypeString AND key0 = @GrainIdN0 AND key1 = @GrainIdN1 AND key_text = coalesce(@GrainIdExtensionString, '')
  AND version = @GrainStateVersion
RETURNING version
$$),
('DeleteStorageKey', $$
DELETE FROM cluster_states
WHERE service = @ServiceId AND type = @GrainTypeString AND key0 = @GrainIdN0 AND key1 = @GrainIdN1 AND key_text = coalesce(@GrainIdExtensionString, '')
  AND version = @GrainStateVersion
RETURNING version + 1
$$);
