-- +goose Up
ALTER TABLE deliverable ADD COLUMN kotter_step TEXT NOT NULL DEFAULT '';
ALTER TABLE deliverable ADD COLUMN gartner_step TEXT NOT NULL DEFAULT '';
ALTER TABLE win ADD COLUMN kotter_step TEXT NOT NULL DEFAULT 'wins';
ALTER TABLE win ADD COLUMN gartner_step TEXT NOT NULL DEFAULT '';
UPDATE deliverable SET kotter_step = step_key WHERE track = 'kotter';
UPDATE deliverable SET gartner_step = step_key WHERE track = 'gartner';
CREATE INDEX deliverable_by_tags ON deliverable (project_id, kotter_step, gartner_step);

-- +goose Down
SELECT 1;
