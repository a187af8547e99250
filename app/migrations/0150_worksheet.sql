-- +goose Up
CREATE TABLE worksheet (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    sheet TEXT NOT NULL,
    owner_id TEXT REFERENCES person (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'ready')),
    ready_on DATE,
    answers JSONB NOT NULL,
    UNIQUE (project_id, sheet)
);
CREATE INDEX worksheet_by_owner ON worksheet (project_id, owner_id);

ALTER TABLE deliverable ADD COLUMN sheet TEXT NOT NULL DEFAULT '';

-- +goose Down
SELECT 1;
