-- +goose Up
-- How an organisation's reports look: its accent and its logo, which is a PNG of
-- this program's own making.
CREATE TABLE organisation_brand (
    organisation_id TEXT PRIMARY KEY REFERENCES organisation (id) ON DELETE CASCADE,
    accent          TEXT NOT NULL DEFAULT '',
    logo            BYTEA,
    logo_sha256     TEXT NOT NULL DEFAULT '',
    logo_width      BIGINT NOT NULL DEFAULT 0,
    logo_height     BIGINT NOT NULL DEFAULT 0,
    version         BIGINT NOT NULL,
    updated_at      TIMESTAMP NOT NULL,
    updated_by      TEXT NOT NULL
);

-- +goose Down
SELECT 1;
