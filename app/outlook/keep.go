package outlook

import (
	"context"
	"errors"
	"reflect"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/rollout"
)

// Kept is a verdict as it was last written down. Planned and Expected are the
// project's finish, with the whole.
type Kept struct {
	ProjectID      string    `json:"project_id" gorm:"primaryKey"`
	Dimension      Dimension `json:"dimension" gorm:"primaryKey"`
	OrganisationID string    `json:"organisation_id"`
	Colour         Colour    `json:"colour"`
	RuleColour     Colour    `json:"rule_colour"`
	Basis          Basis     `json:"basis" gorm:"serializer:json"`
	Planned        date.Day  `json:"planned"`
	Expected       date.Day  `json:"expected"`
	Since          time.Time `json:"since"`
}

// TableName tells GORM.
func (Kept) TableName() string { return "health" }

// Slip is how many days later than planned the project is expected to be done;
// negative when earlier, zero when nothing is planned.
func (k Kept) Slip() int { return rollout.Pace{Planned: k.Planned, Expected: k.Expected}.FinishSlip() }

// Turn is a change of a colour. Turns are appended and never changed, so that the
// health of any past day can be shown.
type Turn struct {
	ID             string    `json:"id" gorm:"primaryKey"`
	OrganisationID string    `json:"organisation_id"`
	ProjectID      string    `json:"project_id"`
	Dimension      Dimension `json:"dimension"`
	Colour         Colour    `json:"colour"`
	RuleColour     Colour    `json:"rule_colour"`
	Basis          Basis     `json:"basis" gorm:"serializer:json"`
	MadeBy         string    `json:"made_by"` // whose change turned it, "" when days did
	MadeAt         time.Time `json:"made_at"`
}

// TableName tells GORM.
func (Turn) TableName() string { return "health_colour" }

// Keep writes a project's health down when it differs from what is written. The
// web layer calls it after each change within a project, so that the mark on the
// next page is right; an hourly job calls it for all projects, because days pass
// too, and changes come in other ways. A page that only reads never does.
//
// Overrides that do not hold any more end here. It gives what it looked at.
func (o *Outlook) Keep(ctx context.Context, key project.Scope) (State, error) {
	state, health, err := o.Look(ctx, key)
	if err != nil || !state.news(key, health) {
		return state, err
	}
	return state, o.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Touch(tx, key.ProjectID); err != nil { // others wait here, and then look
			return err
		}
		state, health, err := o.Look(ctx, key)
		if err != nil {
			return err
		}
		if err := endOverrides(ctx, tx, key, state, health); err != nil {
			return err
		}
		for _, v := range append(health.Dimensions, health.Overall) {
			if err := state.keep(tx, key, state.asKept(key, health, v)); err != nil {
				return err
			}
		}
		return nil
	})
}

// news reports whether there is anything to write down.
func (s State) news(key project.Scope, h Health) bool {
	for _, v := range append(h.Dimensions, h.Overall) {
		if !reflect.DeepEqual(s.Kept[v.Dimension], s.asKept(key, h, v)) {
			return true
		}
	}
	return len(s.ended(h, key.Today())) > 0
}

// asKept is a verdict as it is written down.
func (s State) asKept(key project.Scope, h Health, v Verdict) Kept {
	k := Kept{
		ProjectID: key.ProjectID, OrganisationID: key.OrganisationID, Dimension: v.Dimension, Colour: v.Colour, RuleColour: v.RuleColour,
		Basis: Basis{Figures: v.Figures, Reason: v.Reason}, Since: v.Since,
	}
	if v.Dimension == Overall {
		k.Basis = h.Basis()
		k.Planned, k.Expected = s.Pace.Planned, s.Pace.Expected
	}
	return k
}

// keep writes one verdict over the one before, and appends it when a colour
// turned.
func (s State) keep(tx *gorm.DB, key project.Scope, k Kept) error {
	before, there := s.Kept[k.Dimension]
	if there && reflect.DeepEqual(before, k) {
		return nil
	}
	at := database.Instant(key.Now())
	if k.Since.IsZero() {
		k.Since = at
	}
	if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&k).Error; err != nil {
		return err
	}
	if there && before.Colour == k.Colour && before.RuleColour == k.RuleColour {
		return nil
	}
	return tx.Create(&Turn{
		ID: database.NewID(), OrganisationID: k.OrganisationID, ProjectID: k.ProjectID, Dimension: k.Dimension,
		Colour: k.Colour, RuleColour: k.RuleColour, Basis: k.Basis, MadeBy: whose(key), MadeAt: at,
	}).Error
}

// whose is the name of the person who holds a key, "" for the system.
func whose(key project.Scope) string {
	if key.Actor().Kind == "system" {
		return ""
	}
	return key.Actor().Name
}

// ended are the overrides that do not hold any more.
func (s State) ended(h Health, today date.Day) []Override {
	var over []Override
	for _, o := range s.Overrides {
		if !o.Holds(h.Of(o.Dimension).RuleColour, today) {
			over = append(over, o)
		}
	}
	return over
}

// endOverrides removes them; the log says that the system did.
func endOverrides(ctx context.Context, tx *gorm.DB, key project.Scope, s State, h Health) error {
	system := project.SystemScope{What: "health", Text: key.Text, Now: key.Now()}.In(key.Project, key.Organisation)
	for _, o := range s.ended(h, key.Today()) {
		before, after := o, o
		if err := record.Delete(ctx, tx, system, &before, &after, o.Version); err != nil {
			return err
		}
	}
	return nil
}

// Mark is the health of the whole as it was last written down; it is of no colour
// before that.
func (o *Outlook) Mark(ctx context.Context, key project.Scope) (Kept, error) {
	var k Kept
	err := o.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		err := tx.Where("project_id = ? AND dimension = ?", key.ProjectID, Overall).Take(&k).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil
		}
		return err
	})
	return k, err
}

// Turns are all changes of colours of a project, the latest first.
func (o *Outlook) Turns(ctx context.Context, key project.Scope) ([]Turn, error) {
	var all []Turn
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := o.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ?", key.ProjectID).Order("made_at DESC, id DESC").Limit(500).Find(&all).Error
	})
	return all, err
}
