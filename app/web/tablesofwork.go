package web

import (
	"github.com/gofiber/fiber/v2"

	"stegvis/app/audit"
	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/rollout"
)

func waveTable(stages rollout.Stages) table[rollout.Wave] {
	type r = rollout.Wave
	return table[r]{"waves", []column[r]{
		{head: "common.number", sort: "number", cell: func(r r) any { return r.Number }},
		{head: "rollout.field.wave", sort: "wave", cell: func(r r) any { return r.Named() }},
		{head: "rollout.field.start_on", sort: "start", cell: func(r r) any { return r.StartOn }},
		{head: "rollout.field.end_on", sort: "end", cell: func(r r) any { return r.EndOn }},
		{head: "rollout.tasks", sort: "tasks", cell: func(r r) any { return stages.OfWave(r.ID).Total }},
		{head: "rollout.done_tasks", sort: "done", cell: func(r r) any { return stages.OfWave(r.ID).Done }},
		{head: "common.notes", cell: func(r r) any { return r.Phrase("note", r.Note) }},
	}}
}

func pilotTable(t *i18n.Text, stages rollout.Stages) table[rollout.Pilot] {
	type r = rollout.Pilot
	count := func(v rollout.Verdict) func(r) any { return func(r r) any { return stages.Of(r.ID).Count(v) } }
	return table[r]{"pilots", []column[r]{
		{head: "common.number", extra: true, cell: func(r r) any { return r.Number }},
		{head: "rollout.field.pilot", sort: "pilot", cell: func(r r) any { return r.Named() }},
		{head: "rollout.field.wave", sort: "wave", cell: func(r r) any { return stages.WaveNamed(record.Given(r.WaveID)) }},
		{head: "rollout.field.site", sort: "site", cell: func(r r) any { return r.Phrase("site", r.Site) }},
		{head: "rollout.field.period", sort: "start", cell: func(r r) any { return r.StartOn }},
		{head: "rollout.field.end_on", extra: true, cell: func(r r) any { return r.EndOn }},
		{head: "rollout.criteria", sort: "criteria", cell: func(r r) any { return len(stages.Of(r.ID)) }},
		{head: "rollout.verdict.met", extra: true, cell: count(rollout.Met)},
		{head: "rollout.verdict.missed", extra: true, cell: count(rollout.Missed)},
		{head: "rollout.field.outcome", sort: "outcome", cell: func(r r) any {
			if r.Outcome == "" {
				return ""
			}
			return t.T("rollout.outcome." + string(r.Outcome))
		}},
	}}
}

func criterionTable(t *i18n.Text, stages rollout.Stages) table[rollout.Criterion] {
	type r = rollout.Criterion
	return table[r]{"criteria", []column[r]{
		{head: "rollout.field.pilot", extra: true, cell: func(r r) any { return stages.PilotNamed(r.PilotID) }},
		{head: "rollout.field.criterion", sort: "criterion", cell: func(r r) any { return r.Phrase("name", r.Name) }},
		{head: "rollout.field.target", sort: "target", cell: func(r r) any { return r.Phrase("target", r.Target) }},
		{head: "rollout.field.result", sort: "result", cell: func(r r) any { return r.Phrase("result", r.Result) }},
		{head: "rollout.field.verdict", sort: "verdict", cell: func(r r) any { return t.T("rollout.verdict." + string(r.Verdict)) }},
	}}
}

func winTable(t *i18n.Text, people known) table[framework.Win] {
	type r = framework.Win
	return table[r]{"wins", []column[r]{
		{head: "track.win.field.title", sort: "title", cell: func(r r) any { return r.Titled() }},
		{head: "track.win.field.measure", extra: true, cell: func(r r) any { return r.Measured() }},
		{head: "common.owner", sort: "owner", cell: func(r r) any { return people.names[r.Owner()] }},
		{head: "track.win.field.promised_on", sort: "promised", cell: func(r r) any { return r.PromisedOn }},
		{head: "track.win.field.delivered_on", sort: "delivered", cell: func(r r) any { return r.DeliveredOn }},
		{head: "track.field.status", sort: "status", cell: func(r r) any { return t.T("track.win.status." + string(r.Status)) }},
	}}
}

// exportStages answers with the waves, the pilots or what those must show.
func exportStages(c *fiber.Ctx, key project.Scope, stages rollout.Stages, name string) error {
	switch t := key.Text; name {
	case "waves":
		of := waveTable(stages)
		return export(c, key, of, every(arrange(c, t, of, stages.Waves)))
	case "criteria":
		of, all := criterionTable(t, stages), stages.Criteria
		if pilot := c.Query("pilot"); pilot != "" {
			all = stages.Of(pilot)
		}
		return export(c, key, of, every(arrange(c, t, of, all)))
	default:
		of := pilotTable(t, stages)
		return export(c, key, of, every(arrange(c, t, of, stages.Pilots)))
	}
}

// judged is one dimension of an assessment.
type judged struct {
	maturity.Assessment
	of maturity.Answer
}

func assessmentTable(t *i18n.Text) table[judged] {
	type r = judged
	return table[r]{"maturity", []column[r]{
		{head: "common.number", cell: func(r r) any { return r.Number }},
		{head: "maturity.field.assessed_on", cell: func(r r) any { return r.AssessedOn }},
		{head: "maturity.field.made_by", cell: func(r r) any { return r.MadeBy }},
		{head: "maturity.dimension", cell: func(r r) any { return t.T("maturity.short." + r.of.Dimension) }},
		{head: "maturity.now", cell: func(r r) any { return r.of.Current }},
		{head: "maturity.target", cell: func(r r) any { return r.of.Target }},
		{head: "maturity.comment", cell: func(r r) any { return r.of.Comment }},
	}}
}

func judgements(history []maturity.Assessment) []judged {
	var all []judged
	for _, a := range history {
		for _, one := range a.Answers {
			all = append(all, judged{a, one})
		}
	}
	return all
}

// logTable is the log, each line with what it says of whom and when.
func logTable(key project.Scope) table[audit.Entry] {
	type r = audit.Entry
	t := key.Text
	return table[r]{"activity", []column[r]{
		{head: "common.number", cell: func(r r) any { return r.Seq }},
		{head: "activity.when", cell: func(r r) any { return r.At.In(key.Project.Zone()) }},
		{head: "activity.who", cell: func(r r) any { return r.ActorName }},
		{head: "activity.action_label", cell: func(r r) any { return t.T("activity.action." + string(r.Action)) }},
		{head: "activity.what", cell: func(r r) any { return t.T("activity.kinds." + r.Kind) }},
		{head: "activity.about", cell: func(r r) any { return r.Label }},
	}}
}

func deliverableTable(t *i18n.Text) table[framework.Deliverable] {
	type r = framework.Deliverable
	return table[r]{"deliverables", []column[r]{
		{head: "track.step_word", cell: func(r r) any { return r.Place.Named() }},
		{head: "track.deliverables", cell: func(r r) any { return r.Called() }},
		{head: "track.deliverable.settled", cell: func(r r) any { return r.SettledOn }},
		{head: "track.deliverable.settler", cell: func(r r) any { return r.SettledBy }},
		{head: "track.deliverable.not_applicable", cell: func(r r) any { return r.NotApplicable }},
		{head: "track.deliverable.evidence", cell: func(r r) any { return r.Evidence() }},
	}}
}
