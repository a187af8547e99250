package report

import (
	"context"
	"strings"

	"stegvis/app/platform/date"
	"stegvis/app/platform/pdf"
	"stegvis/app/stakeholder"
)

// peoplePart is the section of who carries the change, and how far it is told and
// trained.
const peoplePart = "people"

// Involved is how far people are taken along, in counts: what anybody thinks of the
// change is no part of a report.
type Involved struct {
	Coalition []Played       `json:"coalition"` // each part that somebody plays or should play
	People    int            `json:"people"`    // who play any
	Messages  InvolvedByPlan `json:"messages"`
	Trainings InvolvedByPlan `json:"trainings"`
	Reach     int64          `json:"reach"` // people whom messages came to, counted once a message
	Places    int64          `json:"places"`
	Attended  int64          `json:"attended"`
}

// Played is by how many people a part is played.
type Played struct {
	Part   stakeholder.Part `json:"part"`
	People int              `json:"people"`
	Needed bool             `json:"needed"`
}

// InvolvedByPlan is how far a plan has come.
type InvolvedByPlan struct {
	Planned int      `json:"planned"`
	Overdue int      `json:"overdue"` // of those planned
	Done    int      `json:"done"`
	Last    date.Day `json:"last"`
	Next    date.Day `json:"next"`
}

func (p InvolvedByPlan) all() int { return p.Planned + p.Done }

func composePeople(ctx context.Context, r *Reading) (Involved, error) {
	state, _, err := r.Look(ctx)
	if err != nil {
		return Involved{}, err
	}
	today, told, trained := r.Key.Today(), state.Told, state.Trained
	v := Involved{
		People:    state.Coalition.People(today),
		Messages:  InvolvedByPlan{told.Planned, told.Overdue, told.Sent, told.LastSentOn, told.NextOn},
		Trainings: InvolvedByPlan{trained.Planned, trained.Overdue, trained.Held, trained.LastHeldOn, trained.NextOn},
		Reach:     told.Reach, Places: trained.Places, Attended: trained.Attended,
	}
	for _, part := range stakeholder.Parts() {
		if n := len(state.Coalition.Playing(part).Active(today)); n > 0 || part.Needed() {
			v.Coalition = append(v.Coalition, Played{part, n, part.Needed()})
		}
	}
	return v, nil
}

func setPeople(s *setting, v Involved) []pdf.Block {
	blocks := []pdf.Block{s.heading(peoplePart)}
	if v.People+v.Messages.all()+v.Trainings.all() == 0 {
		return append(blocks, s.message(s.t.T("report.people.none")))
	}
	blocks = append(blocks, s.message(s.peopleWords(v)), s.noted(s.t.T("report.people.coalition_title"), s.t.T("report.people.coalition_rule")), s.coalition(v))
	if v.Messages.all()+v.Trainings.all() > 0 {
		blocks = append(blocks, s.sub(s.t.T("report.people.plans_title")), s.plans(v))
	}
	return blocks
}

func (s *setting) peopleWords(v Involved) string {
	words := []string{s.t.N("report.people.carry", v.People)}
	var missing []string
	for _, p := range v.Coalition {
		if p.Needed && p.People == 0 {
			missing = append(missing, s.t.T("stakeholder.part_in_sentence."+string(p.Part)))
		}
	}
	if len(missing) > 0 {
		words = append(words, s.t.T("report.people.missing", "parts", strings.Join(missing, ", ")))
	}
	if v.Messages.Done > 0 {
		words = append(words, s.t.N("report.people.told", v.Messages.Done, "reach", v.Reach))
	}
	if v.Places > 0 {
		words = append(words, s.t.T("report.people.trained", "attended", v.Attended, "places", v.Places))
	}
	if late := v.Messages.Overdue + v.Trainings.Overdue; late > 0 {
		words = append(words, s.t.N("report.people.late", late))
	}
	return strings.Join(words, " ")
}

// coalition is by how many each part is played.
func (s *setting) coalition(v Involved) pdf.Block {
	table := s.table(markColumn, 0, 90, 60)
	table.Aligns = []pdf.Align{3: pdf.End}
	table.Head = []pdf.Paragraph{{}, label(s.t.T("report.people.part")), label(s.t.T("report.people.needed")), label(s.t.T("report.people.played"))}
	for _, p := range v.Coalition {
		mark, needed := pdf.Good, "–"
		if p.Needed {
			needed = s.t.T("common.yes_word")
		}
		if p.People == 0 {
			mark = pdf.Warn
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{{Runs: []pdf.Run{{Mark: mark, Style: s.body()}}}, pdf.Text(s.body(), s.t.T("stakeholder.part."+string(p.Part))), pdf.Text(s.body(), needed), s.number(p.People)})
	}
	return table
}

// plans is how far communication and training have come.
func (s *setting) plans(v Involved) pdf.Block {
	table := s.table(0, 56, 56, 56, 84, 84)
	table.Aligns = []pdf.Align{1: pdf.End, 2: pdf.End, 3: pdf.End, 4: pdf.End, 5: pdf.End}
	table.Head = []pdf.Paragraph{label(s.t.T("report.people.plan"))}
	for _, key := range []string{"done", "planned", "overdue", "last", "next"} {
		table.Head = append(table.Head, label(s.t.T("report.people."+key)))
	}
	for _, one := range []struct {
		key  string
		plan InvolvedByPlan
	}{{"messages", v.Messages}, {"trainings", v.Trainings}} {
		overdue := s.number(one.plan.Overdue)
		if one.plan.Overdue > 0 {
			overdue.Runs = append([]pdf.Run{{Mark: pdf.Warn, Style: s.body()}, {Text: "\u00a0", Style: s.body()}}, overdue.Runs...)
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{
			pdf.Text(s.body(), s.t.T("report.people."+one.key)), s.number(one.plan.Done), s.number(one.plan.Planned), overdue,
			s.day(s.t.Day(one.plan.Last)), s.day(s.t.Day(one.plan.Next)),
		})
	}
	return table
}
