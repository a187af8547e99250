-- +goose Up
CREATE TABLE health (
    project_id TEXT NOT NULL REFERENCES project (id),
    dimension TEXT NOT NULL CHECK (dimension IN ('time', 'money', 'risk', 'people', 'change', 'capability', 'overall')),
    organisation_id TEXT NOT NULL,
    colour TEXT NOT NULL CHECK (colour IN ('unknown', 'green', 'amber', 'red')),
    rule_colour TEXT NOT NULL CHECK (rule_colour IN ('unknown', 'green', 'amber', 'red')),
    basis JSONB NOT NULL,
    planned DATE,
    expected DATE,
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (project_id, dimension)
);

CREATE TABLE health_colour (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    dimension TEXT NOT NULL CHECK (dimension IN ('time', 'money', 'risk', 'people', 'change', 'capability', 'overall')),
    colour TEXT NOT NULL CHECK (colour IN ('unknown', 'green', 'amber', 'red')),
    rule_colour TEXT NOT NULL CHECK (rule_colour IN ('unknown', 'green', 'amber', 'red')),
    basis JSONB NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL
);
CREATE INDEX health_colour_at ON health_colour (project_id, made_at);

CREATE TABLE health_rules (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL UNIQUE REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL
);

CREATE TABLE health_threshold (
    project_id TEXT NOT NULL REFERENCES project (id),
    figure TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    amber BIGINT NOT NULL,
    red BIGINT NOT NULL CHECK (red >= amber),
    PRIMARY KEY (project_id, figure)
);

CREATE TABLE health_override (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    dimension TEXT NOT NULL CHECK (dimension IN ('time', 'money', 'risk', 'people', 'change', 'capability', 'overall')),
    colour TEXT NOT NULL CHECK (colour IN ('green', 'amber', 'red')),
    rule_colour TEXT NOT NULL CHECK (rule_colour IN ('unknown', 'green', 'amber', 'red')),
    reason TEXT NOT NULL,
    until_on DATE,
    made_by TEXT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE UNIQUE INDEX health_override_one ON health_override (project_id, dimension) WHERE deleted_at IS NULL;

-- +goose Down
SELECT 1;
