-- +goose Up
-- the filters and orders of the lists of members, organisations and invitations
CREATE INDEX member_role ON member (project_id, role);
CREATE INDEX organisation_member_role ON organisation_member (organisation_id, role);
CREATE INDEX organisation_name ON organisation (name, id);
CREATE INDEX project_name ON project (organisation_id, name, id);
CREATE INDEX coalition_member_left ON coalition_member (project_id, left_on);

-- +goose Down
SELECT 1;
