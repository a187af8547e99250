package flow

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/businesscase"
	"stegvis/app/framework"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/money"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
)

// Begin begins projects from templates.
type Begin struct {
	db        *database.DB
	projects  *project.Projects
	tracks    *framework.Framework
	risks     *risk.Register
	costs     *businesscase.Register
	plan      *rollout.Plan
	catalogue *Catalogue
}

// NewBegin takes the slices that a template fills in.
func NewBegin(db *database.DB, projects *project.Projects, tracks *framework.Framework, risks *risk.Register, costs *businesscase.Register, plan *rollout.Plan, catalogue *Catalogue) *Begin {
	return &Begin{db: db, projects: projects, tracks: tracks, risks: risks, costs: costs, plan: plan, catalogue: catalogue}
}

// Contents are what the templates fill in.
func (b *Begin) Contents() []Contents { return b.catalogue.Contents() }

// Create makes a project and fills in its template, all of it or nothing. The
// template says which expert parts are on, and how many months the project takes
// when the draft does not. Steps, risks and tasks are the creator's until they
// hand them over, so that nothing begins without anybody.
func (b *Begin) Create(ctx context.Context, key project.OrgScope, d project.Draft) (project.Scope, error) {
	t := b.catalogue.shelves().templates[d.Template] // an unknown one is the draft's fault, which Create tells
	d.Switches = project.Switches(t.Switches)
	if d.HorizonMonths == 0 {
		d.HorizonMonths = t.Months
	}
	var in project.Scope
	err := b.db.Write(ctx, func(ctx context.Context, _ *gorm.DB) error {
		var err error
		if in, err = b.projects.Create(ctx, key, d); err != nil {
			return err
		}
		budget, err := money.Parse(in.Project.Currency, d.Budget)
		if err != nil {
			return fault.Wrong(map[string]fault.Text{"budget": validate.Unreadable(err)})
		}
		if budget.Minor < 0 {
			return fault.Field("budget", "project.fault.budget")
		}
		return b.fill(ctx, in, t, budget)
	})
	return in, err
}

func (b *Begin) fill(ctx context.Context, key project.Scope, t template, budget money.Amount) error {
	if err := b.tracks.Plant(ctx, key, b.catalogue.Plantings(key.Project.Template)); err != nil {
		return err
	}
	for _, s := range t.Steps {
		if err := b.step(ctx, key, t, s); err != nil {
			return err
		}
	}
	for _, name := range t.Risks {
		cause, _ := b.catalogue.cause(name)
		if err := note(ctx, b.risks, key, cause); err != nil {
			return err
		}
	}
	if err := b.budget(ctx, key, t, budget); err != nil {
		return err
	}
	return b.schedule(ctx, key, t)
}

func (b *Begin) step(ctx context.Context, key project.Scope, t template, s stretch) error {
	track, step, _ := strings.Cut(s.Key, ".")
	_, err := b.tracks.SaveStep(ctx, key, framework.StepDraft{
		Place: framework.Place{Track: track, StepKey: step}, Status: framework.Idle, OwnerID: key.PersonID,
		PlannedStart: t.day(key.Project, s.From), PlannedFinish: t.day(key.Project, s.To),
	})
	return err
}

// budget makes a line for every sort of cost, and spreads over them what the
// project is expected to cost.
func (b *Begin) budget(ctx context.Context, key project.Scope, t template, budget money.Amount) error {
	var upTo int64 // thousandths that the lines so far have had
	for _, cost := range businesscase.Costs() {
		textKey := "domain.cost." + string(cost)
		due := t.Costs[cost]
		before := portion(budget, upTo, thousand)
		upTo += due.Share
		d := businesscase.Draft{
			Cost: cost, Name: key.Text.T(textKey + ".name"), Note: key.Text.T(textKey + ".note"), Tags: cost.Tags(),
			Planned: due.months(key.Project, portion(budget, upTo, thousand).Sub(before)),
		}
		if _, err := b.costs.CreateFrom(ctx, key, d, textKey, record.Origin{}); err != nil {
			return err
		}
	}
	return nil
}

const thousand = 1000

// portion is n of so many parts of an amount, in whole units of its currency; all
// parts together are the whole amount.
func portion(whole money.Amount, n, of int64) money.Amount {
	if n >= of {
		return whole
	}
	unit := int64(1)
	for range money.Exponent(whole.Currency) {
		unit *= 10
	}
	minor := whole.Minor * n / of
	return money.New(minor-minor%unit, whole.Currency)
}

// months divides an amount evenly over the months in which a line falls due, at
// least one.
func (s spread) months(p project.Project, amount money.Amount) map[string]string {
	all := p.Months()
	first := min(s.From*len(all)/100, len(all)-1)
	end := max((s.To*len(all)+99)/100, first+1)
	planned := map[string]string{}
	for i, n := first, int64(end-first); i < end; i++ {
		at := int64(i - first)
		planned[all[i].String()] = portion(amount, at+1, n).Sub(portion(amount, at, n)).Plain()
	}
	return planned
}

// schedule makes waves, pilots with their criteria, tasks and milestones.
func (b *Begin) schedule(ctx context.Context, key project.Scope, t template) error {
	waves, pilots := map[string]string{}, map[string]string{} // ids by key
	for _, w := range t.Waves {
		textKey := "domain.wave." + w.Key
		row, err := b.plan.Waves.CreateFrom(ctx, key, rollout.WaveDraft{
			Name: key.Text.T(textKey + ".name"), Note: key.Text.T(textKey + ".note"), StartOn: t.day(key.Project, w.From), EndOn: t.day(key.Project, w.To),
		}, textKey, record.Origin{})
		if err != nil {
			return err
		}
		waves[w.Key] = row.ID
	}
	for _, p := range t.Pilots {
		id, err := b.pilot(ctx, key, t, p, waves[p.Wave])
		if err != nil {
			return err
		}
		pilots[p.Key] = id
	}
	for _, w := range t.Tasks {
		d := w.draft(key, t)
		d.WaveID, d.PilotID = waves[w.Wave], pilots[w.Pilot]
		if _, err := b.plan.Tasks.CreateFrom(ctx, key, d, w.textKey(), record.Origin{}); err != nil {
			return err
		}
	}
	return nil
}

func (b *Begin) pilot(ctx context.Context, key project.Scope, t template, p trial, waveID string) (string, error) {
	textKey := "domain.pilot." + p.Key
	row, err := b.plan.Pilots.CreateFrom(ctx, key, rollout.PilotDraft{
		WaveID: waveID, Name: key.Text.T(textKey + ".name"), Site: key.Text.T(textKey + ".site"),
		StartOn: t.day(key.Project, p.From), EndOn: t.day(key.Project, p.To),
	}, textKey, record.Origin{})
	if err != nil {
		return "", err
	}
	for _, criterion := range p.Criteria {
		textKey := "domain.criterion." + criterion
		if _, err := b.plan.Criteria.CreateFrom(ctx, key, rollout.CriterionDraft{
			PilotID: row.ID, Name: key.Text.T(textKey + ".name"), Target: key.Text.T(textKey + ".target"), Verdict: rollout.Open,
		}, textKey, record.Origin{}); err != nil {
			return "", err
		}
	}
	return row.ID, nil
}

func (w work) textKey() string { return "domain.task." + w.Key }

func (w work) draft(key project.Scope, t template) rollout.TaskDraft {
	d := rollout.TaskDraft{
		Title: key.Text.T(w.textKey() + ".title"), Note: key.Text.T(w.textKey() + ".note"), Milestone: w.Milestone, Status: rollout.Todo, OwnerID: key.PersonID,
		PlannedFinish: t.day(key.Project, w.To), EffortHours: w.Hours, Tags: tags(w.Kotter, w.Gartner),
	}
	if !w.Milestone {
		d.PlannedStart = t.day(key.Project, w.From)
	}
	return d
}

// day is the n-th day of the template's plan, stretched to the project's months;
// one that falls on a week-end is the Monday after.
func (t template) day(p project.Project, n int) date.Day {
	day := p.StartOn.AddDays(n * p.HorizonMonths / t.Months)
	switch day.Weekday() {
	case time.Saturday:
		return day.AddDays(2)
	case time.Sunday:
		return day.AddDays(1)
	}
	return day
}
