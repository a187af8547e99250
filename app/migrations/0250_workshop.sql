-- +goose Up
CREATE TABLE workshop (
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
    held_on DATE NOT NULL,
    naming TEXT NOT NULL CHECK (naming IN ('named', 'anonymous', 'either')),
    ask_role BOOLEAN NOT NULL,
    tables BIGINT NOT NULL,
    rehearsal BOOLEAN NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX workshop_by_day ON workshop (project_id, held_on);

CREATE TABLE workshop_live (
    workshop_id TEXT PRIMARY KEY REFERENCES workshop (id),
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    code TEXT UNIQUE,
    code_until TIMESTAMP,
    locked BOOLEAN NOT NULL,
    activity_id TEXT NOT NULL,
    timer_until TIMESTAMP,
    opened_at TIMESTAMP,
    ended_at TIMESTAMP
);

CREATE TABLE workshop_activity (
    id TEXT PRIMARY KEY,
    workshop_id TEXT NOT NULL REFERENCES workshop (id),
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    text_key TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('waiting', 'open', 'closed', 'revealed')),
    settings TEXT NOT NULL,
    outcome TEXT NOT NULL,
    opened_at TIMESTAMP,
    revealed_at TIMESTAMP
);
CREATE INDEX workshop_activity_by_place ON workshop_activity (workshop_id, place);

CREATE TABLE workshop_participant (
    id TEXT PRIMARY KEY,
    workshop_id TEXT NOT NULL REFERENCES workshop (id),
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    seat BIGINT NOT NULL,
    table_number BIGINT NOT NULL,
    proxy BOOLEAN NOT NULL,
    made_up BOOLEAN NOT NULL,
    joined_at TIMESTAMP NOT NULL,
    left_at TIMESTAMP
);
CREATE UNIQUE INDEX workshop_participant_by_seat ON workshop_participant (workshop_id, seat);

CREATE TABLE workshop_card (
    id TEXT PRIMARY KEY,
    activity_id TEXT NOT NULL REFERENCES workshop_activity (id),
    workshop_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    participant_id TEXT NOT NULL,
    text TEXT NOT NULL,
    part TEXT NOT NULL,
    cluster TEXT NOT NULL,
    col BIGINT NOT NULL,
    line BIGINT NOT NULL,
    hidden BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX workshop_card_by_activity ON workshop_card (activity_id, created_at);

CREATE TABLE workshop_vote (
    activity_id TEXT NOT NULL REFERENCES workshop_activity (id),
    subject TEXT NOT NULL,
    participant_id TEXT NOT NULL REFERENCES workshop_participant (id),
    workshop_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    value BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (activity_id, subject, participant_id)
);
CREATE INDEX workshop_vote_by_participant ON workshop_vote (participant_id, activity_id);

CREATE INDEX workshop_live_by_project ON workshop_live (project_id);
CREATE INDEX workshop_activity_by_project ON workshop_activity (project_id);
CREATE INDEX workshop_participant_by_project ON workshop_participant (project_id);
CREATE INDEX workshop_card_by_project ON workshop_card (project_id);
CREATE INDEX workshop_vote_by_project ON workshop_vote (project_id);
-- +goose Down
SELECT 1;
