package web

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/audit"
	"stegvis/app/businesscase"
	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/dispatch"
	"stegvis/app/framework"
	"stegvis/app/guide"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
	"stegvis/templates/activity"
	"stegvis/templates/partial"
)

func (s *server) activity(c *fiber.Ctx, key project.Scope) error {
	var filter record.JournalFilter
	if err := decode(query(c), &filter); err != nil {
		return err
	}
	if exporting(c) {
		return export(c, key, logTable(key), func(at record.Page) (record.Paged[audit.Entry], error) {
			filter.Page = at
			found, err := s.Journal.Page(c.UserContext(), key, filter)
			return found.Paged, err
		})
	}
	found, err := s.Journal.Page(c.UserContext(), key, filter)
	if err != nil {
		return err
	}
	return s.showActivity(c, key, filter, found)
}

// showActivity shows a part of the log, each line with what was changed.
func (s *server) showActivity(c *fiber.Ctx, key project.Scope, filter record.JournalFilter, found record.Recent) error {
	actors, err := s.Journal.Actors(c.UserContext(), key)
	if err != nil {
		return err
	}
	people, err := s.people(c, key)
	if err != nil {
		return err
	}
	teller := teller(key, people.names, found.Gone)
	p := activity.Page{Lines: teller.Lines(found.Rows), List: listing(c, key.Text, logTable(key), found.Paged, logNarrowing(c, key.Text, actors))}
	if filter.ObjectID != "" && len(found.Rows) > 0 {
		p.Object = teller.What(found.Rows[0])
	}
	return s.page(c, inRoom(key, "activity", key.Text.T("activity.title"), key.Text.T("activity.purpose")), activity.Show(p))
}

// logNarrowing narrows the log. The one object that it may be of is kept, unseen.
func logNarrowing(c *fiber.Ctx, t *i18n.Text, actors []audit.Actor) partial.Narrow {
	day := func(name, label string) partial.Field {
		return partial.Field{Name: name, Label: t.T(label), Input: partial.Day, Required: true} // required to say nothing of optional
	}
	n := narrowing(c, choose(t, "who", "activity.who", whoActed(t, actors)), choice(t, "kind", "activity.what", loggedKinds(), "activity.kinds."),
		choice(t, "action", "activity.action_label", []audit.Action{audit.Created, audit.Changed, audit.Deleted, audit.Restored, guide.ActFollowed, dispatch.ActSent,
			committee.ActAsked, committee.ActSigned, committee.ActCommented, committee.ActMade, committee.ActRevoked, committee.ActClosed, decision.ActByLink}, "activity.action."),
		day("from", "activity.from"), day("to", "activity.to"))
	if id := c.Query("object"); id != "" {
		n.Kept = []partial.Option{{Value: "object", Label: id}}
	}
	return n
}

// whoActed are those who stand in the log, by name.
func whoActed(t *i18n.Text, actors []audit.Actor) []partial.Option {
	options := make([]partial.Option, len(actors))
	for i, a := range actors {
		name := a.Name
		if a.Kind == "system" {
			name = t.T("activity.system") + " (" + a.ID + ")"
		}
		options[i] = partial.Option{Value: a.ID, Label: name}
	}
	return options
}

// loggedKinds are the sorts of thing that a project's log tells of, in the order
// of the rooms.
func loggedKinds() []string {
	return []string{"project", "member", "person", "invitation", "step", "deliverable", "vision", "win", "worksheet", "stakeholder", "coalition", "message", "training",
		"risk", "cost", "task", "wave", "pilot", "criterion", "assessment", "evidence", "questionnaire", "decision", "decision_vote", "ballot_link", "committee", "committee_member", "committee_deputy", "meeting", "meeting_item", "meeting_action", "report", "report_draft", "report_variant", "report_schedule", "report_sending", "report_review", "review_signoff", "review_remark", "review_link", "workshop", "workshop_activity", "workshop_taken", "comment", "file", "link", "health_override", "health_rules", "advice", "advice_dismissal"}
}

// teller puts the log into words for a reader. Without people, their names are
// left out of what was changed.
func teller(key project.Scope, people map[string]string, gone map[record.Ref]bool) activity.Teller {
	return activity.Teller{
		Key: key, People: people, Gone: gone,
		Letter: map[record.Kind]string{
			risk.Kind: risk.Letter, businesscase.Kind: businesscase.Letter, rollout.TaskKind: rollout.TaskLetter, rollout.PilotKind: rollout.PilotLetter,
			stakeholder.PartyKind: stakeholder.PartyLetter, stakeholder.MessageKind: stakeholder.MessageLetter, stakeholder.TrainingKind: stakeholder.TrainingLetter, decision.Kind: decision.Letter, committee.MeetingKind: committee.MeetingLetter, framework.WorksheetKind: framework.WorksheetLetter,
		},
		Path: func(e audit.Entry) string { return loggedPath(key, e, gone) },
	}
}

// loggedPath is the address of what a line of the log is about, "" when it has no
// page of its own.
func loggedPath(key project.Scope, e audit.Entry, gone map[record.Ref]bool) string {
	if path := pathOf(key, record.RefOf(e)); path != "" {
		return path
	}
	if on, hung := record.HungOn(e); hung && !gone[on] {
		return loggedPath(key, audit.Entry{Kind: string(on.Kind), ObjectID: on.ID}, nil)
	}
	if at, is := record.PlaceOf(e); is {
		return projectPath(key, "tracks", at.Track, at.StepKey)
	}
	return ""
}

// pathOf is the address of a row, "" when its kind and id do not say it.
func pathOf(key project.Scope, ref record.Ref) string {
	lists := map[record.Kind]string{"risk": "risks", "cost": "costs", "task": "rollout/tasks", "wave": "rollout/waves", "pilot": "rollout/pilots",
		"criterion": "rollout/criteria", "assessment": "maturity", "coalition": "coalition", "stakeholder": "stakeholders", "message": "messages", "training": "trainings", "decision": "decisions", "decision_vote": "decisions", committee.BallotKind: "decisions", "meeting": "meetings", "report": "reports", "file": "files", "worksheet": "worksheets", "workshop": "workshops", project.PersonKind: "people"}
	pages := map[record.Kind]string{"project": "", "member": "members", "invitation": "members", "vision": "tracks/kotter/vision", "win": "tracks/kotter/wins", "committee": "committee", "committee_member": "committee", "committee_deputy": "committee", "health_override": "health", "health_rules": "health", "advice": "next", "advice_dismissal": "next"}
	if key.Allows(project.Issue) {
		lists[report.DraftKind], lists[report.VariantKind], lists[dispatch.Kind] = "reports/drafts", "reports/variants", "reports/schedules"
	}
	if list, is := lists[ref.Kind]; is {
		return projectPath(key, list, ref.ID)
	}
	if slices.Contains([]record.Kind{committee.ReviewKind, committee.SignoffKind, committee.RemarkKind, committee.PassKind}, ref.Kind) {
		return reportPath(key, ref.ID, "review")
	}
	if page, is := pages[ref.Kind]; is {
		return strings.TrimSuffix(projectPath(key, page), "/")
	}
	return ""
}
