-- +goose Up
CREATE TABLE coalition_member (
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
    part TEXT NOT NULL CHECK (part IN ('sponsor', 'project_lead', 'line_manager', 'expert', 'employee_voice', 'communicator', 'it')),
    note TEXT NOT NULL,
    joined_on DATE,
    left_on DATE,
    UNIQUE (project_id, number)
);
CREATE INDEX coalition_member_by_person ON coalition_member (project_id, person_id);
CREATE INDEX coalition_member_by_part ON coalition_member (project_id, part);

CREATE TABLE message (
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
    subject TEXT NOT NULL,
    subject_fold TEXT NOT NULL,
    body TEXT NOT NULL,
    audience TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('workshop', 'seminar', 'meeting', 'mail', 'intranet', 'one_to_one')),
    sender_id TEXT REFERENCES person (id),
    planned_on DATE,
    sent_on DATE,
    status TEXT NOT NULL CHECK (status IN ('planned', 'sent', 'cancelled')),
    reach BIGINT NOT NULL CHECK (reach >= 0),
    UNIQUE (project_id, number)
);
CREATE INDEX message_by_status ON message (project_id, status, planned_on);
CREATE INDEX message_by_channel ON message (project_id, channel);
CREATE INDEX message_by_sender ON message (project_id, sender_id);

CREATE TABLE training (
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
    topic TEXT NOT NULL,
    topic_fold TEXT NOT NULL,
    audience TEXT NOT NULL,
    trainer TEXT NOT NULL,
    note TEXT NOT NULL,
    planned_on DATE,
    held_on DATE,
    minutes BIGINT NOT NULL CHECK (minutes >= 0),
    places BIGINT NOT NULL CHECK (places >= 0),
    attended BIGINT NOT NULL CHECK (attended >= 0),
    status TEXT NOT NULL CHECK (status IN ('planned', 'held', 'cancelled')),
    UNIQUE (project_id, number)
);
CREATE INDEX training_by_status ON training (project_id, status, planned_on);

-- +goose Down
SELECT 1;
