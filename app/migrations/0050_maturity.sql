-- +goose Up
CREATE TABLE assessment (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    assessed_on DATE NOT NULL,
    scope TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by TEXT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX assessment_by_day ON assessment (project_id, assessed_on);

CREATE TABLE assessment_answer (
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    dimension TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    current BIGINT NOT NULL CHECK (current BETWEEN 1 AND 5),
    target BIGINT NOT NULL CHECK (target BETWEEN 1 AND 5),
    comment TEXT NOT NULL,
    PRIMARY KEY (assessment_id, dimension)
);
CREATE INDEX assessment_answer_project ON assessment_answer (project_id, dimension);

-- +goose Down
SELECT 1;
