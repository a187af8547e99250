package report

import (
	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
)

// setting is one report being set: what every section sets its blocks with.
type setting struct {
	in Input
	t  *i18n.Text
	d  *pdf.Doc
	room
	title string
	seal  string    // "" for what is not frozen
	rules []pdf.Run // at the foot of each page; a section whose marks need telling sets them
	lists []Shortened

	unnamed bool // there is no room for more of the names than the head of each page holds
}

func (s *setting) body() pdf.Style {
	return pdf.Style{Face: pdf.Sans, Size: s.size, Colour: chart.Ink}
}

func (s *setting) strong() pdf.Style { return s.body().As(pdf.Semibold) }

// Titled is what a report is called: its variant's name or its kind's, with its number
// and what it is of.
func (in Input) Titled(t *i18n.Text) string {
	title := t.T("report.kind." + string(in.Kind))
	if name := in.Name.In(t); name != "" {
		title = name
	}
	if in.Number > 0 {
		title = t.T("report.titled_number", "title", title, "number", in.Number)
	}
	if of := in.Subject.Name.In(t); of != "" {
		title = t.T("report.titled_of", "title", title, "subject", of)
	}
	return title
}

// Drawn is a report as drawn.
type Drawn struct {
	PDF   []byte
	Pages int
	Lists []Shortened // lists of which not every row is shown
	Cut   []string    // how texts begin that had to be shortened
}

// Shortened is a list of which not every row is shown; Title is a key.
type Shortened struct {
	Title        string
	Shown, Total int
}

// Draw draws a snapshot in a language. A draft is marked as one on each page, and so
// is a rendering in another language than the report was issued in. The same
// snapshot gives the same bytes.
func Draw(of Snapshot, t *i18n.Text, faces *pdf.Faces) (Drawn, error) {
	in, err := of.Input()
	if err != nil {
		return Drawn{}, err
	}
	form, err := in.Kind.form()
	if err != nil {
		return Drawn{}, err
	}
	s := begun(in, of.Digest(), t, faces)
	if err := form.draw(s); err != nil {
		return Drawn{}, err
	}
	file, err := s.d.Bytes()
	return Drawn{PDF: file, Pages: s.d.Pages(), Lists: s.lists, Cut: s.d.Cut()}, err
}

// begun is a report before its first page.
func begun(in Input, digest string, t *i18n.Text, faces *pdf.Faces) *setting {
	title := in.Titled(t)
	s := &setting{in: in, t: t, room: rooms()[0], title: title, d: faces.Begin(pdf.Meta{
		Title: title + " · " + in.Project.In(t), Author: in.Organisation, Keywords: markBegins + digest,
		Lang: t.Lang(), RTL: t.Dir() == "rtl", Accent: in.Brand.Accent, Made: in.Day.Time(),
	})}
	if in.Number > 0 {
		s.seal = Seal(digest)
	}
	return s
}

// drafted reports whether nothing has been issued yet.
func (s *setting) drafted() bool { return s.in.Number == 0 }

// translated reports whether this is another language than the one issued.
func (s *setting) translated() bool { return !s.drafted() && s.in.Lang != s.t.Lang() }
