-- +goose Up
CREATE TABLE report_schedule (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    variant_id TEXT NOT NULL,
    lang TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('monthly', 'meeting')),
    month_day BIGINT NOT NULL,
    at_time TEXT NOT NULL,
    days_ahead BIGINT NOT NULL,
    extra_ids TEXT NOT NULL,
    paused BOOLEAN NOT NULL,
    period TEXT NOT NULL,
    prepare_at TIMESTAMP,
    UNIQUE (project_id, number)
);
CREATE INDEX report_schedule_due ON report_schedule (prepare_at) WHERE deleted_at IS NULL AND prepare_at IS NOT NULL;
CREATE INDEX report_schedule_way ON report_schedule (way, project_id) WHERE deleted_at IS NULL;

CREATE TABLE report_occasion (
    schedule_id TEXT NOT NULL REFERENCES report_schedule (id),
    period TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('drafted', 'issued', 'held', 'dropped', 'missed')),
    due_at TIMESTAMP NOT NULL,
    issue_at TIMESTAMP NOT NULL,
    meeting_id TEXT NOT NULL,
    meeting_version BIGINT NOT NULL,
    draft_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (schedule_id, period)
);
CREATE INDEX report_occasion_due ON report_occasion (issue_at) WHERE state = 'drafted';
CREATE INDEX report_occasion_by_draft ON report_occasion (draft_id);
CREATE INDEX report_occasion_by_project ON report_occasion (project_id, due_at);

ALTER TABLE report_draft ADD COLUMN issue_at TIMESTAMP;
CREATE INDEX report_draft_due ON report_draft (issue_at) WHERE issued_id = '' AND deleted_at IS NULL;

CREATE TABLE report_sending (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    report_id TEXT NOT NULL REFERENCES report (id),
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    lang TEXT NOT NULL,
    account BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts BIGINT NOT NULL,
    last_error TEXT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (report_id, person_id)
);
CREATE INDEX report_sending_waiting ON report_sending (due_at) WHERE state = 'waiting';
CREATE INDEX report_sending_by_project ON report_sending (project_id, state);

-- +goose Down
SELECT 1;
