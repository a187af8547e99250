-- +goose Up
-- What was voted is counted once, when nobody votes any more, and not before a hall
-- that waits for the reveal. Where there is no row, votes are counted as they stand.
CREATE TABLE workshop_tally (
    activity_id TEXT PRIMARY KEY REFERENCES workshop_activity (id) ON DELETE CASCADE,
    workshop_id TEXT NOT NULL,
    ballots TEXT NOT NULL
);
CREATE INDEX workshop_tally_by_workshop ON workshop_tally (workshop_id);

-- +goose Down
SELECT 1;
