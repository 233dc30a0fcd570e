-- What segments are made of (domain.md, "Data export controls"), and what its controls forbid. Lists are
-- without foreign keys, as mappings are: rows are written by imports that have checked them, under one
-- lock, and none is ever removed.

CREATE TABLE data_source (
  id integer PRIMARY KEY,
  revision integer NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('first-party', 'second-party', 'third-party')),
  controls text[] NOT NULL
);

CREATE TABLE trait (
  id integer PRIMARY KEY,
  name text NOT NULL,
  data_source_id integer NOT NULL,
  search_text text NOT NULL
);

CREATE INDEX trait_by_source ON trait (data_source_id, id);
CREATE INDEX trait_search ON trait USING gin (search_text gin_trgm_ops);

CREATE TABLE merge_rule (
  id integer PRIMARY KEY,
  name text NOT NULL,
  controls text[] NOT NULL,
  data_source_ids integer[] NOT NULL
);

CREATE TABLE segment_rule (
  segment_id integer PRIMARY KEY,
  data_source_id integer,
  trait_ids integer[] NOT NULL,
  included_segment_ids integer[] NOT NULL,
  merge_rule_id integer
);

-- Derived from the rows above with each of their changes.
ALTER TABLE segment ADD COLUMN restricted_labels text[] NOT NULL DEFAULT '{}';

CREATE INDEX segment_restricted ON segment (id) WHERE restricted_labels <> '{}';

ALTER TABLE destination ADD COLUMN mapping_blocked integer NOT NULL DEFAULT 0;

-- Sample visitors had a list of segment ids, without saying since when they are in them.
UPDATE visitor
SET visitor = (visitor - 'segmentIds') || jsonb_build_object(
  'revision', 1,
  'qualifications', (
    SELECT COALESCE(
      jsonb_agg(jsonb_build_object('segmentId', id, 'at', '2026-11-24T00:00:00.000Z') ORDER BY position),
      '[]'
    )
    FROM jsonb_array_elements(visitor -> 'segmentIds') WITH ORDINALITY AS ids (id, position)
  )
)
WHERE visitor ? 'segmentIds';
