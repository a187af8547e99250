-- +goose Up

-- The committee is asked to sign a report or, by circulation, to answer a question.
-- Who is asked, the links of those without an account and the letters with them are
-- kept alike for both: purpose is that of the links, object the report or decision.
CREATE TABLE committee_asked (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('review', 'ballot')),
    object_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    for_id TEXT NOT NULL,
    for_name TEXT NOT NULL,
    revoked_at TIMESTAMP,
    UNIQUE (object_id, purpose, person_id)
);
CREATE INDEX committee_asked_by_project ON committee_asked (project_id, person_id);
INSERT INTO committee_asked (id, organisation_id, project_id, purpose, object_id, place, person_id, name, for_id, for_name, revoked_at)
SELECT id, organisation_id, project_id, 'review', report_id, place, person_id, name, for_id, for_name, revoked_at FROM review_asked;

CREATE TABLE committee_link (
    link_id TEXT PRIMARY KEY REFERENCES link (id),
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    asked_id TEXT NOT NULL REFERENCES committee_asked (id),
    sending_id TEXT NOT NULL,
    token TEXT NOT NULL,
    made_name TEXT NOT NULL,
    opened_at TIMESTAMP
);
CREATE INDEX committee_link_by_asked ON committee_link (asked_id);
CREATE INDEX committee_link_by_sending ON committee_link (sending_id);
CREATE INDEX committee_link_by_project ON committee_link (project_id);
INSERT INTO committee_link (link_id, organisation_id, project_id, asked_id, sending_id, token, made_name, opened_at)
SELECT link_id, organisation_id, project_id, asked_id, sending_id, token, made_name, opened_at FROM review_link;

-- A letter that asks to sign carries a report; report_id is empty of one that asks for
-- an answer.
CREATE TABLE committee_letter (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    asked_id TEXT NOT NULL REFERENCES committee_asked (id),
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
CREATE INDEX committee_letter_by_asked ON committee_letter (asked_id, state);
CREATE INDEX committee_letter_waiting ON committee_letter (due_at) WHERE state = 'waiting';
CREATE INDEX committee_letter_by_project ON committee_letter (project_id, state);
INSERT INTO committee_letter (id, organisation_id, project_id, report_id, asked_id, person_id, name, email, lang, account, state, attempts, last_error, due_at, sent_at, created_at)
SELECT id, organisation_id, project_id, report_id, asked_id, person_id, name, email, lang, account, state, attempts, last_error, due_at, sent_at, created_at FROM review_sending;

DROP TABLE review_sending;
DROP TABLE review_link;
DROP TABLE review_asked;

-- An answer by circulation keeps by which door its voice came, and by which link.
ALTER TABLE decision_vote ADD COLUMN via TEXT NOT NULL DEFAULT 'account' CHECK (via IN ('account', 'link'));
ALTER TABLE decision_vote ADD COLUMN link_id TEXT NOT NULL DEFAULT '';

-- +goose Down
SELECT 1;
