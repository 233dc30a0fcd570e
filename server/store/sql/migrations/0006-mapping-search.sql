-- The rule that mapped the segment, and what a search looks through where a mapping has more than a
-- value: made by server/store/sort-keys.ts, null where value_key says it all.
ALTER TABLE mapping ADD COLUMN rule_id integer;
ALTER TABLE mapping ADD COLUMN search_text text;

UPDATE mapping
SET search_text = lower(concat_ws(E'\n', value, key, url, secure_url))
WHERE key IS NOT NULL OR url IS NOT NULL OR secure_url IS NOT NULL;

-- Half of each page stays free for the next version of its rows: a change of all mappings then leaves the
-- indexes alone, and takes a fourth of the time.
ALTER TABLE mapping SET (fillfactor = 50);
CLUSTER mapping USING mapping_pkey;

CREATE INDEX mapping_by_segment ON mapping (segment_id, destination_id);
CREATE INDEX segment_notable ON segment (id) WHERE status = 'paused' OR restricted_labels <> '{}';
CREATE INDEX segment_rule_by_source ON segment_rule (data_source_id, segment_id);
