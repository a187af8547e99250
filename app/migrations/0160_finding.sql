-- +goose Up
-- the words by which the rows of a project are found; what was there before is put in by a job
CREATE TABLE finding (
    project_id TEXT NOT NULL REFERENCES project (id),
    kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    on_kind TEXT NOT NULL,
    on_id TEXT NOT NULL,
    place TEXT NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    title_fold TEXT NOT NULL,
    words TEXT NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (project_id, kind, object_id)
);
CREATE INDEX finding_on ON finding (project_id, on_kind, on_id);
CREATE INDEX finding_code ON finding (project_id, code);

CREATE TABLE finding_edition (
    project_id TEXT PRIMARY KEY REFERENCES project (id),
    organisation_id TEXT NOT NULL,
    edition TEXT NOT NULL
);

-- +goose Down
SELECT 1;
