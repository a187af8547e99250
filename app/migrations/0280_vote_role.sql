-- +goose Up
-- A vote carries its voter's role, which never changes: so a thousand people's votes
-- are counted from one index when they are revealed.
ALTER TABLE workshop_vote ADD COLUMN role TEXT NOT NULL DEFAULT '';
UPDATE workshop_vote SET role = (SELECT p.role FROM workshop_participant AS p WHERE p.id = workshop_vote.participant_id);
CREATE INDEX workshop_vote_by_role ON workshop_vote (activity_id, subject, role, value);

-- +goose Down
SELECT 1;
