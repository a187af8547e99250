-- +goose Up
-- how many risks of each status stand in each cell of the matrix, kept as they are written
CREATE TABLE risk_tally (
    project_id TEXT NOT NULL REFERENCES project (id),
    organisation_id TEXT NOT NULL,
    status TEXT NOT NULL,
    likelihood BIGINT NOT NULL,
    impact BIGINT NOT NULL,
    count BIGINT NOT NULL CHECK (count >= 0),
    PRIMARY KEY (project_id, status, likelihood, impact)
);
INSERT INTO risk_tally (project_id, organisation_id, status, likelihood, impact, count)
    SELECT project_id, organisation_id, status, likelihood, impact, COUNT(*) FROM risk WHERE deleted_at IS NULL GROUP BY project_id, organisation_id, status, likelihood, impact;
CREATE INDEX risk_by_origin ON risk (project_id, origin_kind) WHERE deleted_at IS NULL;

-- +goose Down
SELECT 1;
