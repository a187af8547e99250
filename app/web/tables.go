package web

import (
	"stegvis/app/businesscase"
	"stegvis/app/decision"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
)

func riskTable(t *i18n.Text, people known) table[risk.Risk] {
	type r = risk.Risk
	return table[r]{"risks", append([]column[r]{
		{head: "common.number", sort: "number", num: true, cell: func(r r) any { return r.Number }},
		{head: "risk.field.title", sort: "title", cell: func(r r) any { return r.Phrase("title", r.Title) }},
		{head: "risk.field.category", sort: "category", cell: func(r r) any { return t.T("risk.category." + string(r.Category)) }},
		{head: "risk.field.likelihood", extra: true, cell: func(r r) any { return r.Likelihood }},
		{head: "risk.field.impact", extra: true, cell: func(r r) any { return r.Impact }},
		{head: "risk.field.score", sort: "score", num: true, cell: func(r r) any { return r.Score }},
		{head: "risk.field.cause", extra: true, cell: func(r r) any { return r.Phrase("cause", r.Cause) }},
		{head: "risk.field.effect", extra: true, cell: func(r r) any { return r.Phrase("effect", r.Effect) }},
		{head: "risk.field.response", extra: true, cell: func(r r) any { return t.T("risk.response." + string(r.Response)) }},
		{head: "risk.field.plan", extra: true, cell: func(r r) any { return r.Phrase("response", r.Plan) }},
		{head: "common.owner", sort: "owner", cell: func(r r) any { return people.names[r.Owner()] }},
		{head: "risk.field.review_on", sort: "review", cell: func(r r) any { return r.ReviewOn }},
		{head: "risk.field.status", sort: "status", cell: func(r r) any { return t.T("risk.status." + string(r.Status)) }},
	}, tagged(t, func(r r) record.Tags { return r.Tags })...)}
}

func taskTable(p plan) table[rollout.Task] {
	type r = rollout.Task
	t := p.text
	return table[r]{"tasks", append([]column[r]{
		{head: "common.number", sort: "number", num: true, cell: func(r r) any { return r.Number }},
		{head: "rollout.field.title", sort: "title", cell: func(r r) any { return r.Titled() }},
		{head: "rollout.milestone", extra: true, cell: func(r r) any { return r.Milestone }},
		{head: "rollout.field.status", sort: "status", cell: func(r r) any { return t.T("rollout.status." + string(r.Status)) }},
		{head: "common.owner", sort: "owner", cell: func(r r) any { return p.people.names[r.Owner()] }},
		{head: "rollout.field.wave", cell: func(r r) any { return p.stages.WaveNamed(r.Wave()) }},
		{head: "rollout.field.pilot", extra: true, cell: func(r r) any { return p.stages.PilotNamed(r.Pilot()) }},
		{head: "rollout.field.planned_start", extra: true, cell: func(r r) any { return r.PlannedStart }},
		{head: "rollout.field.planned_finish", sort: "planned", cell: func(r r) any { return r.PlannedFinish }},
		{head: "rollout.field.expected", sort: "expected"},
		{head: "rollout.field.forecast_finish", extra: true, cell: func(r r) any { return r.ForecastFinish }},
		{head: "rollout.field.actual_finish", extra: true, cell: func(r r) any { return r.ActualFinish }},
		{head: "rollout.field.slip", extra: true, cell: func(r r) any { return r.Slip() }},
		{head: "rollout.field.effort_hours", extra: true, cell: func(r r) any { return r.EffortMinutes / 60 }},
		{head: "common.notes", extra: true, cell: func(r r) any { return r.Phrase("note", r.Note) }},
	}, tagged(t, func(r r) record.Tags { return r.Tags })...)}
}

func decisionTable(key project.Scope, people known) table[decision.Decision] {
	type r = decision.Decision
	t := key.Text
	return table[r]{"decisions", append([]column[r]{
		{head: "common.number", sort: "number", num: true, cell: func(r r) any { return r.Number }},
		{head: "decision.field.question", sort: "question", cell: func(r r) any { return r.Asks() }},
		{head: "decision.field.stage", sort: "stage", cell: func(r r) any { return t.T("decision.stage." + string(r.Stage())) }},
		{head: "decision.field.context", extra: true, cell: func(r r) any { return r.Phrase("context", r.Context) }},
		{head: "decision.field.options", extra: true, cell: func(r r) any { return r.Phrase("options", r.Options) }},
		{head: "decision.field.recommendation", extra: true, cell: func(r r) any { return r.Recommends() }},
		{head: "decision.field.deadline", extra: true, cell: func(r r) any { return r.Deadline }},
		{head: "decision.field.awaited", sort: "awaited"},
		{head: "decision.field.late", extra: true, cell: func(r r) any { return r.Late(key.Today()) }},
		{head: "decision.field.cost_minor", extra: true, cell: func(r r) any { return decisionCost(r, key.Project.Currency) }},
		{head: "cost.field.currency", extra: true, cell: func(r) any { return key.Project.Currency }},
		{head: "common.owner", sort: "owner", cell: func(r r) any { return people.names[r.Owner()] }},
		{head: "decision.field.choice", sort: "decided", cell: func(r r) any { return r.Chose() }},
		{head: "decision.field.reason", extra: true, cell: func(r r) any { return r.Phrase("reason", r.Reason) }},
		{head: "decision.field.decided_by", extra: true, cell: func(r r) any { return r.By(t) }},
		{head: "decision.field.decided_on", extra: true, cell: func(r r) any { return r.DecidedOn }},
		{head: "decision.field.decided_how", extra: true, cell: func(r r) any { return decisionHow(t, r) }},
		{head: "decision.field.due_on", extra: true, cell: func(r r) any { return r.DueOn }},
		{head: "decision.field.done_on", extra: true, cell: func(r r) any { return r.DoneOn }},
		{head: "decision.field.done_by", extra: true, cell: func(r r) any { return r.DoneBy }},
		{head: "decision.field.outcome", extra: true, cell: func(r r) any { return r.Came() }},
	}, tagged(t, func(r r) record.Tags { return r.Tags })...)}
}

// decisionCost is what a decision costs, nothing where nobody said.
func decisionCost(d decision.Decision, currency string) any {
	if d.Cost == nil {
		return ""
	}
	return money.New(*d.Cost, currency)
}

// decisionHow says in which way a decision was made, nothing where nobody said.
func decisionHow(t *i18n.Text, d decision.Decision) string {
	if d.DecidedHow == "" {
		return ""
	}
	return t.T("decision.decided_how." + string(d.DecidedHow))
}

func memberTable(t *i18n.Text, people known) table[stakeholder.Member] {
	type r = stakeholder.Member
	return table[r]{"coalition", []column[r]{
		{head: "stakeholder.field.person", sort: "person", cell: func(r r) any { return people.names[r.PersonID] }},
		{head: "stakeholder.field.part", sort: "part", cell: func(r r) any { return t.T("stakeholder.part." + string(r.Part)) }},
		{head: "stakeholder.field.joined_on", sort: "joined", cell: func(r r) any { return r.JoinedOn }},
		{head: "stakeholder.field.left_on", sort: "left", cell: func(r r) any { return r.LeftOn }},
		{head: "common.notes", cell: func(r r) any { return r.Noted() }},
	}}
}

func messageTable(t *i18n.Text, people known) table[stakeholder.Message] {
	type r = stakeholder.Message
	return table[r]{"messages", append([]column[r]{
		{head: "common.number", sort: "number", num: true, cell: func(r r) any { return r.Number }},
		{head: "stakeholder.field.subject", sort: "subject", cell: func(r r) any { return r.Titled() }},
		{head: "stakeholder.field.audience", cell: func(r r) any { return r.For() }},
		{head: "stakeholder.field.channel", sort: "channel", cell: func(r r) any { return t.T("stakeholder.channel." + string(r.Channel)) }},
		{head: "stakeholder.field.sender", sort: "sender", cell: func(r r) any { return people.names[r.Sender()] }},
		{head: "stakeholder.field.planned_on", sort: "planned", cell: func(r r) any { return r.PlannedOn }},
		{head: "stakeholder.field.sent_on", sort: "sent", cell: func(r r) any { return r.SentOn }},
		{head: "stakeholder.field.status", sort: "status", cell: func(r r) any { return t.T("stakeholder.message_status." + string(r.Status)) }},
		{head: "stakeholder.field.reach", sort: "reach", num: true, cell: func(r r) any { return r.Reach }},
		{head: "stakeholder.field.body", extra: true, cell: func(r r) any { return r.Phrase("body", r.Body) }},
	}, tagged(t, func(r r) record.Tags { return r.Tags })...)}
}

func trainingTable(t *i18n.Text) table[stakeholder.Training] {
	type r = stakeholder.Training
	return table[r]{"trainings", append([]column[r]{
		{head: "common.number", sort: "number", num: true, cell: func(r r) any { return r.Number }},
		{head: "stakeholder.field.topic", sort: "topic", cell: func(r r) any { return r.Titled() }},
		{head: "stakeholder.field.audience", cell: func(r r) any { return r.For() }},
		{head: "stakeholder.field.trainer", cell: func(r r) any { return r.Led() }},
		{head: "stakeholder.field.length", sort: "length"},
		{head: "stakeholder.field.minutes", extra: true, cell: func(r r) any { return r.Minutes }},
		{head: "stakeholder.field.planned_on", sort: "planned", cell: func(r r) any { return r.PlannedOn }},
		{head: "stakeholder.field.held_on", sort: "held", cell: func(r r) any { return r.HeldOn }},
		{head: "stakeholder.field.status", sort: "status", cell: func(r r) any { return t.T("stakeholder.training_status." + string(r.Status)) }},
		{head: "stakeholder.field.seats", sort: "attended"},
		{head: "stakeholder.field.places", extra: true, cell: func(r r) any { return r.Places }},
		{head: "stakeholder.field.attended", extra: true, cell: func(r r) any { return r.Attended }},
		{head: "common.notes", extra: true, cell: func(r r) any { return r.Phrase("note", r.Note) }},
	}, tagged(t, func(r r) record.Tags { return r.Tags })...)}
}

// costTable is the lines of a case. Amounts are in the project's currency, which
// stands beside them.
func costTable(key project.Scope, people known) table[businesscase.Line] {
	type r = businesscase.Line
	t, from := key.Text, key.Today().Month()
	amount := func(minor int64) any { return money.New(minor, key.Project.Currency) }
	return table[r]{"costs", append([]column[r]{
		{head: "common.number", extra: true, cell: func(r r) any { return r.Number }},
		{head: "cost.field.group", extra: true, cell: func(r r) any { return t.T("cost.group." + string(r.Cost.Group())) }},
		{head: "cost.field.cost", extra: true, cell: func(r r) any { return t.T("domain.cost." + string(r.Cost) + ".name") }},
		{head: "cost.field.name", sort: "name", cell: func(r r) any { return r.Phrase("name", r.Name) }},
		{head: "cost.field.currency", extra: true, cell: func(r) any { return key.Project.Currency }},
		{head: "cost.field.approved", sort: "approved", num: true, cell: func(r r) any { return amount(r.Sum(from).Approved) }},
		{head: "cost.field.planned", sort: "planned", num: true, cell: func(r r) any { return amount(r.Sum(from).Planned) }},
		{head: "cost.field.actual", sort: "actual", num: true, cell: func(r r) any { return amount(r.Sum(from).Actual) }},
		{head: "cost.field.to_complete", sort: "to_complete", num: true, cell: func(r r) any { return amount(r.Sum(from).ToComplete) }},
		{head: "cost.field.forecast", sort: "forecast", num: true, cell: func(r r) any { return amount(r.Sum(from).Forecast()) }},
		{head: "cost.field.variance", sort: "variance", num: true, cell: func(r r) any { return amount(r.Sum(from).Variance()) }},
		{head: "common.owner", extra: true, cell: func(r r) any { return people.names[r.Owner()] }},
		{head: "common.notes", extra: true, cell: func(r r) any { return r.Phrase("note", r.Note) }},
	}, tagged(t, func(r r) record.Tags { return r.Tags })...)}
}

// costMonth is one month of a line.
type costMonth struct {
	line businesscase.Line
	businesscase.Amount
}

func monthsOf(c businesscase.Case) []costMonth {
	var all []costMonth
	for _, l := range c.Lines {
		for _, a := range l.Amounts {
			all = append(all, costMonth{l, a})
		}
	}
	return all
}

func costMonthTable(key project.Scope) table[costMonth] {
	type r = costMonth
	t := key.Text
	amount := func(minor int64) any { return money.New(minor, key.Project.Currency) }
	return table[r]{"costs-by-month", []column[r]{
		{head: "common.number", cell: func(r r) any { return r.line.Number }},
		{head: "cost.field.group", cell: func(r r) any { return t.T("cost.group." + string(r.line.Cost.Group())) }},
		{head: "cost.field.cost", cell: func(r r) any { return t.T("domain.cost." + string(r.line.Cost) + ".name") }},
		{head: "cost.field.name", cell: func(r r) any { return r.line.Phrase("name", r.line.Name) }},
		{head: "cost.month", cell: func(r r) any { return r.Month }},
		{head: "cost.field.currency", cell: func(r) any { return key.Project.Currency }},
		{head: "cost.field.approved", cell: func(r r) any { return amount(r.Approved) }},
		{head: "cost.field.planned", cell: func(r r) any { return amount(r.Planned) }},
		{head: "cost.field.actual", cell: func(r r) any { return amount(r.Actual) }},
	}}
}
