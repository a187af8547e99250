-- +goose Up
CREATE TABLE step (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    track TEXT NOT NULL CHECK (track IN ('kotter', 'gartner')),
    step_key TEXT NOT NULL,
    owner_id TEXT REFERENCES person (id),
    planned_start DATE,
    planned_finish DATE,
    forecast_finish DATE,
    actual_finish DATE,
    status TEXT NOT NULL CHECK (status IN ('idle', 'active', 'done')),
    notes TEXT NOT NULL,
    reopened_reason TEXT NOT NULL,
    UNIQUE (project_id, track, step_key)
);
CREATE INDEX step_by_owner ON step (project_id, owner_id);

CREATE TABLE deliverable (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    track TEXT NOT NULL CHECK (track IN ('kotter', 'gartner')),
    step_key TEXT NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    evidence_key TEXT NOT NULL,
    evidence_text TEXT NOT NULL,
    evidence_link TEXT NOT NULL,
    file_id TEXT REFERENCES file (id),
    not_applicable BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    settled_on DATE,
    settled_by TEXT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX deliverable_of_step ON deliverable (project_id, track, step_key, position);

CREATE TABLE vision (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'communicated')),
    communicated_on DATE,
    UNIQUE (project_id)
);

CREATE TABLE win (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    title TEXT NOT NULL,
    measure TEXT NOT NULL,
    owner_id TEXT REFERENCES person (id),
    promised_on DATE,
    delivered_on DATE,
    status TEXT NOT NULL CHECK (status IN ('promised', 'delivered', 'missed')),
    UNIQUE (project_id, number)
);
CREATE INDEX win_by_day ON win (project_id, promised_on);
CREATE INDEX win_by_owner ON win (project_id, owner_id);

-- +goose Down
SELECT 1;
