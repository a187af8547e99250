-- +goose Up
CREATE INDEX report_by_project ON report (project_id, number);

-- +goose Down
SELECT 1;
