-- +goose Up

-- What a decision goes through after it was asked: what it costs, how it was made,
-- who carries it out by when, and what came of it.
ALTER TABLE decision ADD COLUMN cost_minor BIGINT;
ALTER TABLE decision ADD COLUMN decided_how TEXT NOT NULL DEFAULT '' CHECK (decided_how IN ('', 'meeting', 'circulation'));
ALTER TABLE decision ADD COLUMN meeting_id TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN owner_id TEXT REFERENCES person (id);
ALTER TABLE decision ADD COLUMN due_on DATE;
ALTER TABLE decision ADD COLUMN done_on DATE;
ALTER TABLE decision ADD COLUMN done_by TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN outcome TEXT NOT NULL DEFAULT '';

-- The orders and filters of the list, and the decisions of a meeting.
CREATE INDEX decision_list_stage ON decision (project_id, status, done_on) WHERE deleted_at IS NULL;
CREATE INDEX decision_list_due ON decision (project_id, due_on) WHERE deleted_at IS NULL;
CREATE INDEX decision_list_owner ON decision (project_id, owner_id) WHERE deleted_at IS NULL;
CREATE INDEX decision_of_meeting ON decision (project_id, meeting_id) WHERE meeting_id <> '';

-- +goose Down
SELECT 1;
