package report

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// IssuedKind names issued reports in addresses and the log.
const IssuedKind record.Kind = "report"

// Issued is a report that was issued: a numbered snapshot and the PDF that was made
// of it. Nothing of it changes afterwards.
type Issued struct {
	ID             string    `json:"id" gorm:"primaryKey"`
	OrganisationID string    `json:"organisation_id"`
	ProjectID      string    `json:"project_id"` // "" for one of a whole organisation
	Stream         string    `json:"-"`          // the project, or else the organisation, that counts it
	Number         int64     `json:"number"`
	Kind           Kind      `json:"kind"`
	VariantID      string    `json:"variant_id"`
	SubjectID      string    `json:"subject_id"`
	Name           Name      `json:"name" gorm:"serializer:json;type:jsonb"`
	Lang           string    `json:"lang"`
	Day            date.Day  `json:"day"`
	Digest         string    `json:"digest"` // SHA-256 of the snapshot, hexadecimal; its beginning is the seal
	SHA256         string    `json:"sha256" gorm:"column:sha256"`
	Pages          int       `json:"pages"`
	BeforeID       string    `json:"before_id"`
	IssuedBy       string    `json:"issued_by"`
	IssuedName     string    `json:"issued_name"`
	IssuedAt       time.Time `json:"issued_at"`
}

// Name is what a report is called, as far as its kind does not say it.
type Name struct {
	Variant i18n.Phrase `json:"variant"`
	Subject i18n.Phrase `json:"subject"`
}

// TableName tells GORM.
func (Issued) TableName() string { return "report" }

// Title is what the report is called, with its number.
func (r Issued) Title(t *i18n.Text) string {
	return Input{Kind: r.Kind, Number: r.Number, Name: r.Name.Variant, Subject: Subject{Name: r.Name.Subject}}.Titled(t)
}

// Called is the report's kind and number: what it is called without a name that
// somebody gave.
func (r Issued) Called(t *i18n.Text) string { return Input{Kind: r.Kind, Number: r.Number}.Titled(t) }

// By is who issued it, as a reader is told: a person, or the program by a schedule.
func (r Issued) By(t *i18n.Text) string {
	if r.IssuedBy == r.IssuedName { // which no person's id is
		return t.T("report.by_schedule")
	}
	return r.IssuedName
}

// Seal is the digest as its pages print it.
func (r Issued) Seal() string { return Seal(r.Digest) }

// Body is what an issued report was drawn from, and the file.
type Body struct {
	ReportID string `gorm:"primaryKey"`
	Input    string
	PDF      []byte `gorm:"column:pdf"`
}

// TableName tells GORM.
func (Body) TableName() string { return "report_body" }

// attempts is how often a report is composed anew when another took its number.
const attempts = 5

// Issue makes a draft a report, of what the project holds now: snapshot, number and
// file are written together or not at all, and of a draft comes one report. It is
// drawn before anything is locked, so another may take its number meanwhile; then it
// is composed anew, with that other before it. What goes with a report is written by
// also, together with it.
func (r *Reports) Issue(ctx context.Context, key project.Scope, d Draft, t *i18n.Text, also ...Also) (Issued, error) {
	if err := key.Require(project.Issue); err != nil {
		return Issued{}, err
	}
	if d.IssuedID != "" {
		return Issued{}, fault.Broken("report.fault.issued")
	}
	in := folder{organisationID: key.OrganisationID, projectID: key.ProjectID, variantID: d.VariantID, actor: key.Actor(), now: key.Now()}
	compose := func(ctx context.Context) (Input, error) { return r.Compose(ctx, key, d.Wanted()) }
	done := func(_ context.Context, tx *gorm.DB, issued Issued) error { return d.issued(tx, issued.ID) }
	return r.issue(ctx, in, compose, t, append([]Also{done}, also...))
}

// Also writes what goes with a report that is issued, within its transaction.
type Also func(ctx context.Context, tx *gorm.DB, issued Issued) error

// folder is where a report is put down that somebody issues.
type folder struct {
	organisationID string
	projectID      string // "" for one of the whole organisation
	variantID      string
	actor          audit.Actor
	now            time.Time
}

// stream is what counts the folder's reports.
func (f folder) stream() string { return cmp.Or(f.projectID, f.organisationID) }

func (r *Reports) issue(ctx context.Context, into folder, compose func(context.Context) (Input, error), t *i18n.Text, also []Also) (Issued, error) {
	for range attempts {
		issued, err := r.tried(ctx, into, compose, t, also)
		if !errors.Is(err, gorm.ErrDuplicatedKey) {
			return issued, err
		}
	}
	return Issued{}, fault.Broken("report.fault.busy")
}

func (r *Reports) tried(ctx context.Context, into folder, compose func(context.Context) (Input, error), t *i18n.Text, also []Also) (Issued, error) {
	number, err := r.next(ctx, into.stream()) // first, so that whatever has it by now is not missed
	if err != nil {
		return Issued{}, err
	}
	in, err := compose(ctx)
	if err != nil {
		return Issued{}, err
	}
	in.Number, in.Lang = number, t.Lang()
	drawn, frozen, err := r.drawn(ctx, in, t)
	if err != nil {
		return Issued{}, err
	}
	row := Issued{
		ID: database.NewID(), OrganisationID: into.organisationID, ProjectID: into.projectID, Stream: into.stream(), Number: in.Number,
		Kind: in.Kind, VariantID: into.variantID, SubjectID: in.Subject.ID, Name: Name{in.Name, in.Subject.Name}, Lang: in.Lang, Day: in.Day,
		Digest: frozen.Digest(), SHA256: Fingerprint(drawn.PDF), Pages: drawn.Pages,
		IssuedBy: into.actor.ID, IssuedName: into.actor.Name, IssuedAt: database.Instant(into.now),
	}
	if in.Before != nil {
		row.BeforeID = in.Before.ID
	}
	return row, r.keep(ctx, into, row, Body{ReportID: row.ID, Input: string(frozen), PDF: drawn.PDF}, t, also)
}

// keep writes an issued report down, with what goes with it.
func (r *Reports) keep(ctx context.Context, into folder, row Issued, body Body, t *i18n.Text, also []Also) error {
	return r.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, into.stream()); err != nil {
			return err
		}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		if err := tx.Create(&body).Error; err != nil {
			return err
		}
		if _, err := audit.Record(tx, audit.Change{
			Actor: into.actor, OrganisationID: into.organisationID, ProjectID: into.projectID, Action: audit.Created,
			Kind: string(IssuedKind), ObjectID: row.ID, Label: row.Title(t), After: row, At: into.now,
		}); err != nil {
			return err
		}
		for _, write := range also {
			if err := write(ctx, tx, row); err != nil {
				return err
			}
		}
		return nil
	})
}

// next is the number that a stream's next report will have. Reports are never
// removed, so no number comes twice.
func (r *Reports) next(ctx context.Context, stream string) (int64, error) {
	var last int64
	err := r.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Model(&Issued{}).Where("stream = ?", stream).Select("COALESCE(MAX(number), 0)").Scan(&last).Error
	})
	return last + 1, err
}

// Fingerprint is the SHA-256 of a file, in hexadecimal.
func Fingerprint(file []byte) string {
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:])
}

// Filter narrows the list of issued reports; empty fields do not.
type Filter struct {
	Kind    Kind   `form:"kind"`
	Subject string `form:"subject"` // the id of what it is of
	record.Page
}

// List is a page of a project's issued reports, the latest first.
func (r *Reports) List(ctx context.Context, key project.Scope, f Filter) (record.Paged[Issued], error) {
	var found record.Paged[Issued]
	if err := key.Require(project.Read); err != nil {
		return found, err
	}
	err := r.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		q := tx.Model(&Issued{}).Where("stream = ?", key.ProjectID)
		if f.Kind != "" {
			q = q.Where("kind = ?", f.Kind)
		}
		if f.Subject != "" {
			q = q.Where("subject_id = ?", f.Subject)
		}
		var err error
		found, err = record.Fetch[Issued](q, "number DESC", f.Page)
		return err
	})
	return found, err
}

// One is an issued report of the project; else NotFound.
func (r *Reports) One(ctx context.Context, key project.Scope, id string) (Issued, error) {
	if err := key.Require(project.Read); err != nil {
		return Issued{}, err
	}
	return take[Issued](ctx, r.db, "stream = ? AND id = ?", key.ProjectID, id)
}

// Some are those of some issued reports of the project, by id.
func (r *Reports) Some(ctx context.Context, key project.Scope, ids []string) (map[string]*Issued, error) {
	found := map[string]*Issued{}
	if err := key.Require(project.Read); err != nil || len(ids) == 0 {
		return found, err
	}
	err := r.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		var all []Issued
		err := tx.Where("stream = ? AND id IN ?", key.ProjectID, ids).Find(&all).Error
		for i := range all {
			found[all[i].ID] = &all[i]
		}
		return err
	})
	return found, err
}

// take is the one row that a condition fits; NotFound without any.
func take[T any](ctx context.Context, db *database.DB, condition string, args ...any) (T, error) {
	var row T
	err := db.Read(ctx, func(_ context.Context, tx *gorm.DB) error { return tx.Where(condition, args...).Take(&row).Error })
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Missing()
	}
	return row, err
}

// File is the file of an issued report as it was issued. In another language than
// that it is drawn anew from the snapshot, and says so on each page.
func (r *Reports) File(ctx context.Context, key project.Scope, id string, t *i18n.Text) (File, error) {
	issued, err := r.One(ctx, key, id)
	if err != nil {
		return File{}, err
	}
	return r.fileOf(ctx, issued, key.Project.Slug, t)
}

// fileOf is the file of an issued report in a language, named after whose it is.
func (r *Reports) fileOf(ctx context.Context, issued Issued, slug string, t *i18n.Text) (File, error) {
	body, err := take[Body](ctx, r.db, "report_id = ?", issued.ID)
	if err != nil {
		return File{}, err
	}
	file := File{Name: Input{Kind: issued.Kind, Number: issued.Number, Day: issued.Day}.FileName(slug, t.Lang()), PDF: body.PDF}
	if t.Lang() == issued.Lang {
		return file, nil
	}
	drawn, err := r.print(ctx, Snapshot(body.Input), t)
	file.PDF = drawn.PDF
	return file, err
}

// Snapshot is what an issued report was drawn from.
func (r *Reports) Snapshot(ctx context.Context, key project.Scope, id string) (Input, error) {
	issued, err := r.One(ctx, key, id)
	if err != nil {
		return Input{}, err
	}
	body, err := take[Body](ctx, r.db, "report_id = ?", issued.ID)
	if err != nil {
		return Input{}, err
	}
	return Snapshot(body.Input).Input()
}

// Languages are those that a snapshot of an issued report can be drawn in, the one
// in which it was issued first.
func (r Issued) Languages(all []string) []string {
	own := slices.Index(all, r.Lang)
	if own < 0 {
		return all
	}
	return append([]string{r.Lang}, slices.Delete(slices.Clone(all), own, own+1)...)
}
