package report

import (
	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/risk"
)

// milestones is each that moved, was reached, is new or is gone.
func (c *comparison) milestones() {
	was := byKey(c.before.Milestones, func(m MilestoneState) string { return m.ID })
	for _, now := range c.now.Milestones {
		before, there := was[now.ID]
		delete(was, now.ID)
		c.milestone(before, now, there)
	}
	for _, before := range c.before.Milestones {
		if _, gone := was[before.ID]; gone && before.Reached.IsZero() {
			c.add(milestoneOther, 0, before.move("milestone_gone", Closed).with("was", before.Forecast))
		}
	}
}

func (c *comparison) milestone(before, now MilestoneState, there bool) {
	switch {
	case !now.Reached.IsZero():
		if before.Reached.IsZero() {
			c.reached(before, now)
		}
	case !there:
		c.add(milestoneOther, 0, now.move("milestone_new", Added).with("now", now.Forecast))
	case !before.Reached.IsZero():
		c.add(milestoneLater, 0, now.move("milestone_back", Worse).with("was", before.Reached).with("now", now.Forecast))
	case before.Forecast == now.Forecast:
	case before.Forecast.IsZero():
		c.add(milestoneOther, 0, now.move("milestone_dated", Same).with("now", now.Forecast))
	case now.Forecast.IsZero():
		c.add(milestoneLater, 0, now.move("milestone_undated", Worse).with("was", before.Forecast))
	default:
		c.shifted(before, now)
	}
}

// reached is a milestone that was reached since, with how many days after the plan.
func (c *comparison) reached(before, now MilestoneState) {
	m := now.move("milestone_reached", Better).with("was", before.Forecast).with("now", now.Reached)
	if late := now.Reached.Sub(now.Planned); !now.Planned.IsZero() && late > 0 {
		m.Key, m.Args["late"] = "milestone_reached_late", counted(AsDays, late)
	}
	c.add(milestoneReached, 0, m)
}

func (c *comparison) shifted(before, now MilestoneState) {
	by := now.Forecast.Sub(before.Forecast)
	key, mark, w := "milestone_later", Worse, milestoneLater
	if by < 0 {
		key, mark, w = "milestone_earlier", Better, milestoneReached
	}
	m := now.move(key, mark).with("was", before.Forecast).with("now", now.Forecast)
	m.Args["by"] = counted(AsDays, by)
	c.add(w, max(by, -by), m)
}

// move begins a move of the milestone, with the day in the plan as the original.
func (m MilestoneState) move(key string, mark Turn) Move {
	return Move{Sort: OfMilestone, Key: key, Mark: mark, ID: m.ID, Args: facts(m.Title)}.with("original", m.Planned)
}

// with is the move with a day; one that there is not is left out.
func (m Move) with(name string, d date.Day) Move {
	if !d.IsZero() {
		m.Args[name] = dated(d)
	}
	return m
}

// risks is each that is new, gone, closed, or of another score.
func (c *comparison) risks() {
	was := byKey(c.before.Risks, func(r RiskState) string { return r.ID })
	for _, now := range c.now.Risks {
		before, there := was[now.ID]
		delete(was, now.ID)
		if !there {
			before.Status = ""
		}
		c.risk(before, now)
	}
	for _, before := range c.before.Risks {
		if _, gone := was[before.ID]; gone && before.Status != risk.Closed {
			m := before.move("risk_gone", Closed)
			m.Args["was"] = counted(AsNumber, before.Score)
			c.add(riskOther, before.Score, m)
		}
	}
}

func (c *comparison) risk(before, now RiskState) {
	open := now.move("risk_new", Added)
	if before.Status != "" && before.Status != risk.Closed {
		open.Args["was"] = counted(AsNumber, before.Score)
	}
	if now.Status != risk.Closed {
		open.Args["now"] = counted(AsNumber, now.Score)
	}
	high := risk.LevelOf(now.Score) == risk.High
	grave := map[bool]weight{true: riskUp, false: riskOther}[high]
	switch {
	case now.Status == risk.Closed && before.Status == risk.Closed:
	case now.Status == risk.Closed && before.Status == "": // it came and went in between
	case now.Status == risk.Closed:
		open.Key, open.Mark = "risk_closed", Closed
		c.add(eased(before), before.Score, open)
	case now.Status == risk.Occurred && before.Status != risk.Occurred:
		open.Key, open.Mark = "risk_occurred", Worse
		c.add(riskUp, 1+now.Score, open)
	case before.Status == "":
		c.add(grave, now.Score, open)
	case before.Status == risk.Closed:
		open.Key, open.Mark = "risk_reopened", Worse
		c.add(grave, now.Score, open)
	case before.Status != now.Status:
		open.Key, open.Mark = "risk_reopened", Same
		c.add(riskOther, now.Score, open)
	case now.Score != before.Score:
		c.rescored(before, now, open, grave)
	}
}

// eased is the weight of a risk that is lower now or closed.
func eased(before RiskState) weight {
	if risk.LevelOf(before.Score) == risk.High {
		return riskDown
	}
	return riskOther
}

func (c *comparison) rescored(before, now RiskState, m Move, grave weight) {
	m.Args["by"] = counted(AsNumber, now.Score-before.Score)
	m.Key, m.Mark = "risk_worse", Worse
	if now.Score < before.Score {
		m.Key, m.Mark, grave = "risk_better", Better, eased(before)
	}
	c.add(grave, max(now.Score, before.Score), m)
}

func (r RiskState) move(key string, mark Turn) Move {
	return Move{Sort: OfRisk, Key: key, Mark: mark, Code: r.Code, ID: r.ID, Args: facts(r.Title)}
}

// decisions is each that was asked, decided, carried out or taken back, and each
// that is overdue, which stays a matter of every report.
func (c *comparison) decisions() {
	was := byKey(c.before.Decisions, func(d DecisionState) string { return d.ID })
	for _, now := range c.now.Decisions {
		before := was[now.ID]
		delete(was, now.ID)
		if before.Stage != now.Stage {
			c.decision(before, now)
		}
		c.overdue(before, now)
	}
	for _, before := range c.before.Decisions {
		if _, gone := was[before.ID]; gone && before.Stage != decision.Done && before.Stage != decision.Dropped {
			c.add(decisionOther, 0, before.move("decision_gone", Closed))
		}
	}
}

func (c *comparison) decision(before, now DecisionState) {
	m := now.move("decision_asked", Added)
	m.Args["now"] = said(stageNamed(now.Stage))
	if before.Stage != "" {
		m.Args["was"] = said(stageNamed(before.Stage))
	}
	switch {
	case now.Stage == decision.Waiting:
		c.asked(before, now, m)
	case now.Stage == decision.Dropped:
		if before.Stage != "" {
			m.Key, m.Mark = "decision_withdrawn", Closed
			c.add(decisionOther, 0, m)
		}
	case now.Stage == decision.Done:
		m.Key, m.Mark = "decision_done", Closed
		c.add(decisionMade, 0, m.with("on", now.Done))
	case before.Stage == decision.Done:
		m.Key, m.Mark = "decision_undone", Worse
		c.add(decisionAsked, 0, m)
	case !before.made():
		c.decided(now, m)
	}
}

// asked is a question that is new, or was answered and is asked again. That one is new
// is no news where it is overdue already.
func (c *comparison) asked(before, now DecisionState, m Move) {
	switch {
	case before.Stage == "" && now.late(c.now.Day) > 0:
		return
	case before.made():
		m.Key, m.Mark = "decision_again", Worse
	case now.Deadline.IsZero():
		m.Key = "decision_asked_open"
	}
	c.add(decisionAsked, 0, m.with("on", now.Deadline))
}

func (c *comparison) decided(now DecisionState, m Move) {
	m.Key, m.Mark = "decision_decided", Closed
	if now.Choice != (i18n.Phrase{}) {
		m.Key, m.Args["choice"] = "decision_chosen", said(now.Choice)
	}
	c.add(decisionMade, 1, m.with("on", now.Decided))
}

func (c *comparison) overdue(before, now DecisionState) {
	late := now.late(c.now.Day)
	if late == 0 {
		return
	}
	m := now.move("decision_overdue", Worse).with("on", now.awaited())
	if now.made() {
		m.Key = "decision_late"
	}
	if before.Stage != "" {
		m.Args["was"] = said(stageNamed(before.Stage))
	}
	m.Args["now"], m.Args["by"] = said(stageNamed(now.Stage)), counted(AsDays, late)
	c.add(decisionLate, late, m)
}

func (d DecisionState) move(key string, mark Turn) Move {
	return Move{Sort: OfDecision, Key: key, Mark: mark, Code: d.Code, ID: d.ID, Args: facts(d.Question)}
}

func stageNamed(s decision.Stage) i18n.Phrase {
	return i18n.Phrase{Key: "decision.stage." + string(s), Text: string(s)}
}

// steps is each that began, was finished, or is open again.
func (c *comparison) steps() {
	at := func(s StepState) string { return s.Track + "/" + s.Key }
	was := byKey(c.before.Steps, at)
	for _, now := range c.now.Steps {
		before, there := was[at(now)]
		if !there || before.Status == now.Status {
			continue
		}
		m := Move{Sort: OfStep, Key: "step_finished", Mark: Better, ID: at(now), Args: facts(now.Name)}
		m.Args["track"] = said(i18n.Phrase{Key: "report.track." + now.Track, Text: now.Track})
		m.Args["was"], m.Args["now"] = said(before.stands()), said(now.stands())
		w := stepFinished
		switch {
		case before.Status == framework.Done:
			m.Key, m.Mark, w = "step_reopened", Worse, stepBack
		case now.Status == framework.Active:
			m.Key, m.Mark, w = "step_begun", Added, stepBegun
		case now.Status != framework.Done:
			m.Key, m.Mark, w = "step_idle", Same, stepBegun
		}
		c.add(w, 0, m)
	}
}

func (s StepState) stands() i18n.Phrase {
	return i18n.Phrase{Key: "track.status." + string(s.Status), Text: string(s.Status)}
}

// maturity is the mean and each dimension that are not what they were. What another
// part of the organisation said is not compared.
func (c *comparison) maturity() {
	was, now := c.before.Maturity, c.now.Maturity
	m := Move{Sort: OfMaturity, Key: "maturity_first", Mark: Added, Args: facts(i18n.Phrase{Key: "moved.mean", Text: "Maturity"})}
	if was != nil {
		m.Args["was"] = counted(AsTenths, was.Mean)
	}
	if now != nil {
		m.Args["now"] = counted(AsTenths, now.Mean)
	}
	switch {
	case was == nil && now == nil:
	case was == nil:
		c.add(maturityUp, 0, m)
	case now == nil:
		m.Key, m.Mark = "maturity_gone", Closed
		c.add(dimensionMoved, 0, m)
	case was.Unit != now.Unit:
		m.Key, m.Mark = "maturity_unit", Same
		c.add(dimensionMoved, 0, m)
	default:
		c.mean(was.Mean, now.Mean, m)
		c.dimensions(was.Levels, now.Levels)
	}
}

func (c *comparison) mean(was, now int, m Move) {
	if was == now {
		return
	}
	m.Args["by"] = counted(AsTenths, now-was)
	m.Key, m.Mark = "maturity_up", Better
	w := maturityUp
	if now < was {
		m.Key, m.Mark, w = "maturity_down", Worse, maturityDown
	}
	c.add(w, 0, m)
}

// dimensions compares level by level; one without a level was not judged.
func (c *comparison) dimensions(before, after []DimensionState) {
	was := map[string]int{}
	for _, d := range before {
		was[d.Dimension] = d.Tenths
	}
	now := map[string]int{}
	for _, d := range after {
		now[d.Dimension] = d.Tenths
		c.dimension(d.Dimension, was[d.Dimension], d.Tenths)
	}
	for _, d := range before {
		if _, there := now[d.Dimension]; !there {
			c.dimension(d.Dimension, d.Tenths, 0)
		}
	}
}

func (c *comparison) dimension(name string, was, now int) {
	m := Move{Sort: OfMaturity, Key: "dimension_up", Mark: Better, Args: facts(i18n.Phrase{Key: "maturity.short." + name, Text: name})}
	if was > 0 {
		m.Args["was"] = counted(AsTenths, was)
	}
	if now > 0 {
		m.Args["now"] = counted(AsTenths, now)
	}
	switch {
	case was == now:
		return
	case was == 0:
		m.Key, m.Mark = "dimension_new", Added
	case now == 0:
		m.Key, m.Mark = "dimension_gone", Closed
	default:
		m.Args["by"] = counted(AsTenths, now-was)
		if now < was {
			m.Key, m.Mark = "dimension_down", Worse
		}
	}
	c.add(dimensionMoved, max(now-was, was-now), m)
}
