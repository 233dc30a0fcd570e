-- Visitors are removed for good; an id that one of them had names nobody else.
ALTER TABLE account ADD COLUMN last_visitor_id integer NOT NULL DEFAULT 0;

UPDATE account SET last_visitor_id = (SELECT COALESCE(max(id), 0) FROM visitor);
