package guide

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// DismissalKind names dismissals in addresses and the log.
const DismissalKind record.Kind = "advice_dismissal"

// Dismissal is advice that a lead does not want to be given until a day, with
// their reason.
type Dismissal struct {
	record.Row `gorm:"embedded"`
	Rule       string   `json:"rule"`
	Object     string   `json:"object"`
	Reason     string   `json:"reason"`
	ReturnsOn  date.Day `json:"returns_on"` // from this day on it is given again
	MadeBy     string   `json:"made_by"`
}

// TableName tells GORM.
func (Dismissal) TableName() string { return "advice_dismissal" }

// RecordKind tells package record.
func (Dismissal) RecordKind() record.Kind { return DismissalKind }

// Label is the key of what the rule says to do, so that the log can show it in the
// reader's language.
func (d Dismissal) Label() string { return titleKey(d.Rule) }

// Needs is what knowing of the advice takes.
func (d Dismissal) Needs() project.Permission { return needs(d.Rule) }

// Because is the reason as a phrase.
func (d Dismissal) Because() i18n.Phrase { return d.Phrase("reason", d.Reason) }

// DismissalDraft is what is typed when advice is dismissed.
type DismissalDraft struct {
	Rule      string   `form:"rule" validate:"required,max=60"`
	Object    string   `form:"object" validate:"max=60"`
	Reason    string   `form:"reason" validate:"required,max=300,oneline"`
	ReturnsOn date.Day `form:"returns_on"`
	Version   int64    `form:"version"`
}

// FreshDismissal begins with the rule and a day a month ahead.
func FreshDismissal(a Advice, today date.Day) DismissalDraft {
	return DismissalDraft{Rule: a.Rule, Object: a.Object, ReturnsOn: today.AddDays(30)}
}

// BasedOn is the version that the person saw.
func (d DismissalDraft) BasedOn() int64 { return d.Version }

// Valid asks for a rule that there is, a reason that says something, and a day
// ahead, at most a year: advice that nobody wants ever again is none.
func (d DismissalDraft) Valid(key project.Scope) error {
	if _, is := known(d.Rule); !is {
		return fault.Missing()
	}
	switch today := key.Today(); {
	case strings.TrimSpace(d.Reason) == "":
		return fault.Field("reason", "fault.field.required")
	case !d.ReturnsOn.After(today):
		return fault.Field("returns_on", "guide.fault.past")
	case d.ReturnsOn.After(today.AddDays(366)):
		return fault.Field("returns_on", "guide.fault.far")
	}
	return nil
}

// Apply copies the draft onto a dismissal.
func (d DismissalDraft) Apply(row *Dismissal, key project.Scope) {
	row.Keep(key.Text, record.Words{Field: "reason", Stored: &row.Reason, Typed: strings.TrimSpace(d.Reason)})
	row.Rule, row.Object, row.ReturnsOn, row.MadeBy = d.Rule, d.Object, d.ReturnsOn, key.Actor().Name
}

// Drafted is the dismissal as its form shows it to a reader.
func (d Dismissal) Drafted(t *i18n.Text) any {
	return DismissalDraft{Rule: d.Rule, Object: d.Object, Reason: d.Because().In(t), ReturnsOn: d.ReturnsOn, Version: d.Version}
}

// checkDismissal refuses to dismiss what rests already.
func checkDismissal(tx *gorm.DB, key project.Scope, d *Dismissal) error {
	var n int64
	err := resting(tx, key).Where("rule = ? AND object = ? AND id <> ?", d.Rule, d.Object, d.ID).Count(&n).Error
	if err == nil && n > 0 {
		return fault.Broken("guide.fault.rests")
	}
	return err
}

// resting are the dismissals that hold.
func resting(tx *gorm.DB, key project.Scope) *gorm.DB {
	return tx.Model(&Dismissal{}).Where("project_id = ? AND deleted_at IS NULL AND returns_on > ?", key.ProjectID, key.Today())
}

// Resting are the dismissals that hold, the one that ends first at the head.
func (g *Guide) Resting(ctx context.Context, key project.Scope) ([]Dismissal, error) {
	var all []Dismissal
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	err := g.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return resting(tx, key).Where("rule NOT IN ?", closedRules(key)).Order("returns_on, number").Limit(200).Find(&all).Error
	})
	return all, err
}

// Dismisses reports whether the dismissal is of advice.
func (d Dismissal) Dismisses(a Advice) bool { return d.Rule == a.Rule && d.Object == a.Object }
