-- +goose Up
CREATE TABLE advice (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    rule TEXT NOT NULL,
    object TEXT NOT NULL,
    found JSONB NOT NULL,
    given_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    ending TEXT NOT NULL CHECK (ending IN ('', 'followed', 'dismissed')),
    ended_by TEXT NOT NULL
);
CREATE UNIQUE INDEX advice_open ON advice (project_id, rule, object) WHERE ended_at IS NULL;
CREATE INDEX advice_ended ON advice (project_id, ending, ended_at);

CREATE TABLE advice_dismissal (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    rule TEXT NOT NULL,
    object TEXT NOT NULL,
    reason TEXT NOT NULL,
    returns_on DATE NOT NULL,
    made_by TEXT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX advice_dismissal_until ON advice_dismissal (project_id, returns_on);

-- +goose Down
SELECT 1;
