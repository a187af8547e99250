-- +goose Up

-- Lines of the log that were written by one change of many rows: one Undo takes
-- all of them back.
ALTER TABLE audit ADD COLUMN batch TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_batch ON audit (stream, batch, seq) WHERE batch <> '';

-- Forms that were sent, so that one that arrives twice is answered once.
CREATE TABLE sent_form (
    digest TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    at TIMESTAMP NOT NULL,
    location TEXT NOT NULL,
    word TEXT NOT NULL
);
CREATE INDEX sent_form_at ON sent_form (at);
CREATE INDEX sent_form_of ON sent_form (account_id);

-- The orders and filters of the lists.
CREATE INDEX risk_list_score ON risk (project_id, score, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_list_title ON risk (project_id, title_fold, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_list_review ON risk (project_id, review_on, id) WHERE deleted_at IS NULL;
CREATE INDEX task_list_title ON task (project_id, title_fold, number) WHERE deleted_at IS NULL;
CREATE INDEX task_list_milestone ON task (project_id, planned_finish) WHERE milestone AND deleted_at IS NULL;
CREATE INDEX cost_line_list_owner ON cost_line (project_id, owner_id);
CREATE INDEX decision_list_question ON decision (project_id, question_fold, number) WHERE deleted_at IS NULL;
CREATE INDEX decision_list_deadline ON decision (project_id, deadline) WHERE deleted_at IS NULL;
CREATE INDEX decision_list_decided ON decision (project_id, decided_on) WHERE deleted_at IS NULL;
CREATE INDEX message_list_subject ON message (project_id, subject_fold, id) WHERE deleted_at IS NULL;
CREATE INDEX message_list_kotter ON message (project_id, kotter_step);
CREATE INDEX message_list_gartner ON message (project_id, gartner_step);
CREATE INDEX training_list_topic ON training (project_id, topic_fold, id) WHERE deleted_at IS NULL;
CREATE INDEX training_list_kotter ON training (project_id, kotter_step);
CREATE INDEX training_list_gartner ON training (project_id, gartner_step);
CREATE INDEX audit_kind ON audit (stream, kind, seq);
CREATE INDEX audit_action ON audit (stream, action, seq);

-- +goose Down
SELECT 1;
