-- +goose Up

-- A question may be circulated more than once: its round says which answers count, and
-- their number in which order they were given, whatever the clock says. What was
-- answered before is told apart by the clock, for the last time.
ALTER TABLE decision ADD COLUMN round BIGINT NOT NULL DEFAULT 0;
UPDATE decision SET round = 1 WHERE circulated_at IS NOT NULL;

ALTER TABLE decision_vote ADD COLUMN round BIGINT NOT NULL DEFAULT 0;
ALTER TABLE decision_vote ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
UPDATE decision_vote SET
    round = (SELECT COUNT(*) FROM decision AS d WHERE d.id = decision_vote.decision_id AND d.circulated_at <= decision_vote.made_at),
    number = (SELECT COUNT(*) FROM decision_vote AS o WHERE o.decision_id = decision_vote.decision_id
        AND (o.made_at < decision_vote.made_at OR o.made_at = decision_vote.made_at AND o.id <= decision_vote.id));
CREATE UNIQUE INDEX decision_vote_once ON decision_vote (decision_id, number);

-- +goose Down
SELECT 1;
