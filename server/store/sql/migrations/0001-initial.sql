-- Texts that lists are sorted by have the collation "C": the order of code points, as in
-- server/store/memory/page.ts. Texts that are searched, and sorted without regard to case, are made
-- by server/store/sort-keys.ts, so that every store finds and sorts the same.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE account (
  id integer PRIMARY KEY CHECK (id = 1),
  sample_data boolean NOT NULL,
  last_destination_id integer NOT NULL
);

-- The one row, locked by transactions that create something which is limited.
INSERT INTO account VALUES (1, false, 0);

CREATE TABLE destination (
  id integer PRIMARY KEY,
  revision integer NOT NULL,
  status text COLLATE "C" NOT NULL CHECK (status IN ('draft', 'active', 'paused', 'deleted')),
  status_before_delete text COLLATE "C",
  name text,
  description text NOT NULL,
  environment text NOT NULL,
  auto_fill text NOT NULL,
  export_labels jsonb,
  type text COLLATE "C" NOT NULL,
  configuration jsonb NOT NULL,
  mapping_total integer NOT NULL DEFAULT 0,
  mapping_incomplete integer NOT NULL DEFAULT 0,
  earliest_end date,
  latest_end date,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  activated_at timestamptz(3),
  deleted_at timestamptz(3),
  name_key text COLLATE "C" NOT NULL,
  search_text text NOT NULL,
  CHECK ((status = 'deleted') = (status_before_delete IS NOT NULL))
);

CREATE INDEX destination_by_name ON destination (name_key, id);
CREATE INDEX destination_by_type ON destination (type, id);
CREATE INDEX destination_by_status ON destination (status, id);
CREATE INDEX destination_by_segments ON destination (mapping_total, id);
CREATE INDEX destination_by_update ON destination (updated_at, id);
CREATE INDEX destination_search ON destination USING gin (search_text gin_trgm_ops);

CREATE TABLE destination_version (
  destination_id integer NOT NULL REFERENCES destination,
  revision integer NOT NULL,
  at timestamptz(3) NOT NULL,
  action text NOT NULL,
  snapshot jsonb NOT NULL,
  PRIMARY KEY (destination_id, revision)
);

CREATE TABLE segment (
  id integer PRIMARY KEY,
  name text NOT NULL,
  folder jsonb NOT NULL,
  description text NOT NULL,
  integration_code text,
  people_count bigint,
  status text NOT NULL CHECK (status IN ('active', 'paused')),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  folder_key text COLLATE "C" NOT NULL,
  search_text text NOT NULL
);

CREATE INDEX segment_by_name ON segment (name_key, id);
CREATE INDEX segment_by_people ON segment (COALESCE(people_count, -1), id);
CREATE INDEX segment_by_folder ON segment (folder_key);
CREATE INDEX segment_by_exact_name ON segment (name);
CREATE INDEX segment_by_code ON segment (integration_code);
CREATE INDEX segment_search ON segment USING gin (search_text gin_trgm_ops);

-- Without foreign keys: checking them row by row takes longer than writing 20,000 mappings. Rows are
-- written only under the lock of their destination, for segments just read, and neither is ever removed.
CREATE TABLE mapping (
  destination_id integer NOT NULL,
  segment_id integer NOT NULL,
  revision integer NOT NULL,
  value text,
  key text,
  url text,
  secure_url text,
  start_date date NOT NULL,
  end_date date,
  priority integer NOT NULL,
  value_origin text NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  value_key text COLLATE "C" NOT NULL,
  PRIMARY KEY (destination_id, segment_id)
);

CREATE TABLE visitor (
  id integer PRIMARY KEY,
  visitor jsonb NOT NULL
);

CREATE TABLE reply (
  key text PRIMARY KEY,
  fingerprint text NOT NULL,
  status integer NOT NULL,
  body text NOT NULL,
  etag text,
  created_at timestamptz(3) NOT NULL
);

CREATE INDEX reply_by_age ON reply (created_at);
