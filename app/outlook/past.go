package outlook

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// pastDays is how far back a history of colours reaches: 26 weeks.
const pastDays = 26 * 7

// Past is how a project's colours turned over the last 26 weeks, or over its life
// when that is shorter. Of each dimension, the first turn may be older: it says of
// which colour it was on the first day.
type Past struct {
	From, To date.Day
	turns    map[Dimension][]Turn // the earliest first
	zone     *time.Location
}

// Span is a time through which a dimension was of one colour; both days count.
type Span struct {
	Colour   Colour
	From, To date.Day
}

// Of are the spans of a dimension in their order, without gaps: before anybody
// wrote a colour down it is unknown. Of several turns on one day the last counts.
func (p Past) Of(d Dimension) []Span {
	spans := []Span{{Colour: Unknown, From: p.From, To: p.To}}
	for _, turn := range p.turns[d] {
		day := date.Of(turn.MadeAt, p.zone)
		if day.Before(p.From) {
			day = p.From
		}
		last := &spans[len(spans)-1]
		switch {
		case day.After(p.To) || last.Colour == turn.Colour:
			continue
		case day == last.From:
			last.Colour = turn.Colour
		default:
			last.To = day.AddDays(-1)
			spans = append(spans, Span{Colour: turn.Colour, From: day, To: p.To})
		}
	}
	return joined(spans)
}

// joined makes one of neighbours of the same colour.
func joined(spans []Span) []Span {
	var whole []Span
	for _, s := range spans {
		if n := len(whole); n > 0 && whole[n-1].Colour == s.Colour {
			whole[n-1].To = s.To
			continue
		}
		whole = append(whole, s)
	}
	return whole
}

// PastOf is the history of a project as of a day, from its turns in their order.
func PastOf(p project.Project, today date.Day, turns []Turn) Past {
	from := today.AddDays(-pastDays + 1)
	if p.StartOn.After(from) && !p.StartOn.After(today) {
		from = p.StartOn
	}
	of := map[Dimension][]Turn{}
	for _, turn := range turns {
		of[turn.Dimension] = append(of[turn.Dimension], turn)
	}
	return Past{From: from, To: today, turns: of, zone: p.Zone()}
}

// Past reads how a project's colours turned, in one query.
func (o *Outlook) Past(ctx context.Context, key project.Scope) (Past, error) {
	if err := key.Require(project.Read); err != nil {
		return Past{}, err
	}
	all, err := o.pasts(ctx, []project.Project{key.Project}, key.Now())
	return all[key.ProjectID], err
}

// Pasts is Past for the projects of a portfolio, by their ids, in one query. Who
// has the summaries was let in to those projects.
func (o *Outlook) Pasts(ctx context.Context, all []project.Summary, now time.Time) (map[string]Past, error) {
	projects := make([]project.Project, len(all))
	for i, p := range all {
		projects[i] = p.Project
	}
	return o.pasts(ctx, projects, now)
}

func (o *Outlook) pasts(ctx context.Context, all []project.Project, now time.Time) (map[string]Past, error) {
	ids := make([]string, len(all))
	for i, p := range all {
		ids[i] = p.ID
	}
	var turns []Turn
	begin := now.UTC().AddDate(0, 0, -pastDays)
	err := o.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		return tx.Table("health_colour AS a").Select("a.project_id, a.dimension, a.colour, a.made_at").
			Where("a.project_id IN ?", ids).
			Where(`a.made_at >= ? OR NOT EXISTS (SELECT 1 FROM health_colour AS b WHERE b.project_id = a.project_id
				AND b.dimension = a.dimension AND b.made_at < ? AND b.made_at > a.made_at)`, begin, begin).
			Order("a.made_at, a.id").Find(&turns).Error
	})
	of, pasts := map[string][]Turn{}, make(map[string]Past, len(all))
	for _, turn := range turns {
		of[turn.ProjectID] = append(of[turn.ProjectID], turn)
	}
	for _, p := range all {
		pasts[p.ID] = PastOf(p, date.Of(now, p.Zone()), of[p.ID])
	}
	return pasts, err
}

// Sentence says why a colour turned: the reason that somebody gave for it, else
// what the rule found.
func (n Turn) Sentence(t *i18n.Text) string {
	switch {
	case n.Dimension == Overall:
		return n.Basis.Sentence(t)
	case n.Basis.Reason != (i18n.Phrase{}):
		return sentence(Clause{Reason: n.Basis.Reason}.in(t))
	}
	return Verdict{Dimension: n.Dimension, RuleColour: n.RuleColour, Figures: slices.Clone(n.Basis.Figures)}.RuleSentence(t)
}
