// Package finding keeps the words by which the things of a project are found: one
// row for each, written in the same transaction as the thing itself.
package finding

import (
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/platform/i18n"
	"stegvis/app/platform/text"
)

// Thing is what can be found.
type Thing struct {
	OrganisationID string
	ProjectID      string
	Kind           string
	ID             string
	OnKind, OnID   string // what it hangs on and goes with; "" when it stands by itself
	Place          string // of its page, below the project's address
	Code           string // its number as people name it, "" for none
	Title          i18n.Phrase
	Body           []i18n.Phrase // all else that is said in it
	State          string        // key of the word for where it stands, "" for none
	OwnerID        string        // "" for nobody
	Needs          string        // the permission without which it is not found; "" for most
	ChangedAt      time.Time
}

// Row is a thing as it is stored: with its words in plain form, those of a
// catalogue in every language.
type Row struct {
	ProjectID      string `gorm:"primaryKey"`
	Kind           string `gorm:"primaryKey"`
	ObjectID       string `gorm:"primaryKey"`
	OrganisationID string
	OnKind         string
	OnID           string
	Place          string
	Code           string
	Title          string
	TitleKey       string
	Body           []i18n.Phrase `gorm:"serializer:json"`
	State          string
	OwnerID        string
	Needs          string
	TitleFold      string
	Words          string
	ChangedAt      time.Time
}

// TableName tells GORM.
func (Row) TableName() string { return "finding" }

// Titled is the title as a phrase.
func (r Row) Titled() i18n.Phrase { return i18n.Phrase{Key: r.TitleKey, Text: r.Title} }

// Keep makes things findable, or found by their present words.
func Keep(tx *gorm.DB, t *i18n.Text, things ...Thing) error {
	if len(things) == 0 {
		return nil
	}
	rows := make([]Row, len(things))
	for i, one := range things {
		rows[i] = one.row(t)
	}
	return tx.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "project_id"}, {Name: "kind"}, {Name: "object_id"}},
		UpdateAll: true,
	}).Create(&rows).Error
}

// Forget lets a thing be found no more.
func Forget(tx *gorm.DB, projectID, kind, id string) error {
	return tx.Where("project_id = ? AND kind = ? AND object_id = ?", projectID, kind, id).Delete(&Row{}).Error
}

func (o Thing) row(t *i18n.Text) Row {
	title := plain(t, o.Title)
	words := append([]string{strings.ToLower(o.Code)}, title...)
	body := []i18n.Phrase{}
	for _, p := range o.Body {
		if p.Text != "" || p.Key != "" {
			body = append(body, p)
			words = append(words, plain(t, p)...)
		}
	}
	return Row{
		ProjectID: o.ProjectID, Kind: o.Kind, ObjectID: o.ID, OrganisationID: o.OrganisationID, OnKind: o.OnKind, OnID: o.OnID,
		Place: o.Place, Code: o.Code, Title: o.Title.Text, TitleKey: o.Title.Key, Body: body, State: o.State, OwnerID: o.OwnerID, Needs: o.Needs,
		TitleFold: strings.Join(title, "\n"), Words: strings.Join(words, "\n"), ChangedAt: o.ChangedAt,
	}
}

// plain is a phrase in plain form, in each language that it has.
func plain(t *i18n.Text, p i18n.Phrase) []string {
	var all []string
	for _, s := range t.Everywhere(p) {
		if s = text.Plain(s); !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}
