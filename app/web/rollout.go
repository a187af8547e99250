package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/rollout"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	views "stegvis/templates/rollout"
)

// plan is what the pages of tasks need to know of a roll-out beside the tasks.
type plan struct {
	people known
	stages rollout.Stages
	text   *i18n.Text
}

func (s *server) plan(c *fiber.Ctx, key project.Scope) (plan, error) {
	people, err := s.people(c, key)
	if err != nil {
		return plan{}, err
	}
	stages, err := s.Rollout.Stages(c.UserContext(), key)
	return plan{people, stages, key.Text}, err
}

func (p plan) choices() views.Choices {
	of := views.Choices{People: p.people.options, Waves: p.waves()}
	for _, one := range p.stages.Pilots {
		of.Pilots = append(of.Pilots, partial.Option{Value: one.ID, Label: one.Named().In(p.text)})
	}
	return of
}

func (p plan) waves() []partial.Option { return waveOptions(p.stages, p.text) }

func waveOptions(s rollout.Stages, t *i18n.Text) []partial.Option {
	var options []partial.Option
	for _, w := range s.Waves {
		options = append(options, partial.Option{Value: w.ID, Label: w.Named().In(t)})
	}
	return options
}

// row is a task as the board and the list show it.
func (s *server) row(c *fiber.Ctx, key project.Scope, p plan, t rollout.Task) views.Row {
	r := views.Row{Task: t, Owner: p.people.names[t.Owner()], Wave: p.stages.WaveNamed(t.Wave()).In(key.Text)}
	if t.Late(key.Today()) {
		r.Late = key.Today().Sub(t.Expected())
	}
	r.Move = s.filled(c, projectPath(key, "rollout", "tasks", t.ID, "move"), nil, t.Version)
	return r
}

func (s *server) rolloutRoom(c *fiber.Ctx, key project.Scope) error {
	return s.showRollout(c, key, s.fresh(c, "", rollout.FreshTask()))
}

func (s *server) showRollout(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	var filter rollout.Filter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	if filter.View == "timeline" && !exporting(c) {
		return s.showGantt(c, key, filter.Page)
	}
	plan, err := s.plan(c, key)
	if err != nil {
		return err
	}
	if exporting(c) {
		return export(c, key, taskTable(plan), func(at record.Page) (record.Paged[rollout.Task], error) {
			filter.Page = at
			return s.Rollout.Find(c.UserContext(), key, filter)
		})
	}
	return s.showTasks(c, key, plan, filter, f)
}

// showTasks shows the tasks as a board or as a list.
func (s *server) showTasks(c *fiber.Ctx, key project.Scope, plan plan, filter rollout.Filter, f partial.Form) error {
	f.Action = withoutTags(c)
	page := views.RoomPage{Home: projectPath(key, "rollout"), Listed: filter.View == "list", Choices: plan.choices(),
		Form: f, List: partial.Listing{Narrow: taskNarrowing(c, plan, filter.View)}, MayEdit: key.Allows(project.EditRegisters)}
	fill := s.fillBoard
	if page.Listed {
		fill = s.fillList
	}
	if err := fill(c, key, plan, filter, &page); err != nil {
		return err
	}
	return s.page(c, inRoom(key, "rollout", key.Text.T("rollout.title"), key.Text.T("rollout.purpose")), views.Room(page))
}

func (s *server) fillList(c *fiber.Ctx, key project.Scope, p plan, f rollout.Filter, page *views.RoomPage) error {
	found, err := s.Rollout.Find(c.UserContext(), key, f)
	for _, t := range found.Rows {
		page.Rows = append(page.Rows, s.row(c, key, p, t))
	}
	page.List = listing(c, key.Text, taskTable(p), found, page.List.Narrow)
	page.List.Label, page.List.Empty, page.List.Pick = key.Text.T("rollout.title"), key.Text.T("rollout.empty"), picking(c, key, "rollout")
	return err
}

func (s *server) fillBoard(c *fiber.Ctx, key project.Scope, p plan, f rollout.Filter, page *views.RoomPage) error {
	lanes, err := s.Rollout.Board(c.UserContext(), key, f)
	for _, l := range lanes {
		lane := views.Lane{Lane: l, Rest: withQuery(c, "view", "list", "status", string(l.Status))}
		for _, t := range l.Tasks {
			lane.Cards = append(lane.Cards, s.row(c, key, p, t))
		}
		page.Lanes = append(page.Lanes, lane)
	}
	return err
}

// taskNarrowing narrows the tasks; a board has a lane for each status.
func taskNarrowing(c *fiber.Ctx, p plan, view string) partial.Narrow {
	t, choices := p.text, p.choices()
	n := narrowing(c, words(t))
	if view == "list" {
		n.Kept, n.Clear = []partial.Option{{Value: "view", Label: view}}, n.Clear+"?view=list"
		n.Fields = append(n.Fields, choice(t, "status", "rollout.field.status", rollout.Statuses(), "rollout.status."))
	}
	n.Fields = append(n.Fields, byOwner(t, p.people), choose(t, "wave", "rollout.field.wave", choices.Waves))
	n.More = append([]partial.Field{choose(t, "pilot", "rollout.field.pilot", choices.Pilots)}, onSteps(t)...)
	n.More = append(n.More, only(t, "milestones", "rollout.only_milestones"), only(t, "late", "rollout.only_late"), only(t, "ahead", "rollout.only_ahead"))
	return n
}

func (s *server) createTask(c *fiber.Ctx, key project.Scope) error {
	var d rollout.TaskDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Rollout.Tasks.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showRollout(c, key, f) })
	}
	return s.saidUndo(c, withoutTags(c), "rollout.said.created")
}

func (s *server) taskPage(c *fiber.Ctx, key project.Scope) error {
	t, err := s.Rollout.Tasks.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	return s.showTask(c, key, s.filled(c, c.Path(), t.Draft(key.Text), t.Version))
}

func (s *server) showTask(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	t, err := s.Rollout.Tasks.One(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	plan, err := s.plan(c, key)
	if err != nil {
		return err
	}
	forecasts, err := s.Rollout.Forecasts(c.UserContext(), key, t.ID)
	if err != nil {
		return err
	}
	home := projectPath(key, "rollout")
	at, row := home+"/tasks/"+t.ID, s.row(c, key, plan, t)
	page := inRoom(key, "rollout", t.Titled().In(key.Text), t.Code(), roomCrumb(key))
	return s.withAttached(c, key, page, record.Ref{Kind: rollout.TaskKind, ID: t.ID}, views.Task(views.TaskPage{
		Task: t, Row: row, Pilot: plan.stages.PilotNamed(t.Pilot()).In(key.Text), Form: f, Move: row.Move, Choices: plan.choices(),
		Delete: s.filled(c, at+"/delete", nil, t.Version), Forecasts: forecasts, Key: key, MayEdit: key.Allows(project.EditRegisters), Back: home,
	}))
}

// roomCrumb leads back to the roll-out.
func roomCrumb(key project.Scope) layout.Crumb {
	return layout.Crumb{Label: key.Text.T("rollout.title"), Href: projectPath(key, "rollout")}
}

func (s *server) saveTask(c *fiber.Ctx, key project.Scope) error {
	var d rollout.TaskDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Rollout.Tasks.Save(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showTask(c, key, f) })
	}
	return s.saidUndo(c, c.Path(), "common.saved")
}

// moveTask puts a card into another lane and leads back to where it was moved.
func (s *server) moveTask(c *fiber.Ctx, key project.Scope) error {
	var d rollout.MoveDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Rollout.Move(c.UserContext(), key, c.Params("id"), d.Version, d.Status)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error {
			t, err := s.Rollout.Tasks.One(c.UserContext(), key, c.Params("id"))
			if err != nil {
				return err
			}
			return s.showTask(c, key, whole(f, projectPath(key, "rollout", "tasks", t.ID), t.Draft(key.Text)))
		})
	}
	return s.saidUndo(c, s.cameFrom(c, key), "rollout.said.moved")
}

func (s *server) deleteTask(c *fiber.Ctx, key project.Scope) error {
	return remove(s, c, key, projectPath(key, "rollout"), s.Rollout.Tasks.Delete)
}
