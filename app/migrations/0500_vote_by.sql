-- +goose Up

-- Who gave an answer by circulation: the member or who stood in for them. A name does not
-- tell, since people are renamed; of answers from before this it is all there is.
ALTER TABLE decision_vote ADD COLUMN by_id TEXT NOT NULL DEFAULT '';

-- +goose Down
SELECT 1;
