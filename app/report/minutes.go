package report

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"stegvis/app/committee"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/project"
)

// minutesPart is the section of what a meeting said and decided.
const minutesPart = "minutes"

// Minutes are those of one meeting.
type Minutes struct {
	Day      date.Day       `json:"day"`
	From     string         `json:"from"` // 09:30, "" where it is not known
	To       string         `json:"to"`
	Place    i18n.Phrase    `json:"place"`
	Rule     committee.Rule `json:"rule"`
	Present  int            `json:"present"` // seats that were taken
	Members  int            `json:"members"`
	Unheld   bool           `json:"unheld,omitempty"` // it is to come or was called off: nobody was there yet, or away
	People   []Attendant    `json:"people"`
	Points   []MinutesPoint `json:"points"`
	ClosedBy string         `json:"closed_by"`
	ClosedAt *time.Time     `json:"closed_at"` // nil while they are open
	Zone     string         `json:"zone"`      // in which it is told
}

// Attendant is somebody who was called to a meeting.
type Attendant struct {
	Name    string         `json:"name"`
	Part    committee.Part `json:"part"`
	For     string         `json:"for"`
	Present bool           `json:"present"`
}

// chaired is who chaired: the chair who was there, "" where none was, since the minutes
// do not say who did then.
func (m Minutes) chaired() string {
	i := slices.IndexFunc(m.People, func(p Attendant) bool { return p.Part == committee.Chair && p.Present })
	if i < 0 {
		return ""
	}
	return m.People[i].Name
}

// MinutesPoint is a point of the agenda, and what became of it.
type MinutesPoint struct {
	Kind      committee.Sort   `json:"kind"`
	Title     i18n.Phrase      `json:"title"`
	Code      string           `json:"code"`   // of the question that was asked
	Report    *Called          `json:"report"` // that it was about
	Presenter string           `json:"presenter"`
	Said      i18n.Phrase      `json:"said"`
	Decided   *MinutesDecision `json:"decided"`
	Actions   []MinutesAction  `json:"actions"`
}

// Called is how an issued report is called.
type Called struct {
	Kind   Kind   `json:"kind"`
	Number int64  `json:"number"`
	Name   Name   `json:"name"`
	Seal   string `json:"seal"`
}

// In is the report's title in a language.
func (c Called) In(t *i18n.Text) string {
	return Issued{Kind: c.Kind, Number: c.Number, Name: c.Name}.Title(t)
}

// MinutesDecision is what was decided at a point; Votes is nil where all agreed.
type MinutesDecision struct {
	ID       string           `json:"id"`
	Code     string           `json:"code"`
	Question i18n.Phrase      `json:"question"`
	Choice   i18n.Phrase      `json:"choice"`
	Reason   i18n.Phrase      `json:"reason"`
	Votes    *committee.Votes `json:"votes"`
}

// MinutesAction is what somebody has to do; Code is the task's that it became.
type MinutesAction struct {
	Title i18n.Phrase `json:"title"`
	Owner string      `json:"owner"`
	Due   date.Day    `json:"due"`
	Code  string      `json:"code"`
}

// OfMeeting is the input of a meeting's minutes, or of its agenda while it is to come;
// number is the meeting's once they are closed, 0 before.
func (r *Reports) OfMeeting(ctx context.Context, key project.Scope, subject Subject, number int64, m Minutes) (Input, error) {
	in := Input{Version: InputVersion, Kind: KindMinutes, Number: number, Subject: subject, Lang: key.Text.Lang(),
		Organisation: key.Organisation, Project: key.Project.Named(), Day: m.Day, Base: r.address(key)}
	if m.Unheld {
		in.Name = i18n.Phrase{Key: "report.minutes.agenda"}
	}
	if err := r.branded(ctx, key, &in); err != nil {
		return in, err
	}
	return in.With(minutesPart, m)
}

// Closed is what is kept of minutes that are closed: the snapshot and its file in the
// language of whoever closes them, as of an issued report.
func (r *Reports) Closed(ctx context.Context, in Input, t *i18n.Text) (committee.Minutes, error) {
	in.Lang = t.Lang()
	drawn, frozen, err := r.drawn(ctx, in, t)
	return committee.Minutes{Input: string(frozen), Lang: in.Lang, Digest: frozen.Digest(), SHA256: Fingerprint(drawn.PDF), Pages: drawn.Pages, PDF: drawn.PDF}, err
}

// MinutesFile is the file of closed minutes as it was kept. In another language than
// that it is drawn anew from the snapshot, and says so on each page.
func (r *Reports) MinutesFile(ctx context.Context, key project.Scope, kept committee.Minutes, t *i18n.Text) (File, error) {
	if t.Lang() != kept.Lang {
		return r.Rendered(ctx, key, Snapshot(kept.Input), t)
	}
	in, err := Snapshot(kept.Input).Input()
	return File{Name: in.FileName(key.Project.Slug, t.Lang()), PDF: kept.PDF}, err
}

// Rendered is a snapshot as a file in a language.
func (r *Reports) Rendered(ctx context.Context, key project.Scope, of Snapshot, t *i18n.Text) (File, error) {
	in, err := of.Input()
	if err != nil {
		return File{}, err
	}
	drawn, err := r.print(ctx, of, t)
	return File{Name: in.FileName(key.Project.Slug, t.Lang()), PDF: drawn.PDF}, err
}

// composeMinutes is for nobody: minutes are made of a meeting.
func composeMinutes(context.Context, *Reading) (Minutes, error) { return Minutes{}, fault.Missing() }

// drawMinutes draws the minutes of a meeting.
func drawMinutes(s *setting) error {
	var m Minutes
	if err := s.in.part(minutesPart, &m); err != nil {
		return err
	}
	s.size, s.between, s.lines = 9.5, 0.25, 0
	blocks := s.minutesHead(m)
	for i, p := range m.Points {
		blocks = append(blocks, s.point(m, i+1, p)...)
	}
	blocks = append(blocks, s.actionsOf(m)...)
	if !m.Unheld {
		blocks = append(blocks, s.signed(m)...)
	}
	pdf.Flow{Head: func(int, int) pdf.Block { return s.head() }, Foot: s.minutesFoot, Gap: 0.375 * pdf.Grid, Watermark: s.watermark()}.Draw(s.d, blocks)
	return nil
}

// minutesFoot says where what was agreed on is kept, and counts the pages. Its words are
// few, so that the seal has half of the line.
func (s *setting) minutesFoot(page, of int) pdf.Block {
	kept := []pdf.Run{{Text: s.t.T("report.minutes.foot"), Style: small}}
	line := func(runs []pdf.Run, align pdf.Align) pdf.Block {
		return pdf.Paragraph{Runs: runs, Leading: 0.75 * pdf.Grid, Align: align, Fit: pdf.Fit{Lines: 1, Least: 5}}
	}
	return pdf.Stack{
		pdf.Rule{Stroke: chart.Stroke{Token: chart.Grey2, Width: 0.4}, High: 0.25 * pdf.Grid},
		pdf.Row{{Span: 12, Block: line(kept, pdf.Start)}, {Span: 12, Block: line(s.sealed(page, of), pdf.End)}},
	}
}

// minutesHead is when and where the committee met, who was there, and whether that
// sufficed.
func (s *setting) minutesHead(m Minutes) []pdf.Block {
	when := s.t.Day(m.Day)
	if m.From != "" {
		when += ", " + m.From
	}
	if m.To != "" {
		when += "–" + m.To
	}
	if place := m.Place.In(s.t); place != "" {
		when += " · " + place
	}
	blocks := append(s.named(pdf.FullWidth),
		pdf.Stack{pdf.Paragraph{Runs: []pdf.Run{{Text: s.title, Style: title}}, Leading: 2.5 * pdf.Grid}, pdf.Space(0.25 * pdf.Grid), pdf.Text(s.body().In(chart.Grey1), when)},
	)
	if m.Unheld {
		return append(blocks, s.titled("present", s.t.T("report.minutes.called")), s.attendants(m))
	}
	blocks = append(blocks, s.titled("present", s.t.T("report.minutes.present")), s.attendants(m))
	mark, key := pdf.Good, "meeting.quorate"
	if !m.Rule.Quorate(m.Present, m.Members) {
		mark, key = pdf.Warn, "meeting.short_of_quorum"
	}
	says := s.t.T(key, "present", m.Present, "members", m.Members, "needed", m.Rule.Needed(m.Members))
	return append(blocks, pdf.Paragraph{Runs: []pdf.Run{{Mark: mark, Style: s.body()}, {Text: "\u00a0" + says + ". " + s.t.T("committee.majority."+string(m.Rule.Majority)) + ": " + s.t.T("committee.majority_means."+string(m.Rule.Majority)), Style: s.body()}}})
}

// titled begins a part of the minutes, found in the list of contents.
func (s *setting) titled(name, title string) pdf.Block {
	return pdf.Heading{Title: title, Level: 0, Name: name, Close: true,
		Above: pdf.Stack{pdf.Space(0.5 * pdf.Grid), pdf.Rule{Stroke: chart.Stroke{Token: chart.Accent, Width: 0.6}, High: 0.5 * pdf.Grid}},
		Block: pdf.Stack{pdf.Paragraph{Runs: []pdf.Run{{Text: title, Style: chapter}}, Leading: 1.5 * pdf.Grid}, pdf.Space(0.25 * pdf.Grid)},
	}
}

func (s *setting) attendants(m Minutes) pdf.Block {
	if len(m.People) == 0 {
		return pdf.Text(s.body(), s.t.T("meeting.nobody_called"))
	}
	table := s.table(0, 180, 90)
	table.Head = []pdf.Paragraph{label(s.t.T("meeting.field.person")), label(s.t.T("meeting.field.part")), label(s.t.T("meeting.present"))}
	if m.Unheld {
		table = s.table(0, 270)
		table.Head = []pdf.Paragraph{label(s.t.T("meeting.field.person")), label(s.t.T("meeting.field.part"))}
	}
	for _, p := range m.People {
		part := s.t.T("meeting.part." + string(p.Part))
		if p.For != "" {
			part = s.t.T("meeting.deputy_for", "name", p.For)
		}
		row := []pdf.Paragraph{pdf.Text(s.strong(), p.Name), pdf.Text(s.body(), part)}
		if !m.Unheld {
			row = append(row, s.there(p))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// there says whether somebody was.
func (s *setting) there(p Attendant) pdf.Paragraph {
	mark, word := pdf.Idle, "meeting.absent"
	if p.Present {
		mark, word = pdf.Good, "meeting.present"
	}
	return pdf.Paragraph{Runs: []pdf.Run{{Mark: mark, Style: s.body()}, {Text: "\u00a0" + s.t.T(word), Style: s.body()}}}
}

// point is one of the agenda: what it was about, what was said, what was decided and
// who does what.
func (s *setting) point(m Minutes, n int, p MinutesPoint) []pdf.Block {
	blocks := []pdf.Block{s.titled("point-"+strconv.Itoa(n), strconv.Itoa(n)+"  "+p.Title.In(s.t))}
	var about []string
	switch {
	case p.Kind != committee.Free && p.Report == nil:
		about = []string{s.t.T("meeting.sort." + string(p.Kind))}
	case p.Report != nil:
		about = []string{p.Report.In(s.t), s.t.T("report.seal", "seal", p.Report.Seal)}
	}
	if p.Code != "" {
		about = append(about, p.Code)
	}
	if p.Presenter != "" {
		about = append(about, s.t.T("meeting.presented_by", "name", p.Presenter))
	}
	if len(about) > 0 {
		blocks = append(blocks, pdf.Text(quiet, strings.Join(about, " · ")))
	}
	said := p.Said.In(s.t)
	if said == "" && p.Decided == nil && len(p.Actions) == 0 && !m.Unheld {
		said = s.t.T("report.minutes.nothing")
	}
	blocks = append(blocks, s.words(s.body(), said)...)
	if p.Decided != nil {
		blocks = append(blocks, s.decidedAt(*p.Decided, p.Title.In(s.t)))
	}
	if len(p.Actions) > 0 {
		blocks = append(blocks, s.actions(p.Actions))
	}
	return blocks
}

// decidedAt is a decision as the minutes state it.
func (s *setting) decidedAt(d MinutesDecision, point string) pdf.Block {
	link := ""
	if s.in.Base != "" {
		link = s.in.Base + "/decisions/" + d.ID
	}
	first := []pdf.Run{{Mark: pdf.Good, Style: s.body()}, {Text: "\u00a0" + s.t.T("report.minutes.decided") + " ", Style: s.strong()}, {Text: d.Code, Style: s.strong().In(chart.Accent), Link: link}}
	stack := pdf.Stack{pdf.Paragraph{Runs: first}}
	if question := d.Question.In(s.t); question != point {
		stack = append(stack, pdf.Text(s.body(), question))
	}
	for _, block := range s.words(s.strong(), d.Choice.In(s.t)) {
		stack = append(stack, block)
	}
	for _, block := range s.words(s.body(), d.Reason.In(s.t)) {
		stack = append(stack, block)
	}
	votes := s.t.T("report.minutes.agreed")
	if v := d.Votes; v != nil {
		votes = s.t.T("meeting.votes", "for", v.For, "against", v.Against, "abstained", v.Abstained)
	}
	return append(stack, pdf.Text(quiet, votes))
}

func (s *setting) actions(all []MinutesAction) pdf.Table {
	table := s.table(0, 130, 80, 50)
	table.Head = []pdf.Paragraph{label(s.t.T("meeting.action.title")), label(s.t.T("common.owner")), label(s.t.T("meeting.action.due_on")), label(s.t.T("meeting.action.task"))}
	for _, a := range all {
		table.Rows = append(table.Rows, []pdf.Paragraph{pdf.Text(s.body(), a.Title.In(s.t)), pdf.Text(s.body(), orDash(a.Owner)), pdf.Text(s.body(), orDash(s.t.DayShort(a.Due))), pdf.Text(s.body(), orDash(a.Code))})
	}
	return table
}

// actionsOf gathers the actions of all points where there are several with some.
func (s *setting) actionsOf(m Minutes) []pdf.Block {
	var all []MinutesAction
	points := 0
	for _, p := range m.Points {
		all = append(all, p.Actions...)
		points += min(len(p.Actions), 1)
	}
	if points < 2 {
		return nil
	}
	return []pdf.Block{s.titled("actions", s.t.T("report.minutes.actions")), s.actions(all)}
}

// signed is by whom and when the minutes were closed, and room to sign on paper.
func (s *setting) signed(m Minutes) []pdf.Block {
	says := s.t.T("report.minutes.open")
	if m.ClosedAt != nil {
		zone := project.Project{TimeZone: m.Zone}.Zone()
		says = s.t.T("report.minutes.closed", "by", m.ClosedBy, "at", s.t.Instant(*m.ClosedAt, zone))
	}
	chair := s.t.T("report.minutes.chair")
	if name := m.chaired(); name != "" {
		chair = s.t.T("report.minutes.chaired", "name", name)
	}
	line := func(word string) pdf.Block {
		return pdf.Stack{pdf.Space(2.5 * pdf.Grid), pdf.Rule{Stroke: chart.Stroke{Token: chart.Grey2, Width: 0.6}, High: 0.5 * pdf.Grid}, pdf.Text(quiet, word)}
	}
	return []pdf.Block{pdf.Together{pdf.Space(0.5 * pdf.Grid), pdf.Text(s.body(), says),
		pdf.Row{{Span: 11, Block: line(chair)}, {Span: 2}, {Span: 11, Block: line(s.t.T("report.minutes.checker"))}}}}
}
