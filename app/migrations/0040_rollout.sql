-- +goose Up
CREATE TABLE wave (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    name TEXT NOT NULL,
    start_on DATE,
    end_on DATE,
    note TEXT NOT NULL,
    UNIQUE (project_id, number)
);

CREATE TABLE pilot (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    wave_id TEXT REFERENCES wave (id),
    name TEXT NOT NULL,
    site TEXT NOT NULL,
    start_on DATE,
    end_on DATE,
    outcome TEXT NOT NULL CHECK (outcome IN ('', 'go', 'adjust', 'stop')),
    outcome_reason TEXT NOT NULL,
    outcome_on DATE,
    UNIQUE (project_id, number)
);
CREATE INDEX pilot_wave ON pilot (project_id, wave_id);

CREATE TABLE criterion (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    pilot_id TEXT NOT NULL REFERENCES pilot (id),
    name TEXT NOT NULL,
    target TEXT NOT NULL,
    result TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('open', 'met', 'missed')),
    UNIQUE (project_id, number)
);
CREATE INDEX criterion_pilot ON criterion (project_id, pilot_id);

CREATE TABLE task (
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
    title TEXT NOT NULL,
    title_fold TEXT NOT NULL,
    note TEXT NOT NULL,
    milestone BOOLEAN NOT NULL,
    wave_id TEXT REFERENCES wave (id),
    pilot_id TEXT REFERENCES pilot (id),
    owner_id TEXT REFERENCES person (id),
    status TEXT NOT NULL CHECK (status IN ('todo', 'doing', 'blocked', 'done')),
    planned_start DATE,
    planned_finish DATE,
    forecast_finish DATE,
    actual_finish DATE,
    effort_minutes BIGINT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX task_by_status ON task (project_id, status, id);
CREATE INDEX task_by_finish ON task (project_id, planned_finish);
CREATE INDEX task_by_owner ON task (project_id, owner_id);
CREATE INDEX task_by_wave ON task (project_id, wave_id);
CREATE INDEX task_by_pilot ON task (project_id, pilot_id);
CREATE INDEX task_by_kotter ON task (project_id, kotter_step);
CREATE INDEX task_by_gartner ON task (project_id, gartner_step);

-- +goose Down
SELECT 1;
