-- +goose Up
-- of what was typed of an activity, so that the second of two who change it is told
ALTER TABLE workshop_activity ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- +goose Down
SELECT 1;
