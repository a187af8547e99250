-- +goose Up
CREATE TABLE report (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    stream TEXT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    variant_id TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    name JSONB NOT NULL,
    lang TEXT NOT NULL,
    day DATE NOT NULL,
    digest TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    pages BIGINT NOT NULL,
    before_id TEXT NOT NULL,
    issued_by TEXT NOT NULL,
    issued_name TEXT NOT NULL,
    issued_at TIMESTAMP NOT NULL,
    UNIQUE (stream, number)
);
CREATE INDEX report_by_kind ON report (stream, kind, variant_id, subject_id, number);
CREATE INDEX report_by_sha256 ON report (sha256);
CREATE INDEX report_by_digest ON report (digest);

CREATE TABLE report_body (
    report_id TEXT PRIMARY KEY REFERENCES report (id),
    input TEXT NOT NULL,
    pdf BYTEA NOT NULL
);

CREATE TABLE report_variant (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    text_key TEXT NOT NULL,
    name TEXT NOT NULL,
    name_fold TEXT NOT NULL,
    kind TEXT NOT NULL,
    sections TEXT NOT NULL,
    UNIQUE (project_id, number)
);

CREATE TABLE report_draft (
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
    subject_id TEXT NOT NULL,
    lang TEXT NOT NULL,
    comment TEXT NOT NULL,
    issue_on DATE,
    issued_id TEXT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX report_draft_open ON report_draft (project_id, issued_id);

-- +goose Down
SELECT 1;
