-- +goose Up
CREATE TABLE job (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload JSONB NOT NULL,
    unique_key TEXT,
    run_at TIMESTAMP NOT NULL,
    attempts BIGINT NOT NULL,
    max_attempts BIGINT NOT NULL,
    leased_until TIMESTAMP,
    leased_by TEXT NOT NULL,
    last_error TEXT NOT NULL,
    gave_up BOOLEAN NOT NULL,
    done_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX job_unique ON job (kind, unique_key) WHERE done_at IS NULL;
CREATE INDEX job_due ON job (run_at, id) WHERE done_at IS NULL;
CREATE INDEX job_done ON job (done_at) WHERE done_at IS NOT NULL;

-- +goose Down
DROP TABLE job;
