-- Payloads are JSON, as text since jsonb would reorder them. Moments and spans count ticks of 100 ns, moments since 0001-01-01 UTC.
CREATE TABLE grain_state (
  grain_type text NOT NULL,
  grain_key text NOT NULL,
  name text NOT NULL,
  payload text NOT NULL,
  etag text NOT NULL,
  PRIMARY KEY (grain_type, grain_key, name)
);

CREATE TABLE grain_reminders (
  grain_type text NOT NULL,
  grain_key text NOT NULL,
  name text NOT NULL,
  first_due bigint NOT NULL,
  period bigint NOT NULL,
  etag text NOT NULL,
  last_tick bigint,
  PRIMARY KEY (grain_type, grain_key, name)
);

-- Each process that opens the database takes the next number, which begins its etags.
CREATE SEQUENCE grain_state_writers;
