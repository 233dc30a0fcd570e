-- What the receiver of live tests got; kept for an hour.
CREATE TABLE arrival (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  live_test_id text COLLATE "C" NOT NULL,
  at timestamptz(3) NOT NULL,
  url text NOT NULL
);

CREATE INDEX arrival_by_test ON arrival (live_test_id, id);
CREATE INDEX arrival_by_age ON arrival (at);
