package decisions

import (
	"stegvis/app/decision"
	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

// step is one of the steps in a decision's life: what it is called, how far it has
// come, and what there is to say about it.
type step struct {
	name  string // key of its word below decision.life
	state string // past, now or ahead
	tone  partial.Tone
	lines []string
}

// toneOf is how a stage looks.
func toneOf(s decision.Stage) partial.Tone {
	switch s {
	case decision.Done:
		return partial.Good
	case decision.Waiting, decision.CarryingOut:
		return partial.Active
	}
	return partial.Idle
}

// life are the steps that the decision has gone and has before it.
func (p OnePage) life(t *i18n.Text) []step {
	d := p.Decision
	asked := past("asked", t.Day(p.AskedOn))
	if d.Stage() == decision.Dropped {
		return []step{asked, {name: "withdrawn", state: "now", tone: partial.Idle}}
	}
	return []step{asked, p.made(t), p.carried(t), p.done(t)}
}

func past(name string, lines ...string) step { return step{name, "past", partial.Good, lines} }

// now is the step that is taken now, with its day.
func (p OnePage) now(t *i18n.Text, name string, lines ...string) step {
	s := step{name, "now", partial.Active, lines}
	if p.Decision.Awaited().IsZero() {
		return s
	}
	s.lines = append(s.lines, t.T("decision.by_day", "day", t.Day(p.Decision.Awaited())), waiting(t, p.Decision, p.Today))
	if p.Decision.Overdue(p.Today) {
		s.tone = partial.Warn
	}
	return s
}

func (p OnePage) made(t *i18n.Text) step {
	d := p.Decision
	if d.Status == decision.Asked {
		if d.Circulating() {
			return p.now(t, "decided", t.T("decision.circulation.waits"), t.T("decision.circulation.answered", "voted", p.Tally.Voted, "members", p.Tally.Members, "needed", p.Tally.Needed))
		}
		return p.now(t, "decided", t.T("decision.waits"))
	}
	s := past("decided", t.Day(d.DecidedOn), d.By(t))
	if how := p.how(t); how != "" {
		s.lines = append(s.lines, how)
	}
	return s
}

// how says in which way it was decided, "" where nobody said.
func (p OnePage) how(t *i18n.Text) string {
	if p.Decision.DecidedHow == "" {
		return ""
	}
	return t.T("decision.decided_how." + string(p.Decision.DecidedHow))
}

func (p OnePage) carried(t *i18n.Text) step {
	owner := p.Owner
	if owner == "" {
		owner = t.T("decision.uncarried")
	}
	switch p.Decision.Stage() {
	case decision.Made, decision.CarryingOut:
		return p.now(t, "carried", owner)
	case decision.Done:
		return past("carried", p.Owner)
	}
	return step{name: "carried", state: "ahead", tone: partial.Idle}
}

func (p OnePage) done(t *i18n.Text) step {
	d := p.Decision
	if d.Stage() != decision.Done {
		return step{name: "done", state: "ahead", tone: partial.Idle}
	}
	s := past("done", t.Day(d.DoneOn), d.DoneBy)
	s.state = "now"
	return s
}

// waiting says how long the decision can still wait.
func waiting(t *i18n.Text, d decision.Decision, today date.Day) string {
	switch days := d.Days(today); {
	case days < 0:
		return t.N("decision.overdue", -days)
	case days == 0:
		return t.T("decision.due_today")
	default:
		return t.N("decision.due", days)
	}
}
