package record

import (
	"gorm.io/gorm"

	"stegvis/app/platform/finding"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// Found is what a row shows of itself to those who search.
type Found struct {
	Code    string // its number as people name it, "" for none
	Title   i18n.Phrase
	Body    []i18n.Phrase // all else that is said in it
	State   string        // key of the word for where it stands, "" for none
	OwnerID string        // "" for nobody
	Place   string        // of its page below the project's, where its kind and id do not say
}

// Findable is a row that is found by its words. One that is not is written all
// the same, and found by nobody.
type Findable interface {
	Kept
	Found() Found
}

// findable keeps the words of a row that was just written.
func findable(tx *gorm.DB, key project.Scope, row Kept) error {
	f, is := row.(Findable)
	if !is {
		return nil
	}
	base := row.Base()
	if base.DeletedAt != nil {
		return finding.Forget(tx, base.ProjectID, string(row.RecordKind()), base.ID)
	}
	return finding.Keep(tx, key.Text, thing(f))
}

func thing(row Findable) finding.Thing {
	base, found := row.Base(), row.Found()
	return finding.Thing{
		OrganisationID: base.OrganisationID, ProjectID: base.ProjectID, Kind: string(row.RecordKind()), ID: base.ID,
		Place: found.Place, Code: found.Code, Title: found.Title, Body: found.Body, State: found.State, OwnerID: found.OwnerID, Needs: string(needsOf(row)), ChangedAt: base.UpdatedAt,
	}
}

// found is the comment as it is searched: by who wrote it and what it says.
func (c Comment) found() finding.Thing {
	return finding.Thing{
		OrganisationID: c.OrganisationID, ProjectID: c.ProjectID, Kind: string(CommentKind), ID: c.ID, OnKind: string(c.Kind), OnID: c.ObjectID,
		Title: i18n.Phrase{Key: c.TextKey, Text: excerpt(c.Body)}, Body: []i18n.Phrase{c.Says(), {Text: c.AuthorName}}, ChangedAt: c.CreatedAt,
	}
}

// found is the file as it is searched: by its name.
func (f File) found() finding.Thing {
	return finding.Thing{
		OrganisationID: f.OrganisationID, ProjectID: f.ProjectID, Kind: string(FileKind), ID: f.ID, OnKind: string(f.Kind), OnID: f.ObjectID,
		Title: i18n.Phrase{Text: f.Name}, ChangedAt: f.CreatedAt,
	}
}
