-- +goose Up
CREATE TABLE risk (
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
    category TEXT NOT NULL CHECK (category IN ('technical', 'organisational', 'personnel', 'project')),
    cause TEXT NOT NULL,
    effect TEXT NOT NULL,
    likelihood BIGINT NOT NULL CHECK (likelihood BETWEEN 1 AND 5),
    impact BIGINT NOT NULL CHECK (impact BETWEEN 1 AND 5),
    score BIGINT NOT NULL,
    owner_id TEXT REFERENCES person (id),
    response TEXT NOT NULL CHECK (response IN ('avoid', 'reduce', 'transfer', 'accept')),
    plan TEXT NOT NULL,
    review_on DATE,
    status TEXT NOT NULL CHECK (status IN ('open', 'occurred', 'closed')),
    UNIQUE (project_id, number)
);
CREATE INDEX risk_by_score ON risk (project_id, status, score, id);
CREATE INDEX risk_by_category ON risk (project_id, category);
CREATE INDEX risk_by_owner ON risk (project_id, owner_id);
CREATE INDEX risk_by_kotter ON risk (project_id, kotter_step);
CREATE INDEX risk_by_gartner ON risk (project_id, gartner_step);

CREATE TABLE risk_scoring (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    risk_id TEXT NOT NULL REFERENCES risk (id),
    likelihood BIGINT NOT NULL,
    impact BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL
);
CREATE INDEX risk_scoring_of ON risk_scoring (project_id, risk_id, made_at);

-- +goose Down
SELECT 1;
