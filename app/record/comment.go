package record

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/finding"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
)

// CommentKind names comments in the log.
const CommentKind Kind = "comment"

// Comment is what somebody says about a row. It is never changed; its author or
// a lead may take it away.
type Comment struct {
	ID             string     `json:"id" gorm:"primaryKey"`
	OrganisationID string     `json:"organisation_id"`
	ProjectID      string     `json:"project_id"`
	Kind           Kind       `json:"kind"`
	ObjectID       string     `json:"object_id"`
	AuthorID       string     `json:"author_id"`
	AuthorName     string     `json:"author_name"`
	Body           string     `json:"body"`
	TextKey        string     `json:"text_key"` // while it is a catalogue's
	CreatedAt      time.Time  `json:"created_at"`
	DeletedAt      *time.Time `json:"deleted_at"`
}

// TableName tells GORM.
func (Comment) TableName() string { return "comment" }

// Says is what it says, as a phrase.
func (c Comment) Says() i18n.Phrase { return i18n.Phrase{Key: c.TextKey, Text: c.Body} }

// Removable reports whether somebody may take the comment away.
func (c Comment) Removable(key project.Scope) bool {
	return key.Allows(project.Manage) || key.Allows(project.Comment) && c.AuthorID == key.Actor().ID
}

// CommentDraft is what is typed of a comment.
type CommentDraft struct {
	Body    string `form:"body" validate:"required,max=10000"`
	TextKey string `form:"-"` // of the body, for imports
}

// Comment keeps what somebody says about a row.
func (s *Attachments) Comment(ctx context.Context, key project.Scope, ref Ref, d CommentDraft) (Comment, error) {
	c := Comment{
		ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, Kind: ref.Kind, ObjectID: ref.ID,
		AuthorID: key.Actor().ID, AuthorName: key.Actor().Name, Body: strings.TrimSpace(d.Body), TextKey: d.TextKey, CreatedAt: database.Instant(key.Now()),
	}
	err := s.on(ctx, key, project.Comment, ref, func(ctx context.Context, tx *gorm.DB) error {
		if err := validate.Draft(CommentDraft{Body: c.Body}); err != nil {
			return err
		}
		if err := tx.Create(&c).Error; err != nil {
			return err
		}
		if err := finding.Keep(tx, key.Text, c.found()); err != nil {
			return err
		}
		return Log(ctx, tx, key, audit.Created, Ref{CommentKind, c.ID}, excerpt(c.Body), nil, c)
	})
	return c, err
}

func (c Comment) logged() (Ref, string) { return Ref{CommentKind, c.ID}, excerpt(c.Body) }

// excerpt is the beginning of a text, for the log.
func excerpt(body string) string {
	first, _, _ := strings.Cut(body, "\n")
	if runes := []rune(first); len(runes) > 80 {
		return string(runes[:79]) + "…"
	}
	return first
}
