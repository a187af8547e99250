-- +goose Up
CREATE INDEX risk_by_cell ON risk (project_id, likelihood, impact);

-- +goose Down
SELECT 1;
