package rollout

import (
	"cmp"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// Found is what those who search see of a task.
func (t Task) Found() record.Found {
	return record.Found{
		Code: t.Code(), Title: t.Titled(), State: "rollout.status." + string(t.Status), OwnerID: t.Owner(),
		Body: []i18n.Phrase{t.Phrase("note", t.Note)},
	}
}

// Found is what those who search see of a wave.
func (w Wave) Found() record.Found {
	return record.Found{Title: w.Named(), Body: []i18n.Phrase{w.Phrase("note", w.Note)}}
}

// Found is what those who search see of a pilot.
func (p Pilot) Found() record.Found {
	return record.Found{
		Code: p.Coded(PilotLetter), Title: p.Named(), State: "rollout.outcome." + cmp.Or(string(p.Outcome), "none"),
		Body: []i18n.Phrase{p.Phrase("site", p.Site), p.Phrase("outcome_reason", p.OutcomeReason)},
	}
}

// Found is what those who search see of a criterion.
func (c Criterion) Found() record.Found {
	return record.Found{
		Title: c.Phrase("name", c.Name), State: "rollout.verdict." + string(c.Verdict),
		Body: []i18n.Phrase{c.Phrase("target", c.Target), c.Phrase("result", c.Result)},
	}
}
