package flow

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"time"

	"stegvis/app/account"
	"stegvis/app/businesscase"
	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/dispatch"
	"stegvis/app/framework"
	"stegvis/app/guide"
	"stegvis/app/maturity"
	"stegvis/app/platform/date"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
	"stegvis/app/workshop"
)

// Slices are the rooms that a flow writes to.
type Slices struct {
	Tracks    *framework.Framework
	Risks     *risk.Register
	Costs     *businesscase.Register
	Plan      *rollout.Plan
	Maturity  *maturity.Register
	Targets   *maturity.Targets
	Agreed    *maturity.Agreements
	Workshops *workshop.Workshops
	Decisions *decision.Register
	Involved  *stakeholder.Stakeholders
	Attached  *record.Attachments
	Committee *committee.Committees
	Meetings  *Meetings
	Deciding  *Deciding
	Reports   *report.Reports
	Post      *dispatch.Post
	Guide     *guide.Guide
}

// replay plays a plot: everything happens in the order of its days, by the hands
// of those who did it, so that the log reads as a project's log does.
type replay struct {
	Slices
	entrance *account.Accounts
	projects *project.Projects
	system   project.SystemScope
	base     project.Scope
	accounts map[string]account.Account // by role
	people   map[string]string          // ids by who
	names    map[string]string          // names by who
	refs     map[string]record.Ref      // of rows that others name, by kind.key
	moments  []moment
	held     map[string]string       // ids of workshops by key
	links    map[string]account.Link // by which people review, by their ids

	catalogue *Catalogue
}

// moment is something that somebody did on a day.
type moment struct {
	day int
	who string
	do  func(ctx context.Context, key project.Scope) error
}

func (r *replay) at(day int, who string, do func(ctx context.Context, key project.Scope) error) {
	r.moments = append(r.moments, moment{day, who, do})
}

// play does all that was planned, in its order. At the end of each week
// health and advice are written down, as the hourly job would have done.
func (r *replay) play(ctx context.Context) error {
	slices.SortStableFunc(r.moments, func(a, b moment) int { return cmp.Compare(a.day, b.day) })
	nth := 0 // of its day
	for i, m := range r.moments {
		if nth++; i == 0 || r.moments[i-1].day != m.day {
			nth = 0
		}
		if i > 0 && week(m.day) != week(r.moments[i-1].day) {
			if err := r.keepHealth(ctx, (week(m.day)*7)-1); err != nil {
				return err
			}
		}
		if err := m.do(ctx, r.key(m, nth)); err != nil {
			return err
		}
	}
	return r.Guide.Keep(ctx, r.base)
}

// week counts the weeks before and after the day of loading.
func week(day int) int { return int(math.Floor(float64(day) / 7)) }

// keepHealth writes health and advice down as they stand in the evening of a day.
func (r *replay) keepHealth(ctx context.Context, day int) error {
	system := r.system
	at := on(r.today(), day).Time()
	system.What, system.Now = "health", time.Date(at.Year(), at.Month(), at.Day(), 20, 0, 0, 0, r.base.Project.Zone())
	return r.Guide.Keep(ctx, system.In(r.base.Project, r.base.Organisation))
}

// key is that of whoever acts, in the working hours of the day; those without an
// account leave it to the lead to type.
func (r *replay) key(m moment, nth int) project.Scope {
	who, ok := r.accounts[m.who]
	if !ok {
		who = r.accounts[string(project.Lead)]
	}
	zone := r.base.Project.Zone()
	minute := min(8*60+10+nth*13, 18*60)
	at := on(r.today(), m.day).Time()
	at = time.Date(at.Year(), at.Month(), at.Day(), minute/60, minute%60, 0, 0, zone)
	return r.system.As(r.base, who, at)
}

func (r *replay) today() date.Day { return r.base.Today() }

// word is a text of the demo, and its key without the field's name.
func (r *replay) word(key, field string) string {
	if t := r.system.Text; t.Has(key + "." + field) {
		return t.T(key + "." + field)
	}
	return ""
}

// cast enters those who need no account.
func (r *replay) cast(ctx context.Context, projects *project.Projects, began project.Scope, p plot) error {
	for _, who := range slices.Sorted(maps.Keys(p.People)) {
		key := "demo.person." + who
		one, err := projects.AddPerson(ctx, began, project.PersonDraft{Name: p.People[who].Name, Title: r.word(key, "title"), TextKey: key})
		if err != nil {
			return err
		}
		r.people[who], r.names[who] = one.ID, one.Name
	}
	return nil
}

// schedule turns the whole plot into moments.
func (r *replay) schedule(p plot) {
	for _, at := range slices.Sorted(maps.Keys(p.Steps)) {
		r.step(at, p.Steps[at])
	}
	r.vision(p)
	for _, w := range p.Wins {
		r.win(w)
	}
	for _, one := range p.Workshops {
		r.workshop(one)
	}
	for _, one := range p.Risks {
		r.risk(one)
	}
	for _, cost := range businesscase.Costs() {
		r.cost(cost, p.Costs[cost])
	}
	r.rollout(p)
	for _, a := range p.Assessments {
		r.assess(a)
	}
	for _, one := range p.Targets {
		r.target(one)
	}
	for _, one := range p.Checks {
		r.check(one)
	}
	r.board(p.Committee)
	for _, d := range p.Decisions {
		r.decide(d)
	}
	for _, a := range p.Coalition {
		r.ally(a)
	}
	for _, one := range p.Parties {
		r.party(one)
	}
	for _, m := range p.Messages {
		r.message(m)
	}
	for _, t := range p.Trainings {
		r.training(t)
	}
	for _, one := range p.Worksheets {
		r.sheet(one)
	}
	for _, c := range p.Comments {
		r.comment(c)
	}
	for _, one := range p.Reports {
		r.report(one)
	}
	for _, m := range p.Meetings {
		r.meeting(m)
	}
	r.send(p.Schedule)
}
