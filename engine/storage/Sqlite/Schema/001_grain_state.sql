-- Payloads are JSON. Moments and spans count ticks of 100 ns, moments since 0001-01-01 UTC.
CREATE TABLE grain_state (
  grain_type TEXT NOT NULL,
  grain_key TEXT NOT NULL,
  name TEXT NOT NULL,
  payload TEXT NOT NULL,
  etag TEXT NOT NULL,
  PRIMARY KEY (grain_type, grain_key, name)
) STRICT;

CREATE TABLE reminders (
  grain_type TEXT NOT NULL,
  grain_key TEXT NOT NULL,
  name TEXT NOT NULL,
  first_due INTEGER NOT NULL,
  period INTEGER NOT NULL,
  etag TEXT NOT NULL,
  last_tick INTEGER,
  PRIMARY KEY (grain_type, grain_key, name)
) STRICT;

-- Each process that opens the file takes the next number, which begins its etags.
CREATE TABLE writers (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), newest INTEGER NOT NULL) STRICT;
INSERT INTO writers (only_row, newest) VALUES (1, 0);
