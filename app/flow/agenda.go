package flow

import (
	"context"
	"slices"
	"strings"

	"stegvis/app/maturity"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/workshop"
)

// agendas are the catalogue's, with what their activities offer.
type agendas struct {
	Offers  map[string][]offer `yaml:"offers"`
	Agendas []readyAgenda      `yaml:"agendas"`
}

// offer is something to vote on; Role is whose it is.
type offer struct {
	Key  string        `yaml:"key"`
	Role workshop.Role `yaml:"role"`
}

// readyAgenda is an agenda of the catalogue; Minutes are those of its points and its
// breaks together.
type readyAgenda struct {
	Key     string       `yaml:"key"`
	Minutes int          `yaml:"minutes"`
	Breaks  int          `yaml:"breaks"`
	Points  []readyPoint `yaml:"points"`
}

type readyPoint struct {
	Key     string                `yaml:"key"`
	Kind    workshop.ActivityKind `yaml:"kind"`
	Minutes int                   `yaml:"minutes"`
	Offers  string                `yaml:"offers"` // which of the offers, or "practices"
	Dots    int                   `yaml:"dots"`
}

func (a readyAgenda) textKey() string { return "agenda.ready." + a.Key }

const (
	// dimensions name what an activity offers in which maturity is scored by whole
	// dimensions, as the ready agendas once did.
	dimensions = "dimensions"
	// practices make of a point one for each dimension, which offers its practices.
	practices = "practices"
)

// points are the agenda's activities, titles and prompts in a reader's words until
// they are shown in another's.
func (a readyAgenda) points(offers map[string][]offer, asked maturity.Questionnaire, t *i18n.Text) []workshop.Point {
	var all []workshop.Point
	for _, p := range a.Points {
		key := a.textKey() + "." + p.Key
		settings := workshop.Settings{Prompt: t.T(key + ".prompt"), PromptKey: key + ".prompt", Dots: p.Dots, Options: options(offers, p.Offers)}
		if p.Offers == practices {
			all = append(all, p.bySection(asked, settings, t)...)
			continue
		}
		all = append(all, workshop.Point{Kind: p.Kind, Title: t.T(key + ".title"), TextKey: key + ".title", Minutes: p.Minutes, Settings: settings})
	}
	return all
}

// bySection are a point for each section of a questionnaire, so that a room scores and
// talks over a few practices at a time.
func (p readyPoint) bySection(asked maturity.Questionnaire, settings workshop.Settings, t *i18n.Text) []workshop.Point {
	var all []workshop.Point
	for _, s := range asked.Sections {
		of := settings
		of.Questionnaire, of.Options = asked.Key, Scored(asked, s.Key)
		all = append(all, workshop.Point{Kind: p.Kind, Title: s.Titled().In(t), TextKey: s.Titled().Key, Minutes: p.Minutes, Settings: of})
	}
	return all
}

// size is how many activities the agenda has.
func (a readyAgenda) size() int {
	n := len(a.Points)
	for _, p := range a.Points {
		if p.Offers == practices {
			n += len(maturity.Dimensions()) - 1
		}
	}
	return n
}

func options(offers map[string][]offer, name string) []workshop.Option {
	var all []workshop.Option
	for _, o := range offers[name] {
		all = append(all, workshop.Option{Key: o.Key, TextKey: "agenda.option." + name + "." + o.Key, Role: o.Role})
	}
	return all
}

// Agendas makes workshops from agendas: the catalogue's and a person's own.
type Agendas struct {
	workshops *workshop.Workshops
	library   *workshop.Library
	catalogue *Catalogue
	maturity  *maturity.Register
}

// NewAgendas takes the workshops, the library of people's own agendas, the catalogue
// and the questionnaires that a room may score by.
func NewAgendas(workshops *workshop.Workshops, library *workshop.Library, catalogue *Catalogue, maturity *maturity.Register) *Agendas {
	return &Agendas{workshops: workshops, library: library, catalogue: catalogue, maturity: maturity}
}

// Offer is an agenda that a workshop can follow.
type Offer struct {
	Key     string // how a form names it
	Name    i18n.Phrase
	Note    i18n.Phrase // empty for one's own
	Minutes int         // with breaks
	Points  int
	Own     bool
}

// Ready are the catalogue's agendas, in its order.
func (s *Agendas) Ready() []Offer {
	var all []Offer
	for _, a := range s.catalogue.shelves().agendas.Agendas {
		all = append(all, Offer{
			Key: a.Key, Name: i18n.Phrase{Key: a.textKey() + ".name"}, Note: i18n.Phrase{Key: a.textKey() + ".note"}, Minutes: a.Minutes, Points: a.size(),
		})
	}
	return all
}

// Offered are the catalogue's agendas and then the reader's own.
func (s *Agendas) Offered(ctx context.Context, key project.Scope) ([]Offer, error) {
	all := s.Ready()
	mine, err := s.library.Mine(ctx, key)
	for _, a := range mine {
		all = append(all, Offer{Key: a.ID, Name: i18n.Phrase{Text: a.Name}, Minutes: a.Minutes, Points: a.Size, Own: true})
	}
	return all, err
}

// Create makes a workshop that follows an agenda by its key, "" for none, all of it
// or nothing. Without a title it has the agenda's name.
func (s *Agendas) Create(ctx context.Context, key project.Scope, d workshop.Draft, agenda string) (workshop.Workshop, error) {
	if err := key.Require(project.Assess); err != nil || agenda == "" {
		if err != nil {
			return workshop.Workshop{}, err
		}
		return s.workshops.Create(ctx, key, d)
	}
	name, points, err := s.follow(ctx, key, agenda)
	if err != nil {
		return workshop.Workshop{}, err
	}
	if d.Title == "" {
		d.Title = name
	}
	return s.workshops.CreateFollowing(ctx, key, d, "", points)
}

func (s *Agendas) follow(ctx context.Context, key project.Scope, agenda string) (name string, points []workshop.Point, err error) {
	shelf := s.catalogue.shelves().agendas
	if i := slices.IndexFunc(shelf.Agendas, func(a readyAgenda) bool { return a.Key == agenda }); i >= 0 {
		a := shelf.Agendas[i]
		asked, err := s.maturity.Questionnaire(ctx, key, maturity.CRM)
		return key.Text.T(a.textKey() + ".name"), a.points(shelf.Offers, asked, key.Text), err
	}
	own, err := s.library.Use(ctx, key, agenda)
	if fault.Is(err, fault.NotFound) {
		err = fault.Field("agenda", "agenda.fault.unknown")
	}
	return own.Name, own.Points(), err
}

// Add puts an activity on a workshop's agenda, with what the catalogue offers for its
// kind when that is asked for. A scoring offers the practices of the questionnaire that
// it names, as KEY or KEY/SECTION; one that names nothing offers the dimensions.
func (s *Agendas) Add(ctx context.Context, key project.Scope, workshopID string, d workshop.ActivityDraft) (workshop.Activity, error) {
	var offered []workshop.Option
	name, section, _ := strings.Cut(d.Questionnaire, "/")
	d.Questionnaire = ""
	switch {
	case d.Kind == workshop.Scoring && name != "":
		q, err := s.maturity.Questionnaire(ctx, key, name)
		if err != nil {
			return workshop.Activity{}, err
		}
		d.Questionnaire, offered = q.Key, Scored(q, section)
	case d.Kind == workshop.Scoring && strings.TrimSpace(d.Options) == "":
		offered = workshop.Dimensions()
	case d.Kind.Catalogued() && d.Catalogue:
		offered = options(s.catalogue.shelves().agendas.Offers, string(d.Kind))
	}
	return s.workshops.Add(ctx, key, workshopID, d, "", offered)
}
