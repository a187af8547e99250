-- +goose Up
CREATE TABLE report_review (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    report_id TEXT NOT NULL REFERENCES report (id),
    title TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    quorum_by TEXT NOT NULL CHECK (quorum_by IN ('members', 'share')),
    quorum BIGINT NOT NULL,
    majority TEXT NOT NULL CHECK (majority IN ('simple', 'absolute', 'two_thirds', 'unanimous')),
    members BIGINT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_name TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    UNIQUE (report_id)
);
CREATE INDEX report_review_by_project ON report_review (project_id);

CREATE TABLE review_asked (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    review_id TEXT NOT NULL REFERENCES report_review (id),
    report_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    for_id TEXT NOT NULL,
    for_name TEXT NOT NULL,
    UNIQUE (review_id, person_id)
);
CREATE INDEX review_asked_by_report ON review_asked (report_id, person_id);
CREATE INDEX review_asked_by_project ON review_asked (project_id);

CREATE TABLE review_signoff (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    review_id TEXT NOT NULL REFERENCES report_review (id),
    report_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    for_id TEXT NOT NULL,
    for_name TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('acknowledged', 'approved', 'refused')),
    reason TEXT NOT NULL,
    via TEXT NOT NULL CHECK (via IN ('account', 'link')),
    link_id TEXT NOT NULL,
    signed_at TIMESTAMP NOT NULL,
    UNIQUE (review_id, number)
);
CREATE INDEX review_signoff_by_report ON review_signoff (report_id, number);
CREATE INDEX review_signoff_by_project ON review_signoff (project_id);

CREATE TABLE review_remark (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    review_id TEXT NOT NULL REFERENCES report_review (id),
    report_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    section TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    via TEXT NOT NULL CHECK (via IN ('account', 'link')),
    link_id TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    UNIQUE (review_id, number)
);
CREATE INDEX review_remark_by_project ON review_remark (project_id);

CREATE TABLE review_link (
    link_id TEXT PRIMARY KEY REFERENCES link (id),
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    review_id TEXT NOT NULL REFERENCES report_review (id),
    asked_id TEXT NOT NULL REFERENCES review_asked (id),
    sending_id TEXT NOT NULL,
    token TEXT NOT NULL,
    made_name TEXT NOT NULL,
    opened_at TIMESTAMP
);
CREATE INDEX review_link_by_review ON review_link (review_id);
CREATE INDEX review_link_by_sending ON review_link (sending_id);
CREATE INDEX review_link_by_project ON review_link (project_id);

CREATE TABLE review_sending (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    report_id TEXT NOT NULL REFERENCES report (id),
    asked_id TEXT NOT NULL REFERENCES review_asked (id),
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
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX review_sending_by_report ON review_sending (report_id, created_at);
CREATE INDEX review_sending_waiting ON review_sending (due_at) WHERE state = 'waiting';
CREATE INDEX review_sending_by_project ON review_sending (project_id, state);

-- +goose Down
SELECT 1;
