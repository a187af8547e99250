package projects

import (
	"strings"

	"stegvis/app/flow"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// contents says in one line what a template fills in.
func contents(t *i18n.Text, c flow.Contents) string {
	parts := []string{
		t.N("project.contents.months", c.Months),
		t.N("project.contents.deliverables", c.Deliverables),
		t.N("project.contents.risks", c.Risks),
		t.N("project.contents.costs", c.Costs),
		t.N("project.contents.pilots", c.Pilots),
		t.N("project.contents.waves", c.Waves),
		t.N("project.contents.tasks", c.Tasks),
		t.N("project.contents.milestones", c.Milestones),
		expert(t, c.Expert),
	}
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], " ", "\u00a0") // a number stays with what it counts
	}
	return strings.Join(parts, " · ")
}

func expert(t *i18n.Text, s project.Switches) string {
	if s == (project.Switches{}) {
		return t.T("project.contents.expert_off")
	}
	return t.T("project.contents.expert_on")
}

// stages are the names of what every plan goes through.
func stages(t *i18n.Text) string {
	var names []string
	for _, key := range flow.Stages() {
		names = append(names, t.T("domain.stage."+key))
	}
	return strings.Join(names, " · ")
}
