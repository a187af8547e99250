package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/flow"
	"stegvis/app/maturity"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/templates/gaps"
	"stegvis/templates/layout"
	"stegvis/templates/partial"
)

func (s *server) targets(c *fiber.Ctx, key project.Scope) error {
	f := s.blank(c, projectPath(key, "maturity", "targets"), maturity.TargetDraft{Level: 3})
	return s.showTargets(c, key, f)
}

func (s *server) showTargets(c *fiber.Ctx, key project.Scope, target partial.Form) error {
	t := key.Text
	p := gaps.TargetsPage{Home: projectPath(key, "maturity"), Today: key.Today(), Target: target, MaySet: key.Allows(project.Assess)}
	history, err := s.Maturity.History(c.UserContext(), key)
	if err != nil {
		return err
	}
	if leading := maturity.Leading(history); len(leading) > 0 {
		if err := s.fillTargets(c, key, &p, leading); err != nil {
			return err
		}
		if p.Pictures, err = s.maturityPictures(c, key, history, leading); err != nil {
			return err
		}
	}
	page := inRoom(key, "maturity", t.T("target.title"), t.T("target.purpose"), layout.Crumb{Label: t.T("maturity.title"), Href: p.Home})
	return s.page(c, page, gaps.Targets(p))
}

// fillTargets reads what stands beside the assessments that say where the project
// stands, the latest of which is the first.
func (s *server) fillTargets(c *fiber.Ctx, key project.Scope, p *gaps.TargetsPage, history []maturity.Assessment) error {
	aims, err := s.Targets.Now(c.UserContext(), key)
	if err != nil {
		return err
	}
	p.Assessed, p.All = true, maturity.Standing(history[0], aims)
	p.Open, p.Proof.Project = maturity.Open(p.All), projectPath(key)
	if key.Allows(project.Manage) {
		p.Eases = map[string]partial.Form{}
		for _, g := range p.Open {
			f := s.blank(c, p.Home+"/ease", maturity.EaseDraft{Dimension: g.Dimension, Ease: g.Ease})
			f.ID = g.Dimension + "-"
			p.Eases[g.Dimension] = f
		}
	}
	if before := maturity.Before(history, history[0].ID); before != nil {
		p.Proof.Before, p.Proof.Now = before, &history[0]
		p.Proof.Proofs, err = s.Gaps.Proofs(c.UserContext(), key, *before, history[0])
	}
	return err
}

func (s *server) setTarget(c *fiber.Ctx, key project.Scope) error {
	var d maturity.TargetDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Targets.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return s.again(c, err, func(f partial.Form) error { return s.showTargets(c, key, f) })
	}
	return s.saidUndo(c, projectPath(key, "maturity", "targets"), "target.said.created")
}

func (s *server) judgeEase(c *fiber.Ctx, key project.Scope) error {
	var d maturity.EaseDraft
	err := parse(c, &d)
	if err == nil {
		_, err = s.Targets.Eases.Create(c.UserContext(), key, d)
	}
	if err != nil {
		return err
	}
	return s.saidUndo(c, projectPath(key, "maturity", "targets"), "target.said.eased")
}

func (s *server) gap(c *fiber.Ctx, key project.Scope) error {
	aims, err := s.Targets.Now(c.UserContext(), key)
	if err != nil {
		return err
	}
	d := flow.GapDraft{Make: []string{"t1", "t2", "r1", "c1"}, OwnerID: key.PersonID, DueOn: aims.Targets[c.Params("id")].DueOn}
	return s.showGap(c, key, s.blank(c, c.Path(), d).Several("make", d.Make))
}

func (s *server) showGap(c *fiber.Ctx, key project.Scope, f partial.Form) error {
	offer, err := s.Gaps.Offered(c.UserContext(), key, c.Params("id"))
	if err != nil {
		return err
	}
	aims, err := s.Targets.Now(c.UserContext(), key)
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	t, room := key.Text, projectPath(key, "maturity")
	p := gaps.GapPage{Project: projectPath(key), Back: room + "/targets", Offer: offer, Form: f, People: people.options, MayMake: key.Allows(project.EditRegisters)}
	for _, g := range maturity.Standing(offer.Assessment, aims) {
		if g.Dimension == offer.Dimension {
			p.Gap = g
		}
	}
	page := inRoom(key, "maturity", t.T("gap.title", "dimension", t.T("maturity.short."+offer.Dimension)), t.T("gap.purpose"),
		layout.Crumb{Label: t.T("maturity.title"), Href: room}, layout.Crumb{Label: t.T("target.title"), Href: p.Back})
	return s.page(c, page, gaps.Gap(p))
}

// makeOfGap makes of a gap what was chosen.
func (s *server) makeOfGap(c *fiber.Ctx, key project.Scope) error {
	var d flow.GapDraft
	made, err := 0, parse(c, &d)
	if err == nil {
		made, err = s.Gaps.Make(c.UserContext(), key, c.Params("id"), d)
	}
	if fault.Is(err, fault.Invalid) {
		return s.again(c, err, func(f partial.Form) error { return s.showGap(c, key, f) })
	}
	if err != nil {
		return err
	}
	return s.saidMany(c, c.Path(), "gap.said", made)
}

// maturityPictures are the pictures that there is anything to show in: of several
// assessments their trend, of several units the heat map, of votes their spread.
func (s *server) maturityPictures(c *fiber.Ctx, key project.Scope, history, leading []maturity.Assessment) ([]gaps.Picture, error) {
	t := key.Text
	var all []gaps.Picture
	if trend := maturity.TrendOf(leading, leading[0].Unit); len(trend) > 1 {
		all = append(all, gaps.Picture{Title: t.T("picture.trend.title"), SVG: chart.SVG(maturity.Trend(t, trend), "trend"), Source: t.T("picture.trend.source")})
	}
	if units := maturity.LatestByUnit(history); len(units) > 1 {
		all = append(all, gaps.Picture{Title: t.T("picture.heat.title"), SVG: chart.SVG(maturity.HeatMap(t, units), "heat"), Source: t.T("picture.heat.source")})
	}
	scored, agreed, err := s.Agreed.Last(c.UserContext(), key, history)
	if err != nil || scored == nil {
		return all, err
	}
	asked, err := s.Maturity.AskedIn(c.UserContext(), key, *scored)
	if err != nil {
		return all, err
	}
	voted := maturity.VotedOf(t, asked, agreed)
	return append(all, gaps.Picture{Title: t.T("picture.spread.title"), SVG: chart.SVG(maturity.SpreadPlot(t, voted), "spread"),
		Source: t.T("report.maturity.scored", "number", scored.Number, "day", t.Day(scored.AssessedOn), "unit", maturity.UnitOf(t, *scored)) + ". " + t.T("picture.spread.source")}), nil
}
