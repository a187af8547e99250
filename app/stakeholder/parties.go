package stakeholder

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// checkParty takes the name of the person who is meant, and sees to it that both
// people are of this project.
func checkParty(tx *gorm.DB, key project.Scope, p *Party) error {
	if err := project.CheckPeople(tx, key, map[string]string{"owner_id": p.Owner(), "person_id": p.Who()}); err != nil {
		return err
	}
	if p.Who() != "" {
		err := tx.Model(&project.Person{}).Select("name").Where("project_id = ? AND id = ?", key.ProjectID, p.PersonID).Scan(&p.Name).Error
		if err != nil {
			return err
		}
	}
	p.NameFold = text.Fold(p.Name)
	return nil
}

// appendStand keeps a new stand beside the row that holds the latest.
func appendStand(_ context.Context, tx *gorm.DB, key project.Scope, before, after *Party) error {
	if before != nil && before.Influence == after.Influence && before.Support == after.Support && before.Wanted == after.Wanted {
		return nil
	}
	return tx.Create(&Stand{
		ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, StakeholderID: after.ID,
		Influence: after.Influence, Support: after.Support, Wanted: after.Wanted, MadeBy: key.Actor().Name, MadeAt: database.Instant(key.Now()),
	}).Error
}

// SaveParty changes a stakeholder; a stale draft is a Conflict. A form does not say
// again what sort it is.
func (s *Stakeholders) SaveParty(ctx context.Context, key project.Scope, id string, d PartyDraft) (Party, error) {
	one, err := s.Parties.One(ctx, key, id)
	if err != nil {
		return one, err
	}
	d.Sort = one.Sort
	return s.Parties.Save(ctx, key, id, d)
}

// View is which stakeholders are looked for by what they think.
type View string

// The views.
const (
	Against   View = "against"
	Undecided View = "undecided"
	For       View = "for"
)

// Views lists them.
func Views() []View { return []View{Against, Undecided, For} }

// PartyFilter narrows the stakeholders; empty fields do not.
type PartyFilter struct {
	Of       Sort   `form:"of"`
	View     View   `form:"attitude"`
	OwnerID  string `form:"owner"`
	Powerful bool   `form:"powerful"` // only those who can carry or stop the change
	Overdue  bool   `form:"overdue"`  // only those whom somebody should have talked to
	Words    string `form:"q"`
	Sort     string `form:"sort"`
	Desc     bool   `form:"desc"`
	record.Tags
	record.Page
}

// FindParties is a page of the stakeholders whom the person may see, the most
// influential first.
func (s *Stakeholders) FindParties(ctx context.Context, key project.Scope, f PartyFilter) (record.Paged[Party], error) {
	columns := map[string]string{"number": "number", "name": "name_fold", "influence": "influence", "support": "support", "wanted": "wanted", "talk": "talk_on",
		"owner": record.NameOf("stakeholder", "owner_id")}
	return find[Party](ctx, s.db, key, func(q *gorm.DB) *gorm.DB { return f.narrow(seeParties(q, key), key) },
		order(columns, f.Sort, f.Desc, "influence DESC, support, number"), f.Page)
}

func (f PartyFilter) narrow(q *gorm.DB, key project.Scope) *gorm.DB {
	q = record.OwnedBy(equal(q, map[string]string{"sort": string(f.Of), "kotter_step": f.KotterStep, "gartner_step": f.GartnerStep}), f.OwnerID)
	switch f.View {
	case Against:
		q = q.Where("support < 0")
	case Undecided:
		q = q.Where("support = 0")
	case For:
		q = q.Where("support > 0")
	}
	if f.Powerful {
		q = q.Where("influence >= ?", Powerful)
	}
	if f.Overdue {
		q = q.Where("talk_on < ?", key.Today())
	}
	if words := strings.TrimSpace(f.Words); words != "" {
		q = q.Where("name_fold LIKE ? ESCAPE '!'", "%"+text.Like(text.Fold(words))+"%")
	}
	return q
}

// Stands are where a stakeholder has stood, the latest first.
func (s *Stakeholders) Stands(ctx context.Context, key project.Scope, id string) ([]Stand, error) {
	var all []Stand
	if _, err := s.Parties.One(ctx, key, id); err != nil {
		return nil, err
	}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND stakeholder_id = ?", key.ProjectID, id).Order("made_at DESC, id DESC").Limit(200).Find(&all).Error
	})
	return all, err
}

// PartyChanges are what is changed on many stakeholders at once; what is empty stays.
// The owner is who talks to them, and what is shifted the day of the next talk.
type PartyChanges struct {
	Influence int `form:"influence" validate:"min=0,max=5"`
	record.Changes
}

// ChangeParties changes many stakeholders, or none, and says how many.
func (s *Stakeholders) ChangeParties(ctx context.Context, key project.Scope, picks []record.Picked, c PartyChanges) (int, error) {
	if err := record.Chosen(key, s.Parties.May, c); err != nil {
		return 0, err
	}
	return s.Parties.SaveMany(ctx, key, picks, func(p *Party) (PartyDraft, error) {
		d := p.Draft(key.Text)
		if c.Influence > 0 {
			d.Influence = c.Influence
		}
		record.Onto(&d.OwnerID, c.OwnerID)
		c.Tag(&d.Tags)
		c.Move(&d.TalkOn)
		return d, nil
	})
}
