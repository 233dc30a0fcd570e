-- Rules that map every segment of a folder to a destination; `unmapped`: segments that a person took out.
CREATE TABLE mapping_rule (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  destination_id integer NOT NULL REFERENCES destination,
  folder jsonb NOT NULL,
  folder_key text COLLATE "C" NOT NULL,
  unmapped integer[] NOT NULL DEFAULT '{}',
  created_at timestamptz(3) NOT NULL,
  UNIQUE (destination_id, folder_key)
);

-- Searches of the mapping grid by name; the key is the name without regard to case.
CREATE TABLE mapping_view (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL UNIQUE,
  search text NOT NULL,
  created_at timestamptz(3) NOT NULL
);
