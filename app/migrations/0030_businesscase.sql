-- +goose Up
CREATE TABLE cost_line (
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
    cost TEXT NOT NULL,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    owner_id TEXT REFERENCES person (id),
    to_complete BIGINT,
    UNIQUE (project_id, number)
);
CREATE INDEX cost_line_by_cost ON cost_line (project_id, cost);
CREATE INDEX cost_line_by_kotter ON cost_line (project_id, kotter_step);
CREATE INDEX cost_line_by_gartner ON cost_line (project_id, gartner_step);

CREATE TABLE cost_amount (
    line_id TEXT NOT NULL REFERENCES cost_line (id),
    month TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    approved BIGINT NOT NULL,
    planned BIGINT NOT NULL,
    actual BIGINT NOT NULL,
    PRIMARY KEY (line_id, month)
);
CREATE INDEX cost_amount_project ON cost_amount (project_id, month);

-- +goose Down
SELECT 1;
