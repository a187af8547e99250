package web

import (
	"strings"

	"stegvis/app/platform/i18n"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/search"
)

// destination is a page of a project that can be gone to by its name.
type destination struct {
	name  string // key of its name
	help  string // key of what sort of page it is, or the words themselves
	path  []string
	needs project.Permission
}

// destinations are the pages below the rooms, and what can be begun on them.
func destinations() []destination {
	const page, add, report = "search.place.page", "search.place.add", "search.place.report"
	all := []destination{
		{"search.place.new_risk", add, []string{"risks#new"}, project.EditRegisters},
		{"search.place.new_task", add, []string{"rollout?view=list#new"}, project.EditRegisters},
		{"search.place.new_cost", add, []string{"costs#new"}, project.EditRegisters},
		{"search.place.new_decision", add, []string{"decisions#new"}, project.EditRegisters},
		{"search.place.new_stakeholder", add, []string{"stakeholders#new"}, project.EditRegisters},
		{"search.place.new_message", add, []string{"messages#new"}, project.EditRegisters},
		{"search.place.new_training", add, []string{"trainings#new"}, project.EditRegisters},
		{"search.place.new_assessment", add, []string{"maturity", "new"}, project.Assess},
		{"search.place.steering", report, []string{"reports", "steering.pdf"}, project.Read},
		{"report.kind.maturity", report, []string{"reports/maturity.pdf"}, project.Read},
		{"stakeholder.party.title", page, []string{"stakeholders"}, project.Read},
		{"stakeholder.coalition.title", page, []string{"coalition"}, project.Read},
		{"stakeholder.message.title", page, []string{"messages"}, project.Read},
		{"stakeholder.training.title", page, []string{"trainings"}, project.Read},
		{"search.place.tasks", page, []string{"rollout?view=list"}, project.Read},
		{"search.place.waves", page, []string{"rollout", "waves"}, project.Read},
		{"search.place.pilots", page, []string{"rollout", "pilots"}, project.Read},
		{"health.title", page, []string{"health"}, project.Read},
		{"health.rules.title", page, []string{"settings", "health"}, project.Manage},
	}
	for _, track := range []string{record.Kotter, record.Gartner} {
		for _, step := range record.Steps(track) {
			all = append(all, destination{"domain." + track + "." + step + ".name", "", []string{"tracks", track, step}, project.Read})
		}
	}
	return all
}

// places are the pages whose names hold all the words, in whichever language, and
// the rooms when there are no words.
func places(key project.Scope, words []string) []search.Place {
	t := key.Text
	var found []search.Place
	for _, r := range rooms(key) {
		if called(t, "layout.room."+r.Key, words) {
			found = append(found, search.Place{Label: t.T("layout.room." + r.Key), Help: t.T("search.place.room"), Href: r.Href})
		}
	}
	if len(words) == 0 {
		return found
	}
	steps := map[string]int{}
	for _, d := range destinations() {
		help := t.T(d.help)
		if d.help == "" {
			steps[d.path[1]]++
			help = stepPlace(key, d.path[1], steps[d.path[1]])
		}
		if key.Allows(d.needs) && called(t, d.name, words) {
			found = append(found, search.Place{Label: t.T(d.name), Help: help, Href: projectPath(key, d.path...), File: d.help == "search.place.report"})
		}
	}
	return found
}

// called reports whether a name holds all the words in one language.
func called(t *i18n.Text, name string, words []string) bool {
	for _, s := range t.Everywhere(i18n.Phrase{Key: name}) {
		plain, all := text.Plain(s), true
		for _, w := range words {
			all = all && strings.Contains(plain, w)
		}
		if all {
			return true
		}
	}
	return false
}
