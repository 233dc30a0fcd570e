-- The mappings that export controls blocked when the destination was put into the trash; null: none.
ALTER TABLE destination ADD COLUMN blocked_at_deletion integer[];
