-- +goose Up
-- what a group agreed on for a practice of an assessment, after voting blind
CREATE TABLE agreement (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    origin_kind TEXT NOT NULL,
    origin_id TEXT NOT NULL,
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    practice TEXT NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    made_by TEXT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX agreement_of ON agreement (project_id, assessment_id, practice, number);

-- the blind votes, counted: neither whose they were nor in which order they came
CREATE TABLE agreement_vote (
    agreement_id TEXT NOT NULL REFERENCES agreement (id),
    role TEXT NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    voices BIGINT NOT NULL CHECK (voices > 0),
    PRIMARY KEY (agreement_id, role, level)
);
CREATE INDEX agreement_vote_project ON agreement_vote (project_id, agreement_id);

CREATE TABLE agreement_dissent (
    agreement_id TEXT NOT NULL REFERENCES agreement (id),
    place BIGINT NOT NULL,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    role TEXT NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 5),
    reason TEXT NOT NULL,
    PRIMARY KEY (agreement_id, place)
);
CREATE INDEX agreement_dissent_project ON agreement_dissent (project_id, agreement_id);

-- +goose Down
SELECT 1;
