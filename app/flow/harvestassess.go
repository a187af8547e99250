package flow

import (
	"context"
	"maps"
	"slices"
	"strings"

	"stegvis/app/maturity"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/workshop"
)

// scorings are the crops of the activities whose levels make one assessment: the one
// that was asked for, and with it all that scored by the same questionnaire, agreed on
// something, and are in no assessment yet.
func (h *Harvest) scorings(ctx context.Context, key project.Scope, w workshop.Workshop, states []workshop.State, asked workshop.State) ([]crop, error) {
	taken, err := h.workshops.TakenOf(ctx, key, w.ID)
	if err != nil {
		return nil, err
	}
	became, err := h.Became(ctx, key, taken)
	if err != nil {
		return nil, err
	}
	done := map[string]bool{}
	for _, t := range taken {
		if _, there := became[t.ID]; there {
			done[t.Subject] = true
		}
	}
	name := questionnaireOf(asked.Activity.Settings())
	together := []workshop.State{asked}
	for _, s := range states {
		a := s.Activity
		if a.ID != asked.Activity.ID && a.Kind == workshop.Scoring && a.Phase == workshop.Revealed && !done[a.ID] &&
			questionnaireOf(a.Settings()) == name && len(agreedOn(s)) > 0 {
			together = append(together, s)
		}
	}
	slices.SortStableFunc(together, func(x, y workshop.State) int { return x.Activity.Place - y.Activity.Place })
	var all []crop
	for _, s := range together {
		one, err := crops(key, w, s, []string{s.Activity.ID})
		if err != nil {
			return nil, err
		}
		all = append(all, one...)
	}
	return all, nil
}

// assess makes one new assessment of the levels that the room agreed on, by the
// questionnaire of its activities. In a section of which the room agreed on something,
// practices that it did not come to stay open; sections that it did not come to, all
// targets and what still holds of the evidence are those of the latest assessment of
// the same unit; a section that has no level in either is left out, which its note says. Each agreed level is kept with its blind votes and with who sees it
// otherwise.
func (h *Harvest) assess(ctx context.Context, key project.Scope, from HarvestDraft, crops []crop) (record.Ref, error) {
	name := questionnaireOf(crops[0].state.Activity.Settings())
	asked, err := h.into.Maturity.Questionnaire(ctx, key, name)
	if fault.Is(err, fault.NotFound) {
		err = fault.Broken("workshop.result.fault.questionnaire")
	}
	if err != nil {
		return record.Ref{}, err
	}
	d, err := h.before(ctx, key, name, from.Unit)
	if err != nil {
		return record.Ref{}, err
	}
	levels, title := map[string]int{}, crops[0].Words
	for _, c := range crops {
		maps.Copy(levels, agreedOn(c.state))
	}
	if len(crops) > 1 {
		title = crops[0].state.Workshop.Titled().In(key.Text)
	}
	d.Questionnaire, d.Method, d.AssessedOn, d.Unit = name, maturity.Workshop, key.Today(), strings.TrimSpace(from.Unit)
	d.Note = key.Text.T("workshop.result.from", "code", crops[0].code, "title", title)
	left, err := level(&d, asked, levels, key.Text)
	if err != nil {
		return record.Ref{}, err
	}
	if len(left) > 0 {
		d.Note += "\n" + key.Text.T("workshop.result.left_out", "names", strings.Join(left, ", "))
	}
	row, err := h.into.Maturity.CreateFrom(ctx, key, d, "", crops[0].origin())
	if err != nil {
		return record.Ref{}, err
	}
	for _, c := range crops {
		if err := h.agree(ctx, key, row.ID, asked, c.state, c.origin()); err != nil {
			return record.Ref{}, err
		}
	}
	return record.Ref{Kind: maturity.Kind, ID: row.ID}, nil
}

// before is what the latest assessment of a unit by a questionnaire says, with its
// evidence, as the beginning of the next; empty before the first.
func (h *Harvest) before(ctx context.Context, key project.Scope, name, unit string) (maturity.Draft, error) {
	history, err := h.into.Maturity.HistoryOf(ctx, key, name)
	if err != nil {
		return maturity.Draft{}, err
	}
	i := slices.IndexFunc(history, func(a maturity.Assessment) bool { return text.Fold(a.Unit) == text.Fold(strings.TrimSpace(unit)) })
	if i < 0 {
		return maturity.Draft{}, nil
	}
	latest, err := h.into.Maturity.One(ctx, key, history[i].ID)
	if err != nil {
		return maturity.Draft{}, err
	}
	d := latest.After(key.Today(), key.Text)
	proofs, err := h.into.Maturity.Proofs(ctx, key, latest.ID)
	d.Still = map[string]bool{}
	for _, of := range proofs {
		for _, one := range of {
			d.Still[one.ID] = true
		}
	}
	return d, err
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
// aims at the level above its highest, until the project says what it wants. It names
// the sections that have no level and are left out.
func level(d *maturity.Draft, q maturity.Questionnaire, agreed map[string]int, t *i18n.Text) (left []string, err error) {
	d.Level, d.Current, d.Target, d.Partly = cloned(d.Level), cloned(d.Current), cloned(d.Target), true
	known := 0
	for _, s := range q.Sections {
		n, top := levelled(d, s, agreed)
		known += n
		if top == 0 {
			left = append(left, s.Titled().In(t))
			continue
		}
		if q.Aimed() && d.Target[s.Key] == 0 {
			d.Target[s.Key] = min(top+1, maturity.Levels)
		}
	}
	if known == 0 {
		return nil, fault.Broken("workshop.result.fault.levels")
	}
	return left, nil
}

// levelled is level of one section: how many of the agreed levels it took, and its
// highest.
func levelled(d *maturity.Draft, s maturity.Section, agreed map[string]int) (known, top int) {
	if agreed[s.Key] > 0 || slices.ContainsFunc(s.Practices, func(p maturity.Practice) bool { return agreed[p.Key] > 0 }) {
		for _, p := range s.Practices {
			delete(d.Level, p.Key)
			delete(d.Wanted, p.Key)
		}
	}
	for _, p := range s.Practices {
		if n := agreed[p.Key]; n > 0 {
			d.Level[p.Key] = n
			known++
		}
		top = max(top, d.Level[p.Key])
	}
	if n := agreed[s.Key]; n > 0 {
		d.Current[s.Key] = n
		known++
	}
	return known, max(top, d.Current[s.Key])
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
		for _, one := range Dissents(r) {
			d.Dissents = append(d.Dissents, maturity.Dissent{Role: string(one.Role), Level: one.Level, Reason: one.Reason})
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
		votes[i] = maturity.Vote{Role: b.Group(), Level: b.Value}
	}
	return votes
}

// SpreadOf is what is told of a result's ballots, wherever it is shown.
func SpreadOf(r workshop.Result) maturity.Spread { return maturity.SpreadOf(Voices(r)) }
