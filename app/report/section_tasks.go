package report

import (
	"context"
	"slices"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/rollout"
)

// tasksPart is the section of all tasks.
const tasksPart = "tasks"

// TaskPlan is all tasks and milestones, by wave.
type TaskPlan struct {
	Waves []TasksOfWave `json:"waves"`
}

// TasksOfWave are the tasks of one wave; without a name those of none.
type TasksOfWave struct {
	Name i18n.Phrase   `json:"name"`
	Rows []PlannedTask `json:"rows"`
}

// PlannedTask is one of them.
type PlannedTask struct {
	ID        string         `json:"id"`
	Code      string         `json:"code"`
	Title     i18n.Phrase    `json:"title"`
	Pilot     i18n.Phrase    `json:"pilot"`
	Owner     string         `json:"owner"`
	Milestone bool           `json:"milestone"`
	Status    rollout.Status `json:"status"`
	Start     date.Day       `json:"start"`
	Planned   date.Day       `json:"planned"`
	Now       date.Day       `json:"now"`
	Slip      int            `json:"slip"`
	Late      bool           `json:"late"`
}

func composeTasks(ctx context.Context, r *Reading) (TaskPlan, error) {
	var v TaskPlan
	people, err := r.People(ctx)
	if err != nil {
		return v, err
	}
	whole, err := r.Rollout(ctx)
	named := map[string]i18n.Phrase{}
	for _, p := range whole.Pilots {
		named[p.ID] = p.Named()
	}
	at := map[string]int{}
	for _, w := range whole.Waves {
		at[w.ID] = len(v.Waves)
		v.Waves = append(v.Waves, TasksOfWave{Name: w.Named()})
	}
	apart := TasksOfWave{}
	for _, t := range whole.Tasks {
		row := PlannedTask{ID: t.ID, Code: t.Code(), Title: t.Titled(), Pilot: named[t.Pilot()], Owner: people[t.Owner()], Milestone: t.Milestone, Status: t.Status,
			Start: t.PlannedStart, Planned: t.PlannedFinish, Now: t.Expected(), Slip: t.Slip(), Late: t.Late(r.Key.Today())}
		if i, known := at[t.Wave()]; known {
			v.Waves[i].Rows = append(v.Waves[i].Rows, row)
		} else {
			apart.Rows = append(apart.Rows, row)
		}
	}
	v.Waves = slices.DeleteFunc(append(v.Waves, apart), func(w TasksOfWave) bool { return len(w.Rows) == 0 })
	return v, err
}

func setTasks(s *setting, v TaskPlan) []pdf.Block {
	s.rules = s.legend()
	blocks := []pdf.Block{s.heading(tasksPart)}
	if len(v.Waves) == 0 {
		return append(blocks, pdf.Text(s.body(), s.t.T("report.plan.no_tasks")))
	}
	for _, w := range v.Waves {
		name := w.Name.In(s.t)
		if name == "" && len(v.Waves) > 1 {
			name = s.t.T("rollout.gantt.apart")
		}
		if name != "" {
			blocks = append(blocks, s.sub(name))
		}
		blocks = append(blocks, s.planned(w.Rows))
	}
	return blocks
}

func (s *setting) planned(rows []PlannedTask) pdf.Block {
	table := s.table(markColumn, 27, 0, 74, 43, 50, 50, 34)
	table.Aligns = []pdf.Align{5: pdf.End, 6: pdf.End, 7: pdf.End}
	table.Head = []pdf.Paragraph{{}, {}, label(s.t.T("rollout.field.title")), label(s.t.T("common.owner")), label(s.t.T("rollout.field.status")),
		label(s.t.T("report.plan.original")), label(s.t.T("report.plan.now")), label(s.t.T("report.plan.slip"))}
	for _, t := range rows {
		title, style := []pdf.Run{{Text: t.Title.In(s.t), Style: s.body()}}, s.body()
		if t.Milestone {
			title[0].Style = s.strong()
		}
		if pilot := t.Pilot.In(s.t); pilot != "" {
			title = append(title, s.aside(pilot))
		}
		table.Rows = append(table.Rows, []pdf.Paragraph{
			{Runs: []pdf.Run{{Mark: t.mark(), Style: style}}}, s.code(t.Code, "rollout/tasks", t.ID), {Runs: title}, pdf.Text(style, orDash(t.Owner)),
			pdf.Text(style, s.t.T("rollout.status."+string(t.Status))).Within(pdf.Fit{Lines: 1, Least: 6}), s.date(t.Planned), s.date(t.Now), s.behind(t.Late, t.Slip, t.Planned),
		})
	}
	return table
}

func (t PlannedTask) mark() pdf.Mark {
	switch {
	case t.Status == rollout.Done:
		return pdf.Good
	case t.Late:
		return pdf.Bad
	case t.Status == rollout.Blocked || t.Slip > 0:
		return pdf.Warn
	case t.Status == rollout.Doing:
		return pdf.Active
	}
	return pdf.Idle
}
