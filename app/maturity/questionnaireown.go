package maturity

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// QuestionnaireKind names questionnaires in the log.
const QuestionnaireKind record.Kind = "questionnaire"

// edition is one version of an organisation's own questionnaire. A change is a new
// edition, so that an assessment is read by what it was made by; taken away, none
// is offered any longer, but what was made by it stays readable.
type edition struct {
	ID             string        `gorm:"primaryKey"`
	OrganisationID string        `json:"organisation_id"`
	Key            string        `json:"key"`
	Version        int64         `json:"version"`
	Title          string        `json:"title"`
	Content        Questionnaire `json:"content" gorm:"type:jsonb;serializer:json"`
	MadeBy         string        `json:"made_by"`
	CreatedAt      time.Time     `json:"created_at"`
	DeletedAt      *time.Time    `json:"deleted_at"`
}

// TableName tells GORM.
func (edition) TableName() string { return "questionnaire" }

func (e edition) questionnaire() Questionnaire {
	q := e.Content
	q.Key, q.Edition = e.Key, e.Version
	return q
}

// newest is the latest edition of an organisation's questionnaire, or NotFound.
func newest(tx *gorm.DB, key project.Scope, name string) (edition, error) {
	var e edition
	err := tx.Where("organisation_id = ? AND key = ? AND deleted_at IS NULL", key.OrganisationID, name).Order("version DESC").Limit(1).Take(&e).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Missing()
	}
	return e, err
}

// current is the questionnaire of a key as it is asked today.
func (s *Register) current(tx *gorm.DB, key project.Scope, name string) (Questionnaire, error) {
	if q, ok, err := s.shelf.Of(name); ok || err != nil {
		return q, err
	}
	e, err := newest(tx, key, name)
	return e.questionnaire(), err
}

// Questionnaire is the questionnaire of a key as it is asked today, or NotFound.
func (s *Register) Questionnaire(ctx context.Context, key project.Scope, name string) (Questionnaire, error) {
	var q Questionnaire
	if err := key.Require(project.Read); err != nil {
		return q, err
	}
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) (err error) {
		q, err = s.current(tx, key, name)
		return err
	})
	return q, err
}

// AskedIn is the questionnaire by which an assessment was made, in the edition of
// that day.
func (s *Register) AskedIn(ctx context.Context, key project.Scope, a Assessment) (Questionnaire, error) {
	if a.Edition == 0 {
		q, ok, err := s.shelf.Of(a.Questionnaire)
		if err == nil && !ok {
			err = fault.Missing()
		}
		return q, err
	}
	var e edition
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("organisation_id = ? AND key = ? AND version = ?", key.OrganisationID, a.Questionnaire, a.Edition).Take(&e).Error
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Missing()
	}
	return e.questionnaire(), err
}

// mostOwn is how many questionnaires of its own an organisation may keep.
const mostOwn = 100

// Questionnaires are all that a project may be assessed by: the catalogue's, and
// its organisation's own by name.
func (s *Register) Questionnaires(ctx context.Context, key project.Scope) ([]Questionnaire, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	all, err := s.shelf.All()
	if err != nil {
		return nil, err
	}
	var own []edition
	err = s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("organisation_id = ? AND deleted_at IS NULL AND version = (SELECT MAX(n.version) FROM questionnaire AS n WHERE n.organisation_id = questionnaire.organisation_id AND n.key = questionnaire.key)",
			key.OrganisationID).Order("title, key").Limit(mostOwn).Find(&own).Error
	})
	for _, e := range own {
		all = append(all, e.questionnaire())
	}
	return all, err
}

// CreateQuestionnaire keeps a new questionnaire of the organisation. Leads of its
// projects and its owners, who are leads everywhere, may.
func (s *Register) CreateQuestionnaire(ctx context.Context, key project.Scope, d QuestionnaireDraft) (Questionnaire, error) {
	return s.keep(ctx, key, "", d)
}

// SaveQuestionnaire keeps a new edition of one; its key stays. Who saw another
// than the newest edition is told so.
func (s *Register) SaveQuestionnaire(ctx context.Context, key project.Scope, name string, d QuestionnaireDraft) (Questionnaire, error) {
	return s.keep(ctx, key, name, d)
}

func (s *Register) keep(ctx context.Context, key project.Scope, name string, d QuestionnaireDraft) (Questionnaire, error) {
	if err := key.Require(project.Manage); err != nil {
		return Questionnaire{}, err
	}
	q, err := d.read()
	if err != nil {
		return q, err
	}
	err = s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		before, err := s.replaced(tx, key, name, q, d)
		if err != nil {
			return err
		}
		e := edition{ID: database.NewID(), OrganisationID: key.OrganisationID, Key: q.Key, Version: before.Version + 1, Title: q.Title,
			Content: q, MadeBy: key.Actor().Name, CreatedAt: database.Instant(key.Now())}
		if err := tx.Create(&e).Error; err != nil {
			return err
		}
		q = e.questionnaire()
		return logged(ctx, tx, key, before, e)
	})
	return q, err
}

// CopyQuestionnaire keeps a copy of a questionnaire as the organisation's own, in
// the reader's language, under a key that is free.
func (s *Register) CopyQuestionnaire(ctx context.Context, key project.Scope, name string) (Questionnaire, error) {
	var q Questionnaire
	if err := key.Require(project.Manage); err != nil {
		return q, err
	}
	all, err := s.Questionnaires(ctx, key)
	if err != nil {
		return q, err
	}
	if q, err = s.Questionnaire(ctx, key, name); err != nil {
		return q, err
	}
	q = q.as(free(all, name))
	return s.CreateQuestionnaire(ctx, key, q.Copied(key.Text, key.Text.T("practice.copied", "title", q.Titled().In(key.Text))))
}

// free is the first key after a name that none of the questionnaires has.
func free(all []Questionnaire, name string) string {
	if len(name) > 30 {
		name = name[:30]
	}
	for n := 1; ; n++ {
		key := name + "_" + strconv.Itoa(n+1)
		if !slices.ContainsFunc(all, func(q Questionnaire) bool { return q.Key == key }) {
			return key
		}
	}
}

func logged(ctx context.Context, tx *gorm.DB, key project.Scope, before, after edition) error {
	ref := record.Ref{Kind: QuestionnaireKind, ID: after.Key}
	if before.ID == "" || before.DeletedAt != nil {
		return record.Log(ctx, tx, key, audit.Created, ref, after.Title, nil, after)
	}
	return record.Log(ctx, tx, key, audit.Changed, ref, after.Title, before, after)
}

// replaced is the edition that a new one follows, empty for the first.
func (s *Register) replaced(tx *gorm.DB, key project.Scope, name string, q Questionnaire, d QuestionnaireDraft) (edition, error) {
	if err := holdOrganisation(tx, key); err != nil {
		return edition{}, err
	}
	if _, taken, err := s.shelf.Of(q.Key); err != nil || taken {
		return edition{}, firstOf(err, atKey("practice.fault.taken", q.Key))
	}
	if name == "" {
		return s.unused(tx, key, q)
	}
	before, err := newest(tx, key, name)
	switch {
	case err != nil:
		return before, err
	case q.Key != name:
		return before, atKey("practice.fault.renamed", name)
	case before.Version != d.Version:
		return before, fault.Stale(before.questionnaire())
	}
	return before, nil
}

// unused refuses a key that is in use, and one questionnaire too many. A key
// whose questionnaire was taken away goes on counting its editions.
func (s *Register) unused(tx *gorm.DB, key project.Scope, q Questionnaire) (edition, error) {
	var n int64
	if err := tx.Model(&edition{}).Where("organisation_id = ? AND deleted_at IS NULL", key.OrganisationID).Distinct("key").Count(&n).Error; err != nil {
		return edition{}, err
	}
	if n >= mostOwn {
		return edition{}, fault.Field("source", "practice.fault.many", "limit", mostOwn)
	}
	if _, err := newest(tx, key, q.Key); !fault.Is(err, fault.NotFound) {
		return edition{}, firstOf(err, atKey("practice.fault.taken", q.Key))
	}
	var last edition
	err := tx.Where("organisation_id = ? AND key = ?", key.OrganisationID, q.Key).Order("version DESC").Limit(1).Find(&last).Error
	return last, err
}

// holdOrganisation lets those who write to the organisation take turns.
func holdOrganisation(tx *gorm.DB, key project.Scope) error {
	return tx.Exec("UPDATE organisation SET version = version WHERE id = ?", key.OrganisationID).Error
}

func firstOf(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

func atKey(text, name string) error { return fault.Field("source", text, "key", name) }

// DeleteQuestionnaire takes a questionnaire of the organisation away. What was
// assessed by it stays readable.
func (s *Register) DeleteQuestionnaire(ctx context.Context, key project.Scope, name string, version int64) error {
	if err := key.Require(project.Manage); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := holdOrganisation(tx, key); err != nil {
			return err
		}
		before, err := newest(tx, key, name)
		if err != nil {
			return err
		}
		if before.Version != version {
			return fault.Stale(before.questionnaire())
		}
		at := database.Instant(key.Now())
		err = tx.Model(&edition{}).Where("organisation_id = ? AND key = ? AND deleted_at IS NULL", key.OrganisationID, name).Update("deleted_at", at).Error
		if err != nil {
			return err
		}
		return record.Log(ctx, tx, key, audit.Deleted, record.Ref{Kind: QuestionnaireKind, ID: name}, before.Title, before, nil)
	})
}
