-- +goose Up
ALTER TABLE assessment RENAME COLUMN scope TO unit;
ALTER TABLE assessment ADD COLUMN questionnaire TEXT NOT NULL DEFAULT 'crm';
ALTER TABLE assessment ADD COLUMN edition BIGINT NOT NULL DEFAULT 0;
ALTER TABLE assessment ADD COLUMN method TEXT NOT NULL DEFAULT 'single' CHECK (method IN ('single', 'workshop', 'survey'));
CREATE INDEX assessment_by_questionnaire ON assessment (project_id, questionnaire, unit, assessed_on);

ALTER TABLE assessment_answer ADD COLUMN tenths BIGINT NOT NULL DEFAULT 0 CHECK (tenths BETWEEN 0 AND 50);
ALTER TABLE assessment_answer ADD COLUMN weight BIGINT NOT NULL DEFAULT 1 CHECK (weight BETWEEN 1 AND 100);

CREATE TABLE assessment_practice (
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    practice TEXT NOT NULL,
    section TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    place BIGINT NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    wanted BIGINT NOT NULL CHECK (wanted BETWEEN 0 AND 5),
    weight BIGINT NOT NULL CHECK (weight BETWEEN 1 AND 100),
    comment TEXT NOT NULL,
    PRIMARY KEY (assessment_id, practice)
);
CREATE INDEX assessment_practice_project ON assessment_practice (project_id, practice);

CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    practice TEXT NOT NULL,
    note TEXT NOT NULL,
    web TEXT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX evidence_by_assessment ON evidence (project_id, assessment_id);

CREATE TABLE assessment_evidence (
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    evidence_id TEXT NOT NULL REFERENCES evidence (id),
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    PRIMARY KEY (assessment_id, evidence_id)
);
CREATE INDEX assessment_evidence_project ON assessment_evidence (project_id, evidence_id);

CREATE TABLE questionnaire (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    key TEXT NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    content JSONB NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    UNIQUE (organisation_id, key, version)
);

-- +goose Down
SELECT 1;
