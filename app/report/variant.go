package report

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
)

// VariantKind names variants in addresses and the log.
const VariantKind record.Kind = "report_variant"

// Variant is a report that a lead has put together from sections and saved.
type Variant struct {
	record.Row `gorm:"embedded"`
	Name       string `json:"name"`
	NameFold   string `json:"-"`
	Kind       Kind   `json:"kind"`
	Sections   string `json:"sections"` // keys in their order, with spaces between
}

// TableName tells GORM.
func (Variant) TableName() string { return "report_variant" }

// RecordKind tells package record.
func (Variant) RecordKind() record.Kind { return VariantKind }

// Label is the name.
func (v Variant) Label() string { return v.Name }

// Named is the name as a phrase.
func (v Variant) Named() i18n.Phrase { return v.Phrase("name", v.Name) }

// Keys are the sections in their order.
func (v Variant) Keys() []string { return strings.Fields(v.Sections) }

// Drafted is the variant as its form shows it.
func (v Variant) Drafted(t *i18n.Text) any {
	return VariantDraft{Name: v.Named().In(t), Sections: v.Keys(), Version: v.Version}
}

// VariantDraft is what is typed of a variant.
type VariantDraft struct {
	Name     string   `form:"name" validate:"required,max=120,oneline"`
	Sections []string `form:"sections" validate:"required,max=40"`
	Version  int64    `form:"version"`
}

// BasedOn is the version that the person saw.
func (d VariantDraft) BasedOn() int64 { return d.Version }

// Apply copies the draft onto a variant.
func (d VariantDraft) Apply(row *Variant, key project.Scope) {
	row.Keep(key.Text, record.Words{Field: "name", Stored: &row.Name, Typed: strings.TrimSpace(d.Name)})
	row.Kind, row.Sections = KindStatus, strings.Join(d.Sections, " ")
}

// Variants keeps the variants of all projects.
type Variants struct {
	record.Register[Variant, *Variant, VariantDraft]
}

func newVariants(db *database.DB) Variants {
	return Variants{record.Register[Variant, *Variant, VariantDraft]{DB: db, May: project.Issue, Check: sound, Keep: unused}}
}

// sound refuses a section that there is not, one that stands alone on its page, and
// one twice.
func sound(_ *gorm.DB, _ project.Scope, v *Variant) error {
	v.NameFold = text.Fold(v.Name)
	keys := v.Keys()
	for i, key := range keys {
		if !slices.Contains(Composable(), key) || slices.Contains(keys[:i], key) {
			return fault.Field("sections", "report.fault.sections")
		}
	}
	return nil
}

// unused keeps a variant that a draft or a schedule is of: neither could be made any
// more. Whoever begins one at this moment is waited for.
func unused(tx *gorm.DB, key project.Scope, v *Variant) error {
	if err := audit.Hold(tx, key.ProjectID); err != nil {
		return err
	}
	var drafts, schedules int64
	err := tx.Model(&Draft{}).Where("project_id = ? AND variant_id = ? AND issued_id = '' AND deleted_at IS NULL", key.ProjectID, v.ID).Count(&drafts).Error
	if err == nil { // the room above this one keeps these
		err = tx.Table("report_schedule").Where("project_id = ? AND variant_id = ? AND deleted_at IS NULL", key.ProjectID, v.ID).Count(&schedules).Error
	}
	if err == nil && drafts+schedules > 0 {
		err = fault.Broken("report.fault.variant_used", "drafts", drafts, "schedules", schedules)
	}
	return err
}

// All are the variants that there are, by name.
func (s Variants) All(ctx context.Context, key project.Scope) ([]Variant, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	var all []Variant
	err := s.DB.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("project_id = ? AND deleted_at IS NULL", key.ProjectID).Order("name_fold, number").Limit(mostVariants).Find(&all).Error
	})
	return all, err
}

// mostVariants is how many variants are shown.
const mostVariants = 100
