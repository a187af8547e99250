-- +goose Up
CREATE TABLE decision (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    kotter_step TEXT NOT NULL,
    gartner_step TEXT NOT NULL,
    origin_kind TEXT NOT NULL,
    origin_id TEXT NOT NULL,
    question TEXT NOT NULL,
    question_fold TEXT NOT NULL,
    context TEXT NOT NULL,
    options TEXT NOT NULL,
    recommendation TEXT NOT NULL,
    deadline DATE,
    status TEXT NOT NULL CHECK (status IN ('asked', 'decided', 'withdrawn')),
    choice TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_on DATE,
    UNIQUE (project_id, number)
);
CREATE INDEX decision_by_status ON decision (project_id, status, deadline);
CREATE INDEX decision_by_kotter ON decision (project_id, kotter_step);
CREATE INDEX decision_by_gartner ON decision (project_id, gartner_step);

-- +goose Down
SELECT 1;
