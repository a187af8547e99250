-- +goose Up
-- The plain form of names, by which lists are searched: SQLite's LOWER knows no
-- letters beyond ASCII. What is there already has its address for one until it is
-- saved again.
ALTER TABLE organisation ADD COLUMN name_fold TEXT NOT NULL DEFAULT '';
UPDATE organisation SET name_fold = LOWER(name) || ' ' || REPLACE(slug, '-', ' ');
ALTER TABLE project ADD COLUMN name_fold TEXT NOT NULL DEFAULT '';
UPDATE project SET name_fold = LOWER(name) || ' ' || REPLACE(slug, '-', ' ');

-- +goose Down
SELECT 1;
