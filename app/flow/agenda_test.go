package flow

import (
	"testing"
	"time"

	"stegvis/app/account"
	"stegvis/app/maturity"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/workshop"
	"stegvis/seeds"
)

func TestEachReadyAgendaTakesAsLongAsItSaysAndHasItsWordsInEachLanguage(t *testing.T) {
	texts, shelf := shippedTexts(t), shipped(t).shelves().agendas
	if len(shelf.Agendas) != 5 {
		t.Errorf("%d ready agendas", len(shelf.Agendas))
	}
	asked, _, err := maturity.LoadShelf(seeds.Files).Of(maturity.CRM)
	if err != nil {
		t.Fatal(err)
	}
	has := func(key string) {
		for _, lang := range texts.Languages() {
			if !texts.For(lang).Has(key) {
				t.Errorf("%s has no %s", lang, key)
			}
		}
	}
	for _, a := range shelf.Agendas {
		has(a.textKey() + ".name")
		has(a.textKey() + ".note")
		minutes := a.Breaks
		for _, p := range a.points(shelf.Offers, asked, texts.For("en")) {
			minutes += p.Minutes
			has(p.TextKey)
			has(p.Settings.PromptKey)
			for _, o := range p.Settings.Options {
				has(o.TextKey)
				for _, s := range o.Steps {
					has(s.TextKey)
				}
			}
			if rules := p.Kind.Rules(); !rules.Cards && len(p.Settings.Options) == 0 {
				t.Errorf("%s: nothing to vote on in %s", a.Key, p.TextKey)
			}
		}
		if minutes != a.Minutes {
			t.Errorf("%s takes %d minutes and says %d", a.Key, minutes, a.Minutes)
		}
	}
}

func TestEachRoleHasItsPains(t *testing.T) {
	pains := map[workshop.Role]int{}
	for _, o := range shipped(t).shelves().agendas.Offers["pains"] {
		pains[o.Role]++
	}
	for _, r := range workshop.Roles() {
		if pains[r] < 3 {
			t.Errorf("%s has %d pains", r, pains[r])
		}
	}
}

func TestAWorkshopFollowsAReadyAgendaInEveryReadersLanguage(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		texts := shippedTexts(t)
		workshops := workshop.New(db, account.New(db, account.Letters{}, time.Now), time.Now)
		library := workshop.NewLibrary(db, workshops, time.Now)
		s := NewAgendas(workshops, library, shipped(t), maturity.New(db, maturity.LoadShelf(seeds.Files)))
		day := date.New(2026, 11, 25)
		key := projecttest.Open(t, db, texts.For("sv"), day)
		d := workshop.Draft{HeldOn: day, Naming: workshop.Either}

		w, err := s.Create(t.Context(), key, d, "kickoff")
		if err != nil || w.Title != "Uppstart" {
			t.Fatalf("%q: %v", w.Title, err)
		}
		_, all, err := workshops.Agenda(t.Context(), key, w.ID)
		if err != nil || len(all) != 7 {
			t.Fatalf("%d activities: %v", len(all), err)
		}
		en := texts.For("en")
		if got := all[1].Titled().In(en); got != "Where the shoe pinches" {
			t.Errorf("in English its title is %q", got)
		}
		if options := all[1].Settings().Options; len(options) != 21 || options[0].Phrase().In(en) != "Profit is falling" || options[0].Role != workshop.Management {
			t.Errorf("what is offered: %+v", options)
		}
		if got := all[1].Settings().Asked(); got.In(en) == got.In(texts.For("sv")) {
			t.Errorf("the prompt is not translated: %q", got.In(en))
		}
		if _, err := s.Create(t.Context(), key, d, "elsewhere"); !fault.Is(err, fault.Invalid) {
			t.Errorf("an agenda that is none: %v", err)
		}
		if _, err := s.Create(t.Context(), projecttest.As(key, project.Viewer), d, "kickoff"); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a viewer: %v", err)
		}
	})
}
