package report

import (
	"context"

	"stegvis/app/decision"
	"stegvis/app/maturity"
	"stegvis/app/outlook"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/project"
	"stegvis/app/risk"
	"stegvis/app/rollout"
)

// Kind names a sort of report, as in addresses.
type Kind string

// KindSteering is the report for the steering committee.
const KindSteering Kind = "steering"

// KindGrid is the grid of both tracks on one page.
const KindGrid Kind = "grid"

// KindMaturity is how far the organisation has come, and what it aims at.
const KindMaturity Kind = "maturity"

// Kinds lists them.
func Kinds() []Kind { return []Kind{KindSteering, KindGrid, KindMaturity} }

// Sources are what reports are composed from.
type Sources struct {
	Projects  *project.Projects
	Outlook   *outlook.Outlook
	Plan      *rollout.Plan
	Risks     *risk.Register
	Decisions *decision.Register
	Maturity  *maturity.Register
	Targets   *maturity.Targets
	Agreed    *maturity.Agreements
}

// Reports composes reports and draws them.
type Reports struct {
	db    *database.DB
	from  Sources
	press *pdf.Press
}

// New takes the database, the sources, and the press that draws.
func New(db *database.DB, from Sources, press *pdf.Press) *Reports {
	return &Reports{db: db, from: from, press: press}
}

// File is a report as it is handed over.
type File struct {
	Name string // without anything that a file system or a header would mind
	PDF  []byte
}

// Draw composes a report of a kind from what a project holds now, and draws it in
// a language; NotFound when there is no such kind.
func (r *Reports) Draw(ctx context.Context, key project.Scope, kind Kind, t *i18n.Text) (File, error) {
	var print func(*pdf.Faces) ([]byte, error)
	switch kind {
	case KindSteering:
		in, err := r.Compose(ctx, key)
		if err != nil {
			return File{}, err
		}
		print = func(faces *pdf.Faces) ([]byte, error) { return Steering(in, t, faces) }
	case KindGrid:
		in, err := r.ComposeGrid(ctx, key)
		if err != nil {
			return File{}, err
		}
		print = func(faces *pdf.Faces) ([]byte, error) { return Grid(in, t, faces) }
	case KindMaturity:
		in, err := r.ComposeMaturity(ctx, key)
		if err != nil {
			return File{}, err
		}
		print = func(faces *pdf.Faces) ([]byte, error) { return MaturityReport(in, t, faces) }
	default:
		return File{}, fault.Missing()
	}
	drawn, err := r.press.Print(ctx, print)
	return File{Name: key.Project.Slug + "-" + string(kind) + "-" + key.Today().String() + "-" + t.Lang() + ".pdf", PDF: drawn}, err
}
