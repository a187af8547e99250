package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/businesscase"
	"stegvis/app/guide"
	"stegvis/app/maturity"
	"stegvis/app/outlook"
	"stegvis/app/platform/chart"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/templates/layout"
	"stegvis/templates/overview"
	"stegvis/templates/partial"
)

func (s *server) overview(c *fiber.Ctx, key project.Scope) error {
	state, health, err := s.Outlook.Look(c.UserContext(), key)
	if err != nil {
		return err
	}
	past, err := s.Outlook.Past(c.UserContext(), key)
	if err != nil {
		return err
	}
	p := overview.Page{Key: key, Past: past, Home: projectPath(key), State: state, Health: health, Behind: behindFigures(key)}
	for _, fill := range []func(*fiber.Ctx, project.Scope, *overview.Page) error{s.fillNext, s.fillGrid, s.fillRisks, s.fillAhead, s.fillWaiting, s.fillLatest} {
		if err := fill(c, key, &p); err != nil {
			return err
		}
	}
	draw(key, &p)
	t := key.Text
	page := inRoom(key, "overview", key.Project.Named().In(t), "")
	page.Project.Health, page.Project.HealthWord = partial.ToneOf(health.Overall.Colour), health.Overall.Colour.Word(t)
	page.Action = &layout.Action{Label: t.T("overview.steering"), Href: projectPath(key, "reports", "steering.pdf?lang="+t.Lang())}
	return s.page(c, page, overview.Show(p))
}

// topRisks and others are how much of each list the overview shows.
const (
	topRisks      = 5
	topDecisions  = 5
	latestChanges = 8
)

func (s *server) fillNext(c *fiber.Ctx, key project.Scope, p *overview.Page) error {
	advice, err := s.Guide.Look(c.UserContext(), key, p.State)
	p.Next, p.Advice, p.Followed = advised(key, guide.First(advice.Open)), len(advice.Open), advice.Followed
	return err
}

func (s *server) fillRisks(c *fiber.Ctx, key project.Scope, p *overview.Page) error {
	top, err := s.Risks.Top(c.UserContext(), key, topRisks)
	if err != nil {
		return err
	}
	cells, err := s.Risks.Matrix(c.UserContext(), key)
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	for _, r := range top {
		p.Top = append(p.Top, overview.Risk{Risk: r, Owner: people.names[r.Owner()]})
	}
	p.Matrix = chart.SVG(risk.Matrix(key.Text, cells, matrixCell(key)), "matrix")
	return err
}

func (s *server) fillAhead(c *fiber.Ctx, key project.Scope, p *overview.Page) error {
	if p.State.Pace.Tasks == 0 {
		return nil
	}
	drawn, err := s.timeline(c, key)
	p.Timeline = drawn
	return err
}

func (s *server) fillWaiting(c *fiber.Ctx, key project.Scope, p *overview.Page) error {
	var err error
	if p.Decided, err = s.Decisions.Standing(c.UserContext(), key); err != nil {
		return err
	}
	p.Waiting, err = s.Decisions.Pressing(c.UserContext(), key, topDecisions)
	return err
}

func (s *server) fillLatest(c *fiber.Ctx, key project.Scope, p *overview.Page) error {
	if !key.Allows(project.ReadActivity) {
		return nil
	}
	recent, err := s.Journal.Latest(c.UserContext(), key, latestChanges)
	p.Latest = teller(key, nil, recent.Gone).Lines(recent.Rows)
	return err
}

// draw makes the pictures of which there is something to see.
func draw(key project.Scope, p *overview.Page) {
	if p.State.Case.All() != (businesscase.Sum{}) {
		p.Curve = chart.SVG(businesscase.Curve(key.Text, p.State.Case), "curve")
	}
	if all := p.State.Assessments; len(all) > 0 {
		p.Radar = chart.SVG(maturity.Radar(key.Text, all[0], maturity.Before(all, all[0].ID)), "radar")
	}
}

// behindFigures are the addresses at which one sees what a figure sums.
func behindFigures(key project.Scope) map[outlook.Name]string {
	home := projectPath(key)
	tasks, risks := home+"/rollout?view=list", home+"/risks?status=open"
	return map[outlook.Name]string{
		outlook.FinishSlip:     tasks + "&sort=expected&desc=true",
		outlook.MilestoneSlip:  tasks + "&milestones=true",
		outlook.LateShare:      tasks + "&late=true",
		outlook.OverShare:      home + "/costs",
		outlook.HighRisks:      risks + "&level=high",
		outlook.TopScore:       risks + "&sort=score&desc=true",
		outlook.UnownedRisks:   risks + "&level=high&owner=" + record.Nobody,
		outlook.ReviewsDue:     home + "/risks?due=true",
		outlook.UnownedShare:   tasks + "&ahead=true&owner=" + record.Nobody,
		outlook.Overloaded:     tasks + "&ahead=true",
		outlook.RolesMissing:   home + "/coalition",
		outlook.TrainingsLate:  home + "/trainings?overdue=true",
		outlook.Absent:         home + "/trainings?status=held",
		outlook.Silence:        home + "/messages?status=sent",
		outlook.ChangeLate:     home + "/tracks/kotter",
		outlook.ChangeSlip:     home + "/tracks/kotter",
		outlook.WinsLate:       home + "/tracks/kotter/wins",
		outlook.Gap:            home + "/maturity",
		outlook.AssessmentAge:  home + "/maturity",
		outlook.CapabilityLate: home + "/tracks/gartner",
	}
}
