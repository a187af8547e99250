-- +goose Up
-- From a task, and from a decision, back to the meeting that it came from.
CREATE INDEX meeting_action_by_task ON meeting_action (project_id, task_id);
CREATE INDEX meeting_item_by_decision ON meeting_item (project_id, decision_id);

-- +goose Down
SELECT 1;
