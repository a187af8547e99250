-- +goose Up
ALTER TABLE account ADD COLUMN name_fold TEXT NOT NULL DEFAULT '';
UPDATE account SET name_fold = LOWER(name);
CREATE INDEX account_name ON account (name_fold, id);

-- a sponsor needs no account, so the mark belongs to the person
ALTER TABLE person ADD COLUMN sponsor BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE person SET sponsor = TRUE WHERE id IN (SELECT person_id FROM member WHERE sponsor);
ALTER TABLE member DROP COLUMN sponsor;
CREATE INDEX link_organisation ON link (organisation_id, purpose);

-- +goose Down
SELECT 1;
