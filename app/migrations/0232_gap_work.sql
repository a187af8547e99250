-- +goose Up
-- what was made of a gap: which proposal became which row
CREATE TABLE gap_work (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    dimension TEXT NOT NULL,
    part TEXT NOT NULL,
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    made_on DATE NOT NULL,
    UNIQUE (project_id, kind, object_id)
);
CREATE INDEX gap_work_of ON gap_work (project_id, dimension, made_on);

-- +goose Down
SELECT 1;
