-- +goose Up
CREATE TABLE agenda (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_fold TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    size BIGINT NOT NULL,
    points TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX agenda_by_account ON agenda (account_id, name_fold);
-- +goose Down
SELECT 1;
