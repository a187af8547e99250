package flow

import (
	"context"
	"slices"
	"time"

	"stegvis/app/maturity"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/workshop"
)

// plotWorkshop follows an agenda of the catalogue. Voices are what the people said, a
// digit each in their order, by what was offered; without any it is only planned.
type plotWorkshop struct {
	Key     string            `yaml:"key"`
	Agenda  string            `yaml:"agenda"`
	Planned int               `yaml:"planned"`
	At      int               `yaml:"at"`
	People  []workshop.Role   `yaml:"people"`
	Risks   []string          `yaml:"risks"` // offered to be weighed
	Voices  map[string]string `yaml:"voices"`
}

type plotTarget struct {
	Dimension string `yaml:"dimension"`
	At        int    `yaml:"at"`
	Level     int    `yaml:"level"`
	Due       int    `yaml:"due"`
	Ease      int    `yaml:"ease"`
}

// target sets what a dimension aims at, and how easily it moves.
func (r *replay) target(p plotTarget) {
	key := "demo.target." + p.Dimension
	r.at(p.At, "lead", func(ctx context.Context, k project.Scope) error {
		_, err := r.Targets.CreateFrom(ctx, k, maturity.TargetDraft{Dimension: p.Dimension, Level: p.Level, DueOn: on(r.today(), p.Due), Reason: r.word(key, "reason")}, key, record.Origin{})
		if err == nil {
			_, err = r.Targets.Eases.Create(ctx, k, maturity.EaseDraft{Dimension: p.Dimension, Ease: p.Ease})
		}
		return err
	})
}

// workshop plans a workshop and, when anything was said in it, holds it.
func (r *replay) workshop(p plotWorkshop) {
	var w workshop.Workshop
	key := "demo.workshop." + p.Key
	r.at(p.Planned, "consultant", func(ctx context.Context, k project.Scope) error {
		points, err := r.points(ctx, k, p)
		if err != nil {
			return err
		}
		d := workshop.Draft{Title: r.word(key, "title"), HeldOn: on(r.today(), p.At), Naming: workshop.Anonymous, AskRole: true}
		w, err = r.Workshops.CreateFollowing(ctx, k, d, key, points)
		r.held[p.Key] = w.ID
		return err
	})
	if len(p.Voices) > 0 {
		r.at(p.At, "consultant", func(ctx context.Context, k project.Scope) error { return r.hold(ctx, k, w.ID, p) })
	}
}

// points are the points of the agenda; of a workshop that is held, those in which
// something was said.
func (r *replay) points(ctx context.Context, k project.Scope, p plotWorkshop) ([]workshop.Point, error) {
	asked, err := r.Maturity.Questionnaire(ctx, k, maturity.CRM)
	if err != nil {
		return nil, err
	}
	shelf := r.catalogue.shelves().agendas
	i := slices.IndexFunc(shelf.Agendas, func(a readyAgenda) bool { return a.Key == p.Agenda })
	points := shelf.Agendas[i].points(shelf.Offers, asked, k.Text)
	for i := range points {
		if points[i].Kind != workshop.Risks {
			continue
		}
		for _, key := range p.Risks {
			title := "demo.risk." + key + ".title"
			points[i].Settings.Options = append(points[i].Settings.Options, workshop.Option{Key: key, TextKey: title, Text: k.Text.T(title)})
		}
	}
	if len(p.Voices) == 0 {
		return points, nil
	}
	return slices.DeleteFunc(points, func(one workshop.Point) bool { return len(p.said(one.Settings)) == 0 }), nil
}

// said is what the people said of what is offered.
func (p plotWorkshop) said(offered workshop.Settings) map[string][]int {
	voices := map[string][]int{}
	for _, o := range offered.Options {
		for _, digit := range p.Voices[o.Key] {
			voices[o.Key] = append(voices[o.Key], int(digit-'0'))
		}
	}
	return voices
}

// hold writes down what was said; on a scale the room agrees on the middle voice.
func (r *replay) hold(ctx context.Context, k project.Scope, id string, p plotWorkshop) error {
	_, agenda, err := r.Workshops.Agenda(ctx, k, id)
	if err != nil {
		return err
	}
	zone := k.Project.Zone()
	at := on(r.today(), p.At).Time()
	began := time.Date(at.Year(), at.Month(), at.Day(), 9, 0, 0, 0, zone)
	past := workshop.Past{Began: began, Ended: began.Add(time.Duration(workshop.Minutes(agenda)) * time.Minute), People: p.People, Said: map[string]workshop.Said{}}
	for _, a := range agenda {
		said := workshop.Said{Voices: p.said(a.Settings())}
		if a.Rules().Voting == workshop.Scale {
			said.Agreed = map[string]workshop.Agreed{}
			for subject, voices := range said.Voices {
				sorted := slices.Sorted(slices.Values(voices))
				said.Agreed[subject] = workshop.Agreed{Value: sorted[len(sorted)/2]}
			}
		}
		past.Said[a.ID] = said
	}
	return r.Workshops.Hold(ctx, k, id, past)
}

// heard are what a workshop came to in its activities of a kind.
func (r *replay) heard(ctx context.Context, k project.Scope, key string, kind workshop.ActivityKind) (workshop.Workshop, []workshop.State, error) {
	w, states, err := r.Workshops.Results(ctx, k, r.held[key])
	return w, slices.DeleteFunc(states, func(s workshop.State) bool { return s.Activity.Kind != kind }), err
}

// from runs fn with the origin of a row that a workshop's room spoke of, or with none,
// and notes which row it became.
func (r *replay) from(ctx context.Context, k project.Scope, key, subject string, fn func(record.Origin) (record.Ref, error)) error {
	if key == "" {
		_, err := fn(record.Origin{})
		return err
	}
	w, states, err := r.heard(ctx, k, key, workshop.Risks)
	if err != nil {
		return err
	}
	all, err := crops(k, w, states[0], []string{subject})
	if err != nil {
		return err
	}
	ref, err := fn(all[0].origin())
	if err != nil {
		return err
	}
	return r.took(ctx, k, all[0], ref)
}

func (r *replay) took(ctx context.Context, k project.Scope, c crop, ref record.Ref) error {
	c.Kind, c.RowID = ref.Kind, ref.ID
	return r.Workshops.Take(ctx, k, c.Taken)
}

// agreed makes an assessment of what a room agreed on, with its blind votes.
func (r *replay) agreed(ctx context.Context, k project.Scope, key string, d maturity.Draft, words string) error {
	w, states, err := r.heard(ctx, k, key, workshop.Scoring)
	if err != nil {
		return err
	}
	var all []crop
	for _, s := range states {
		of, err := crops(k, w, s, []string{s.Activity.ID})
		if err != nil {
			return err
		}
		all = append(all, of...)
	}
	d.Method = maturity.Workshop
	made, err := r.Maturity.CreateFrom(ctx, k, d, words, all[0].origin())
	if err != nil {
		return err
	}
	asked, err := r.Maturity.AskedIn(ctx, k, made)
	if err != nil {
		return err
	}
	writes := Harvest{workshops: r.Workshops, into: Registers{Agreed: r.Agreed}}
	for _, c := range all {
		if err := writes.agree(ctx, k, made.ID, asked, c.state, c.origin()); err != nil {
			return err
		}
		if err := r.took(ctx, k, c, record.Ref{Kind: maturity.Kind, ID: made.ID}); err != nil {
			return err
		}
	}
	return nil
}

// check answers a self-check, practice by practice.
func (r *replay) check(p plotCheck) {
	key := "demo.check." + p.Questionnaire
	r.at(p.At, p.By, func(ctx context.Context, k project.Scope) error {
		d := maturity.Draft{Questionnaire: p.Questionnaire, AssessedOn: on(r.today(), p.At), Note: r.word(key, "note"), Level: p.Levels, Why: map[string]string{}}
		for practice := range p.Levels {
			d.Why[practice] = r.word(key+".why", practice)
		}
		_, err := r.Maturity.CreateFrom(ctx, k, d, key, record.Origin{})
		return err
	})
}

// plotCheck is a self-check as it was answered.
type plotCheck struct {
	Questionnaire string         `yaml:"questionnaire"`
	At            int            `yaml:"at"`
	By            string         `yaml:"by"`
	Levels        map[string]int `yaml:"levels"`
}
