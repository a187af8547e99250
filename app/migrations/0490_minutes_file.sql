-- +goose Up
ALTER TABLE meeting_minutes ADD COLUMN lang TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting_minutes ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting_minutes ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting_minutes ADD COLUMN pages BIGINT NOT NULL DEFAULT 0;
ALTER TABLE meeting_minutes ADD COLUMN pdf BYTEA;
CREATE INDEX meeting_minutes_by_sha256 ON meeting_minutes (sha256);
CREATE INDEX meeting_minutes_by_digest ON meeting_minutes (digest);

-- +goose Down
SELECT 1;
