-- +goose Up
-- Breakout tables: how a room is divided, which activities are worked on apart and
-- when they came together, at which table each card was written and each vote cast,
-- and which card stands for several that say the same.
ALTER TABLE workshop_live ADD COLUMN tables BIGINT NOT NULL DEFAULT 0;
ALTER TABLE workshop_live ADD COLUMN tables_by TEXT NOT NULL DEFAULT '';
ALTER TABLE workshop_activity ADD COLUMN at_tables BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE workshop_activity ADD COLUMN gathered_at TIMESTAMP;
ALTER TABLE workshop_card ADD COLUMN table_number BIGINT NOT NULL DEFAULT 0;
ALTER TABLE workshop_card ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
ALTER TABLE workshop_vote ADD COLUMN table_number BIGINT NOT NULL DEFAULT 0;
UPDATE workshop_live SET tables_by = 'chance', tables = (SELECT w.tables FROM workshop AS w WHERE w.id = workshop_live.workshop_id)
    WHERE opened_at IS NOT NULL AND workshop_id IN (SELECT w.id FROM workshop AS w WHERE w.tables > 1);
DROP INDEX workshop_vote_by_role;
CREATE INDEX workshop_vote_by_role ON workshop_vote (activity_id, subject, role, value, table_number);

-- +goose Down
SELECT 1;
