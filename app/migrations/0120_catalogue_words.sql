-- +goose Up
ALTER TABLE forecast ADD COLUMN text_key TEXT NOT NULL DEFAULT '';
ALTER TABLE comment ADD COLUMN text_key TEXT NOT NULL DEFAULT '';

-- +goose Down
SELECT 1;
