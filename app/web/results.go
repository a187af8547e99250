package web

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"stegvis/app/flow"
	"stegvis/app/maturity"
	"stegvis/app/platform/chart"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
	"stegvis/app/workshop"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
	"stegvis/templates/results"
)

// workshopResults is what a workshop has revealed, and what became of it.
func (s *server) workshopResults(c *fiber.Ctx, key project.Scope) error {
	return s.showResults(c, key, partial.Form{})
}

// showResults shows the results, and where a form of one activity was refused why.
func (s *server) showResults(c *fiber.Ctx, key project.Scope, refused partial.Form) error {
	found, err := s.Harvest.Read(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	w, home := found.Workshop, projectPath(key, "workshops", c.Params("id"), "results")
	page := results.Page{Home: home, Rehearsal: w.Rehearsal, Exports: resultFiles(key, home, w.ID)}
	if page.Reports, err = s.reportsOf(c, key, w); err != nil {
		return err
	}
	for _, a := range found.Activities {
		shown := s.resultsOf(c, key, w, a)
		if refused.Value("activity") == a.Activity.ID {
			refused.ID, shown.Form = shown.Form.ID, refused
			shown.Form.Version = found.Vision.Version
		}
		if a.Activity.Kind == workshop.Vision {
			shown.Vision, shown.Form.Version = found.Vision.Told().In(key.Text), found.Vision.Version
		}
		page.Activities = append(page.Activities, shown)
	}
	t := key.Text
	return s.page(c, inWorkshops(key, t.T("workshop.result.title", "title", w.Titled()),
		t.T("workshop.result.purpose", "code", w.Code(), "day", t.Day(w.HeldOn)), layout.Crumb{Label: w.Titled().In(t), Href: projectPath(key, "workshops", w.ID)}), results.Results(page))
}

// reportsOf are the reports that were issued of a workshop, and for who may the way to
// another.
func (s *server) reportsOf(c *fiber.Ctx, key project.Scope, w workshop.Workshop) (results.Reports, error) {
	issued, err := s.Reports.List(c.UserContext(), key, report.Filter{Kind: report.KindWorkshop, Subject: w.ID})
	return results.Reports{Home: reportPath(key), Issued: issued.Rows, MayIssue: key.Allows(project.Issue) && !w.Rehearsal,
		Prepare: s.blank(c, reportPath(key, "drafts"), nil), Workshop: w.ID}, err
}

// resultsOf is one activity as its part of the page shows it.
func (s *server) resultsOf(c *fiber.Ctx, key project.Scope, w workshop.Workshop, a flow.Reaped) results.Activity {
	t := key.Text
	shown := results.Activity{
		ID: a.Activity.ID, Place: a.Activity.Place, Title: a.Activity.Called().In(t), Kind: t.T("workshop.result.kind." + string(a.Activity.Kind)),
		Minutes: a.Activity.Minutes, Prompt: a.Activity.Settings().Asked().In(t), Revealed: a.Activity.Phase == workshop.Revealed, Confided: a.Confided,
		Form: s.blank(c, projectPath(key, "workshops", w.ID, "results"), nil),
	}
	shown.Form.ID = "r" + strconv.Itoa(a.Activity.Place) + "-"
	if key.Allows(project.Assess) && !w.Rehearsal {
		shown.Takes = partial.Options(flow.IntoOf(a.Activity.Kind), func(into flow.Into) string {
			if into == flow.AsDecision && a.Activity.Kind == workshop.Motion {
				return t.T("workshop.result.into.motion")
			}
			return t.T("workshop.result.into." + string(into))
		})
		shown.Hint = hintOn(key, a.Activity.Kind)
	}
	if a.Activity.Kind == workshop.Scoring {
		shown.Whole = &results.Item{Became: becameOf(key, a.Whole), Gone: a.Whole.Gone() && len(shown.Takes) > 0}
	}
	for n, d := range a.Spreads(t) {
		shown.Pictures = append(shown.Pictures, chart.SVG(d, "s"+strconv.Itoa(a.Activity.Place)+"-"+strconv.Itoa(n)))
	}
	for _, g := range a.Groups {
		group := results.Group{Name: g.Name}
		for _, i := range g.Items {
			item := itemOf(key, a, i)
			item.Gone = i.Fate.Gone() && len(shown.Takes) > 0 // to others it may be there and not shown
			group.Items = append(group.Items, item)
		}
		shown.Groups = append(shown.Groups, group)
	}
	return shown
}

// hintOn says what else is to be known of what an activity's subjects become, "" for
// most.
func hintOn(key project.Scope, kind workshop.ActivityKind) string {
	switch {
	case kind == workshop.Map:
		return key.Text.T("workshop.result.hint_map")
	case kind == workshop.Vision:
		return key.Text.T("workshop.result.hint_vision")
	case kind == workshop.Motion && key.Allows(project.Decide):
		return key.Text.T("workshop.result.hint_decided")
	case kind == workshop.Motion:
		return key.Text.T("workshop.result.hint_asked")
	}
	return ""
}

func itemOf(key project.Scope, a flow.Reaped, i flow.Item) results.Item {
	t := key.Text
	shown := results.Item{
		Subject: i.Subject, Words: i.Words.In(t), Part: workshop.PartNamed(t, i.Part), Tables: workshop.TablesNamed(t, i.Tables), Votes: i.Votes.Said(t), Dots: i.Votes.Dots, Most: a.Most,
		Chosen: i.Chosen, Became: becameOf(key, i.Fate),
	}
	if i.Votes.Voting == workshop.Scale {
		shown.Votes = i.Spread.Said(t)
		shown.Agreed = i.Votes.Said(t)
	}
	for _, d := range i.Dissents {
		shown.Dissents = append(shown.Dissents, maturity.DissentSaid(t, string(d.Role), d.Level, d.Reason))
	}
	return shown
}

func becameOf(key project.Scope, f flow.Fate) *results.Became {
	if f.Became == nil {
		return nil
	}
	return &results.Became{Label: strings.TrimSpace(f.Became.Code + " " + f.Became.Title.In(key.Text)), Href: projectPath(key, f.Became.Path)}
}

// takeResults takes what was picked over into the project: what stands beside the
// button that was pressed, or all that is ticked.
func (s *server) takeResults(c *fiber.Ctx, key project.Scope) error {
	var d flow.HarvestDraft
	err := parse(c, &d)
	if one := c.FormValue("one"); one != "" {
		d.Subjects = []string{one}
	}
	var n int
	if err == nil {
		n, err = s.Harvest.Take(c.UserContext(), key, c.Params("id"), d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showResults(c, key, f) })
	}
	return s.saidMany(c, projectPath(key, "workshops", c.Params("id"), "results"), "workshop.result.said.taken", n)
}

// cameFromWorkshops says from which workshops a row came.
func (s *server) cameFromWorkshops(c *fiber.Ctx, key project.Scope, ref record.Ref) (templ.Component, error) {
	of, err := s.origins(c, key, ref.Kind, ref.ID)
	return of(ref.ID), err
}

// origins says of rows of a kind, by their ids, from which workshops they came.
func (s *server) origins(c *fiber.Ctx, key project.Scope, kind record.Kind, ids ...string) (func(id string) templ.Component, error) {
	all, err := s.Workshops.SourcesOf(c.UserContext(), key, kind, ids)
	return func(id string) templ.Component {
		var shown []results.Source
		for _, one := range all[id] {
			shown = append(shown, results.Source{Code: one.Code(), Votes: one.Votes.Said(key.Text), Words: one.Words,
				Href: projectPath(key, "workshops", one.WorkshopID, "results") + "#a-" + one.ActivityID})
		}
		return results.Origin(shown)
	}, err
}

// withOrigin is the body of a row's page beneath the workshops and meetings that the
// row came from.
func (s *server) withOrigin(c *fiber.Ctx, key project.Scope, ref record.Ref, body ...templ.Component) (templ.Component, error) {
	from, err := s.cameFromWorkshops(c, key, ref)
	if err != nil {
		return nil, err
	}
	met, err := s.cameFromMeetings(c, key, ref)
	return templ.Join(append([]templ.Component{from, met}, body...)...), err
}
