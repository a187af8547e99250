-- +goose Up
ALTER TABLE review_asked ADD COLUMN revoked_at TIMESTAMP;
CREATE INDEX review_sending_by_asked ON review_sending (asked_id, state);

CREATE TABLE review_closing (
    review_id TEXT PRIMARY KEY REFERENCES report_review (id),
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    report_id TEXT NOT NULL REFERENCES report (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('approved', 'refused', 'noted', 'divided', 'lapsed')),
    votes_for BIGINT NOT NULL,
    votes_against BIGINT NOT NULL,
    votes_abstained BIGINT NOT NULL,
    members BIGINT NOT NULL,
    closed_by TEXT NOT NULL,
    closed_name TEXT NOT NULL,
    closed_at TIMESTAMP NOT NULL
);
CREATE INDEX review_closing_by_report ON review_closing (project_id, report_id);

CREATE INDEX report_draft_by_variant ON report_draft (variant_id) WHERE variant_id <> '' AND issued_id = '' AND deleted_at IS NULL;
CREATE INDEX report_schedule_by_variant ON report_schedule (variant_id) WHERE variant_id <> '' AND deleted_at IS NULL;

-- +goose Down
SELECT 1;
