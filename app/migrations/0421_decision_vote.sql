-- +goose Up

-- A question may be put to the members of the committee outside of a meeting. Their
-- answers are appended: of a member, the latest since then counts. Choice is an
-- option's number from 1, 0 for who abstains.
ALTER TABLE decision ADD COLUMN circulated_at TIMESTAMP;

CREATE TABLE decision_vote (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    decision_id TEXT NOT NULL REFERENCES decision (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    choice BIGINT NOT NULL CHECK (choice >= 0),
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL
);
CREATE INDEX decision_vote_of ON decision_vote (project_id, decision_id, made_at);

-- +goose Down
SELECT 1;
