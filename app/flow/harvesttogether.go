package flow

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/workshop"
)

// The worksheet in which the case for urgency is made, and the field of it that says
// what is happening.
const (
	urgencySheet = "urgency_case"
	urgencyField = "situation"
)

// urge adds what pains and drives the room to the case for urgency, each with its
// votes, beneath what stands there.
func (h *Harvest) urge(ctx context.Context, key project.Scope, _ HarvestDraft, crops []crop) (record.Ref, error) {
	at := framework.Place{Track: record.Kotter, StepKey: "urgency"}
	paper, err := h.into.Tracks.Paper(ctx, key, at, urgencySheet)
	if err != nil {
		return record.Ref{}, err
	}
	d := paper.Fresh(key)
	if d.Cell == nil {
		d.Cell = map[string]string{}
	}
	lines := []string{strings.TrimRight(d.Cell[urgencyField], "\n")}
	for _, c := range crops {
		line := "– " + strings.Join(strings.Fields(c.Words), " ") + " (" + c.code
		if votes := VotesSaid(key.Text, c.Votes); votes != "" {
			line += ", " + votes
		}
		lines = append(lines, line+")")
	}
	d.Cell[urgencyField] = strings.TrimLeft(strings.Join(lines, "\n"), "\n")
	if len([]rune(d.Cell[urgencyField])) > framework.LongestAnswer {
		return record.Ref{}, fault.Broken("workshop.result.fault.full")
	}
	d.State = framework.Rough // somebody looks over it again before it is shown
	row, err := h.into.Tracks.SaveWorksheet(ctx, key, at, urgencySheet, d)
	return record.Ref{Kind: framework.WorksheetKind, ID: row.ID}, err
}

// envision makes what the room chose the text of the vision, which both tracks show.
// It takes the place of a text only for who has seen that text.
func (h *Harvest) envision(ctx context.Context, key project.Scope, d HarvestDraft, crops []crop) (record.Ref, error) {
	now, err := h.into.Tracks.Vision(ctx, key)
	if err != nil {
		return record.Ref{}, err
	}
	if now.Body != "" && now.Version != d.Version {
		return record.Ref{}, fault.Broken("workshop.result.fault.vision")
	}
	var words []string
	for _, c := range crops {
		words = append(words, strings.TrimSpace(c.Words))
	}
	row, err := h.into.Tracks.SaveVision(ctx, key, framework.VisionDraft{Body: strings.Join(words, "\n\n"), State: framework.Drafting, Version: now.Version})
	return record.Ref{Kind: framework.VisionKind, ID: row.ID}, err
}

// assess makes a new assessment of the levels that the room agreed on, by the
// questionnaire of the activity. What the room did not come to, and all targets, are
// those of the latest assessment. Each agreed level is kept with its blind votes and
// with who sees it otherwise.
func (h *Harvest) assess(ctx context.Context, key project.Scope, _ HarvestDraft, crops []crop) (record.Ref, error) {
	state := crops[0].state
	name := questionnaireOf(state.Activity.Settings())
	asked, err := h.into.Maturity.Questionnaire(ctx, key, name)
	if err != nil {
		return record.Ref{}, err
	}
	latest, err := h.into.Maturity.HistoryOf(ctx, key, name)
	if err != nil {
		return record.Ref{}, err
	}
	d := maturity.Draft{}
	if len(latest) > 0 {
		d = latest[0].After(key.Today(), key.Text)
	}
	d.Questionnaire, d.Method, d.AssessedOn = name, maturity.Workshop, key.Today()
	d.Note = key.Text.T("workshop.result.from", "code", crops[0].code, "title", crops[0].Words)
	if err := level(&d, asked, agreedOn(state), key.Text); err != nil {
		return record.Ref{}, err
	}
	row, err := h.into.Maturity.CreateFrom(ctx, key, d, "", crops[0].origin())
	if err != nil {
		return record.Ref{}, err
	}
	return record.Ref{Kind: maturity.Kind, ID: row.ID}, h.agree(ctx, key, row.ID, asked, state, crops[0].origin())
}

// agreedOn are the levels that the room agreed on, by subject.
func agreedOn(state workshop.State) map[string]int {
	levels := map[string]int{}
	for _, r := range state.Results {
		if r.Agreed.Value > 0 {
			levels[r.Subject] = r.Agreed.Value
		}
	}
	return levels
}

// level puts agreed levels into a draft: of practices, or of whole sections, which
// then no longer go by practices that were judged earlier. A section without a target
// aims at the level above its highest, until the project says what it wants.
func level(d *maturity.Draft, q maturity.Questionnaire, agreed map[string]int, t *i18n.Text) error {
	d.Level, d.Current, d.Target = cloned(d.Level), cloned(d.Current), cloned(d.Target)
	known := 0
	for _, s := range q.Sections {
		whole := agreed[s.Key]
		top := max(whole, d.Current[s.Key])
		for _, p := range s.Practices {
			if whole > 0 {
				delete(d.Level, p.Key)
			}
			if n := agreed[p.Key]; n > 0 {
				d.Level[p.Key] = n
				known++
			}
			top = max(top, d.Level[p.Key])
		}
		if whole > 0 {
			d.Current[s.Key] = whole
			known++
		}
		if top == 0 {
			return fault.Broken("workshop.result.fault.dimensions", "missing", s.Titled().In(t))
		}
		if q.Aimed() && d.Target[s.Key] == 0 {
			d.Target[s.Key] = min(top+1, maturity.Levels)
		}
	}
	if known == 0 {
		return fault.Broken("workshop.result.fault.levels")
	}
	return nil
}

// cloned is a copy that can be written to, also of nothing.
func cloned(m map[string]int) map[string]int {
	all := make(map[string]int, len(m))
	maps.Copy(all, m)
	return all
}

// asks reports whether a key is a section or a practice of a questionnaire.
func asks(q maturity.Questionnaire, key string) bool {
	return slices.ContainsFunc(q.Sections, func(s maturity.Section) bool {
		return s.Key == key || slices.ContainsFunc(s.Practices, func(p maturity.Practice) bool { return p.Key == key })
	})
}

func (h *Harvest) agree(ctx context.Context, key project.Scope, assessmentID string, q maturity.Questionnaire, state workshop.State, from record.Origin) error {
	for _, r := range state.Results {
		if r.Agreed.Value == 0 || !asks(q, r.Subject) {
			continue
		}
		d := maturity.AgreementDraft{AssessmentID: assessmentID, Practice: r.Subject, Level: r.Agreed.Value, Votes: Voices(r)}
		if dissent := strings.TrimSpace(r.Agreed.Dissent); dissent != "" {
			d.Dissents = []maturity.Dissent{{Role: maturity.Others, Reason: dissent}}
		}
		if _, err := h.into.Agreed.CreateFrom(ctx, key, d, "", from); err != nil {
			return err
		}
	}
	return nil
}

// Voices are a result's ballots as the mathematics of consensus takes them.
func Voices(r workshop.Result) []maturity.Vote {
	votes := make([]maturity.Vote, len(r.Ballots))
	for i, b := range r.Ballots {
		votes[i] = maturity.Vote{Role: string(b.Role), Level: b.Value}
	}
	return votes
}

// questionnaireOf is the questionnaire that an activity scores: the ladder's whole
// dimensions are answered in the ladder.
func questionnaireOf(s workshop.Settings) string {
	if s.Questionnaire == dimensions {
		return maturity.CRM
	}
	return cmp.Or(s.Questionnaire, maturity.CRM)
}
