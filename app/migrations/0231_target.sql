-- +goose Up
-- what is aimed at in a dimension, by when and why: a new aim is a new row
CREATE TABLE maturity_target (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    dimension TEXT NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    due_on DATE NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX maturity_target_of ON maturity_target (project_id, dimension, number);

-- how easily a dimension is moved: a new judgement is a new row
CREATE TABLE maturity_ease (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    dimension TEXT NOT NULL,
    ease BIGINT NOT NULL CHECK (ease BETWEEN 1 AND 5),
    made_by TEXT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX maturity_ease_of ON maturity_ease (project_id, dimension, number);

-- +goose Down
SELECT 1;
