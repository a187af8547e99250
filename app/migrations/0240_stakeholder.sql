-- +goose Up
CREATE TABLE stakeholder (
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
    sort TEXT NOT NULL CHECK (sort IN ('group', 'person')),
    person_id TEXT REFERENCES person (id),
    name TEXT NOT NULL,
    name_fold TEXT NOT NULL,
    department TEXT NOT NULL,
    influence BIGINT NOT NULL CHECK (influence BETWEEN 1 AND 5),
    support BIGINT NOT NULL CHECK (support BETWEEN -2 AND 2),
    wanted BIGINT NOT NULL CHECK (wanted BETWEEN -2 AND 2),
    concerns TEXT NOT NULL,
    note TEXT NOT NULL,
    owner_id TEXT REFERENCES person (id),
    talk_on DATE,
    CHECK (sort = 'person' OR person_id IS NULL),
    UNIQUE (project_id, number)
);
CREATE INDEX stakeholder_list_influence ON stakeholder (project_id, influence, id) WHERE deleted_at IS NULL;
CREATE INDEX stakeholder_list_name ON stakeholder (project_id, name_fold, id) WHERE deleted_at IS NULL;
CREATE INDEX stakeholder_list_support ON stakeholder (project_id, support) WHERE deleted_at IS NULL;
CREATE INDEX stakeholder_list_owner ON stakeholder (project_id, owner_id);
CREATE INDEX stakeholder_list_talk ON stakeholder (project_id, talk_on) WHERE deleted_at IS NULL;
CREATE INDEX stakeholder_list_kotter ON stakeholder (project_id, kotter_step);
CREATE INDEX stakeholder_list_gartner ON stakeholder (project_id, gartner_step);

-- where a stakeholder was found to stand, each time that it was said anew
CREATE TABLE stakeholder_stand (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    stakeholder_id TEXT NOT NULL REFERENCES stakeholder (id),
    influence BIGINT NOT NULL,
    support BIGINT NOT NULL,
    wanted BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL
);
CREATE INDEX stakeholder_stand_of ON stakeholder_stand (project_id, stakeholder_id, made_at);

-- the permission without which a line of the log, or what is found, is not seen
ALTER TABLE audit ADD COLUMN needs TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN needs TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_needs ON audit (stream, needs, seq);

-- +goose Down
SELECT 1;
