// Package stakeholder keeps whom the change touches and what is done for them: the
// stakeholders with their influence and attitude, the coalition that carries the
// change, the messages that tell of it, and the trainings that enable it.
package stakeholder

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Stakeholders keeps the stakeholders, coalitions, messages and trainings of all projects.
type Stakeholders struct {
	db        *database.DB
	people    *project.Projects
	Parties   record.Register[Party, *Party, PartyDraft]
	Members   record.Register[Member, *Member, MemberDraft]
	Messages  record.Register[Message, *Message, MessageDraft]
	Trainings record.Register[Training, *Training, TrainingDraft]
}

// New takes the database, and the people among whom members are found.
func New(db *database.DB, people *project.Projects) *Stakeholders {
	may := project.EditRegisters
	return &Stakeholders{
		db: db, people: people,
		Parties:   record.Register[Party, *Party, PartyDraft]{DB: db, May: may, Check: checkParty, Then: appendStand, See: seeParties},
		Members:   record.Register[Member, *Member, MemberDraft]{DB: db, May: may, Check: checkMember, Load: nameMember},
		Messages:  record.Register[Message, *Message, MessageDraft]{DB: db, May: may, Check: checkMessage},
		Trainings: record.Register[Training, *Training, TrainingDraft]{DB: db, May: may, Check: checkTraining},
	}
}

func checkMessage(tx *gorm.DB, key project.Scope, m *Message) error {
	m.SubjectFold = text.Fold(m.Subject)
	return project.CheckPeople(tx, key, map[string]string{"sender_id": m.Sender()})
}

func checkTraining(_ *gorm.DB, _ project.Scope, t *Training) error {
	t.TopicFold = text.Fold(t.Topic)
	return nil
}

// happened is the day on which something that was planned came about: today when
// it did and no day was typed, no day when it did not.
func happened(did bool, typed, today date.Day) date.Day {
	switch {
	case !did:
		return date.Day{}
	case typed.IsZero():
		return today
	}
	return typed
}

// notAhead refuses a day of something that has come about, when it lies ahead.
func notAhead(field string, did bool, typed date.Day, key project.Scope) error {
	if did && typed.After(key.Today()) {
		return fault.Field(field, "fault.field.ahead")
	}
	return nil
}

// written refuses words that are nothing but spaces, by field.
func written(words map[string]string) error {
	wrong := map[string]fault.Text{}
	for field, word := range words {
		if strings.TrimSpace(word) == "" {
			wrong[field] = fault.Text{Key: "fault.field.required"}
		}
	}
	if len(wrong) > 0 {
		return fault.Wrong(wrong)
	}
	return nil
}

// overdue reports whether something that is still planned should have come about.
func overdue(planned bool, on, today date.Day) bool {
	return planned && !on.IsZero() && on.Before(today)
}

// rows are a project's rows of one sort.
func rows[T any](tx *gorm.DB, key project.Scope) *gorm.DB {
	return tx.Model(new(T)).Where("project_id = ? AND deleted_at IS NULL", key.ProjectID)
}

// find is a page of a list.
func find[T any](ctx context.Context, db *database.DB, key project.Scope, narrow func(*gorm.DB) *gorm.DB, order string, p record.Page) (record.Paged[T], error) {
	var found record.Paged[T]
	if err := key.Require(project.Read); err != nil {
		return found, err
	}
	err := db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		found, err = record.Fetch[T](narrow(rows[T](tx, key)), order, p)
		return err
	})
	return found, err
}

// equal narrows a query by columns; empty values do not.
func equal(q *gorm.DB, columns map[string]string) *gorm.DB {
	for column, value := range columns {
		if value != "" {
			q = q.Where(column+" = ?", value)
		}
	}
	return q
}

// order is a list's order as SQL: the usual one unless a known column is asked
// for. Rows without a value come last, on either database.
func order(columns map[string]string, sort string, desc bool, usual string) string {
	column, known := columns[sort]
	switch {
	case !known:
		return usual
	case desc:
		return column + " IS NULL, " + column + " DESC, id DESC"
	}
	return column + " IS NULL, " + column + ", id"
}
