-- +goose Up
CREATE TABLE committee (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    chair_id TEXT REFERENCES person (id),
    quorum_by TEXT NOT NULL CHECK (quorum_by IN ('members', 'share')),
    quorum BIGINT NOT NULL,
    majority TEXT NOT NULL CHECK (majority IN ('simple', 'absolute', 'two_thirds', 'unanimous')),
    UNIQUE (project_id, number)
);
CREATE UNIQUE INDEX committee_once ON committee (project_id) WHERE deleted_at IS NULL;

CREATE TABLE committee_member (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    UNIQUE (project_id, number)
);
CREATE UNIQUE INDEX committee_member_once ON committee_member (project_id, person_id) WHERE deleted_at IS NULL;

CREATE TABLE committee_deputy (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    member_id TEXT NOT NULL REFERENCES person (id),
    deputy_id TEXT NOT NULL REFERENCES person (id),
    from_on DATE NOT NULL,
    to_on DATE NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX committee_deputy_by_day ON committee_deputy (project_id, to_on);

CREATE TABLE meeting (
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
    title_fold TEXT NOT NULL,
    held_on DATE NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    place TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('planned', 'held', 'cancelled')),
    notes TEXT NOT NULL,
    closed_at TIMESTAMP,
    closed_by TEXT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX meeting_by_day ON meeting (project_id, held_on);
CREATE INDEX meeting_by_status ON meeting (project_id, status, held_on);

CREATE TABLE meeting_participant (
    meeting_id TEXT NOT NULL REFERENCES meeting (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('chair', 'member', 'deputy', 'guest')),
    for_id TEXT NOT NULL,
    present BOOLEAN NOT NULL,
    PRIMARY KEY (meeting_id, person_id)
);
CREATE INDEX meeting_participant_by_person ON meeting_participant (project_id, person_id);

CREATE TABLE meeting_item (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    meeting_id TEXT NOT NULL REFERENCES meeting (id),
    place BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('report', 'decision', 'gate', 'free')),
    ref_id TEXT NOT NULL,
    title TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    presenter_id TEXT REFERENCES person (id),
    said TEXT NOT NULL,
    decision_id TEXT NOT NULL,
    votes_for BIGINT NOT NULL,
    votes_against BIGINT NOT NULL,
    votes_abstained BIGINT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX meeting_item_by_meeting ON meeting_item (meeting_id, place);
CREATE INDEX meeting_item_by_ref ON meeting_item (project_id, kind, ref_id);

CREATE TABLE meeting_action (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    meeting_id TEXT NOT NULL REFERENCES meeting (id),
    item_id TEXT NOT NULL REFERENCES meeting_item (id),
    title TEXT NOT NULL,
    owner_id TEXT REFERENCES person (id),
    due_on DATE,
    task_id TEXT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX meeting_action_by_meeting ON meeting_action (meeting_id, item_id);

CREATE TABLE meeting_minutes (
    meeting_id TEXT PRIMARY KEY REFERENCES meeting (id),
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    input TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX meeting_minutes_by_project ON meeting_minutes (project_id);

-- +goose Down
SELECT 1;
