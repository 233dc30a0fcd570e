-- What was done to a destination's mappings, so that it can be taken back. The rows are read as a whole or
-- not at all: json, which is kept as it comes, is written faster than jsonb.
CREATE TABLE mapping_change (
  destination_id integer NOT NULL REFERENCES destination (id),
  number integer NOT NULL,
  name text NOT NULL,
  at timestamptz(3) NOT NULL,
  segments integer NOT NULL,
  undoes integer,
  rows json NOT NULL,
  PRIMARY KEY (destination_id, number)
);
