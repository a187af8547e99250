package report

import (
	"context"
	"strconv"

	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/framework"
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

// Sources are what reports are composed from.
type Sources struct {
	Projects  *project.Projects
	Outlook   *outlook.Outlook
	Plan      *rollout.Plan
	Risks     *risk.Register
	Decisions *decision.Register
	Tracks    *framework.Framework
	Maturity  *maturity.Register
	Targets   *maturity.Targets
	Agreed    *maturity.Agreements
	Harvest   Harvest
	Committee *committee.Committees
}

// Reports composes reports, issues them and draws them.
type Reports struct {
	Variants Variants
	Drafts   Drafts
	db       *database.DB
	from     Sources
	press    *pdf.Press
	base     string
}

// New takes the database, the sources, the press that draws, and the address under
// which the installation is reached, "" where none is known.
func New(db *database.DB, from Sources, press *pdf.Press, base string) *Reports {
	return &Reports{Variants: newVariants(db), Drafts: newDrafts(db), db: db, from: from, press: press, base: base}
}

// File is a report as it is handed over.
type File struct {
	Name string // without anything that a file system or a header would mind
	PDF  []byte
}

// Wanted is which report is asked for.
type Wanted struct {
	Kind    Kind
	Variant string // the id of one that was saved, which has a kind of its own
	Subject string // the id of what it is of
	Comment string // the lead's own words
}

// Preview composes a report from what a project holds now and draws it in a language,
// marked as a draft; NotFound when there is no such kind or variant.
func (r *Reports) Preview(ctx context.Context, key project.Scope, w Wanted, t *i18n.Text) (Drawn, Input, error) {
	in, err := r.Compose(ctx, key, w)
	if err != nil {
		return Drawn{}, in, err
	}
	in.Lang = t.Lang()
	drawn, _, err := r.drawn(ctx, in, t)
	return drawn, in, err
}

// drawn freezes an input and draws it.
func (r *Reports) drawn(ctx context.Context, in Input, t *i18n.Text) (drawn Drawn, frozen Snapshot, err error) {
	if frozen, err = in.Freeze(); err != nil {
		return drawn, frozen, err
	}
	drawn, err = r.print(ctx, frozen, t)
	return drawn, frozen, err
}

// print draws a snapshot when its turn comes.
func (r *Reports) print(ctx context.Context, of Snapshot, t *i18n.Text) (drawn Drawn, err error) {
	_, err = r.press.Print(ctx, func(faces *pdf.Faces) ([]byte, error) {
		drawn, err = Draw(of, t, faces)
		return drawn.PDF, err
	})
	return drawn, err
}

// mostSheets is how many pages are shown on a screen; whoever wants more opens the
// file.
const mostSheets = 60

// Sheets are the pages of a report's file for a screen.
func (r *Reports) Sheets(ctx context.Context, file []byte) (sheets []pdf.Screen, err error) {
	_, err = r.press.Print(ctx, func(faces *pdf.Faces) ([]byte, error) {
		sheets, err = faces.Screens(file, 1, mostSheets)
		return nil, err
	})
	return sheets, err
}

// FileName is what a file of the report is called, without anything that a file
// system or a header would mind.
func (in Input) FileName(slug, lang string) string {
	name := slug + "-" + string(in.Kind)
	if in.Number > 0 {
		name += "-" + strconv.FormatInt(in.Number, 10)
	}
	return name + "-" + in.Day.String() + "-" + lang + ".pdf"
}

// address is that of a project's pages, "" where none is known.
func (r *Reports) address(key project.Scope) string {
	if r.base == "" {
		return ""
	}
	return r.base + "/projects/" + key.Project.Slug
}

// Compose reads what a report says of a project as it stands now, all of one moment.
func (r *Reports) Compose(ctx context.Context, key project.Scope, w Wanted) (Input, error) {
	in := Input{Version: InputVersion, Kind: w.Kind, Comment: w.Comment, Organisation: key.Organisation, Project: key.Project.Named(), Day: key.Today()}
	in.Base = r.address(key)
	if err := key.Require(project.Read); err != nil {
		return in, err
	}
	err := r.db.Snapshot(ctx, func(ctx context.Context) error {
		if err := r.branded(ctx, key, &in); err != nil {
			return err
		}
		keys, err := r.parts(ctx, key, w, &in)
		if err != nil {
			return err
		}
		reading := &Reading{Key: key, From: r.from, Subject: w.Subject}
		if err := r.goOn(ctx, &in, reading, w.Variant); err != nil {
			return err
		}
		for _, k := range keys {
			if err := in.read(ctx, k, reading); err != nil {
				return err
			}
		}
		in.Subject = reading.about
		return nil
	})
	return in, err
}

// parts are the keys of the sections that are wanted, in their order.
func (r *Reports) parts(ctx context.Context, key project.Scope, w Wanted, in *Input) ([]string, error) {
	if w.Variant != "" {
		v, err := r.Variants.One(ctx, key, w.Variant)
		in.Kind, in.Name = v.Kind, v.Named()
		return withOverdue(v.Keys()), err
	}
	f, err := w.Kind.form()
	if err != nil {
		return nil, fault.Missing()
	}
	return f.parts(), nil
}

// read adds the value of a section.
func (in *Input) read(ctx context.Context, key string, r *Reading) error {
	section, known := sectionOf(key)
	if !known {
		return nil // of a variant that was saved by a later program
	}
	value, err := section.read(ctx, r)
	if err == nil {
		*in, err = in.With(key, value)
	}
	return err
}
