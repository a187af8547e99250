-- +goose Up
-- what a card or an option of a workshop has become, with its words and votes as they were then
CREATE TABLE workshop_taken (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    workshop_id TEXT NOT NULL REFERENCES workshop (id),
    activity_id TEXT NOT NULL REFERENCES workshop_activity (id),
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    row_id TEXT NOT NULL,
    words TEXT NOT NULL,
    voting TEXT NOT NULL,
    dots BIGINT NOT NULL,
    place BIGINT NOT NULL,
    among BIGINT NOT NULL,
    yes BIGINT NOT NULL,
    no BIGINT NOT NULL,
    abstain BIGINT NOT NULL,
    agreed BIGINT NOT NULL,
    taken_at TIMESTAMP NOT NULL,
    UNIQUE (activity_id, subject)
);
CREATE INDEX workshop_taken_by_row ON workshop_taken (project_id, kind, row_id);
CREATE INDEX workshop_taken_by_workshop ON workshop_taken (workshop_id);
-- +goose Down
SELECT 1;
