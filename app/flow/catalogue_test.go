package flow

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"stegvis/app/businesscase"
	"stegvis/app/maturity"
	"stegvis/app/platform/i18n"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/seeds"
)

func shipped(t *testing.T) *Catalogue {
	t.Helper()
	files, err := fs.Sub(seeds.Files, "catalogue")
	if err != nil {
		t.Fatal(err)
	}
	c, err := LoadCatalogue(files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func shippedTexts(t *testing.T) *i18n.Bundle {
	t.Helper()
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func TestAWordThatTheCatalogueDoesNotKnowIsRefused(t *testing.T) {
	whole, err := fs.Sub(seeds.Files, "catalogue")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, name := range []string{"tracks.yaml", "risks.yaml", "agendas.yaml", "templates/small.yaml", "templates/enterprise.yaml", "templates/rescue.yaml"} {
		raw, err := fs.ReadFile(whole, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: raw}
	}
	for name, wrong := range map[string]string{
		"tracks.yaml":          "- {track: kotter, stepp: urgency}",
		"agendas.yaml":         "agendas: [{key: kickoff, hours: 4}]",
		"risks.yaml":           "- {key: poor_data, chance: 3}",
		"templates/small.yaml": "months: 6\nweeks: 26",
	} {
		kept := files[name]
		files[name] = &fstest.MapFile{Data: []byte(wrong)}
		if _, err := LoadCatalogue(files); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s with an unknown word: %v", name, err)
		}
		files[name] = kept
	}
}

// TestEverythingThatACatalogueNamesHasItsWords asks for each word in each
// language, so that no template fills in a bare key.
func TestEverythingThatACatalogueNamesHasItsWords(t *testing.T) {
	texts, c := shippedTexts(t), shipped(t)
	for _, key := range words(c) {
		for _, lang := range texts.Languages() {
			if !texts.For(lang).Has(key) {
				t.Errorf("%s has no %s", lang, key)
			}
		}
	}
}

func TestEachStepAsksFiveToEightQuestionsInEachLanguage(t *testing.T) {
	texts := shippedTexts(t)
	for _, track := range []string{record.Kotter, record.Gartner} {
		for _, step := range record.Steps(track) {
			for _, lang := range texts.Languages() {
				n := 0
				for texts.For(lang).Has(fmt.Sprintf("domain.%s.%s.q%d", track, step, n+1)) {
					n++
				}
				if n < 5 || n > 8 {
					t.Errorf("%s %s asks %d questions in %s", track, step, n, lang)
				}
			}
		}
	}
}

// words are the keys of all texts that the catalogue and the pages of its steps
// count on.
func words(c *Catalogue) []string {
	var keys []string
	add := func(prefix string, fields ...string) {
		for _, f := range fields {
			keys = append(keys, prefix+"."+f)
		}
	}
	step := []string{"name", "purpose", "q1", "q2", "q3", "q4", "q5", "good1", "good2", "good3", "good4", "mistake1", "mistake2", "mistake3", "time_small", "time_large", "source"}
	for _, track := range []string{record.Kotter, record.Gartner} {
		for _, s := range record.Steps(track) {
			add("domain."+track+"."+s, step...)
		}
	}
	for _, d := range maturity.Dimensions() {
		add("domain.gartner."+d, "ask")
		add("domain.maturity."+d, "name", "trait", "l1", "l2", "l3", "l4", "l5")
	}
	add("domain.level", "l1", "l2", "l3", "l4", "l5")
	add("domain.stage", Stages()...)
	for _, s := range c.shelves().tracks {
		for _, d := range s.Deliverables {
			add(fmt.Sprintf("domain.deliverable.%s.%s.%s", s.Track, s.Step, d.Key), "name", "hint")
		}
	}
	for _, one := range c.shelves().causes {
		add(one.TextKey(), "title", "cause", "effect", "response")
	}
	for _, cost := range businesscase.Costs() {
		add("domain.cost."+string(cost), "name", "note")
	}
	for _, t := range c.shelves().templates {
		for _, w := range t.Waves {
			add("domain.wave."+w.Key, "name", "note")
		}
		for _, p := range t.Pilots {
			add("domain.pilot."+p.Key, "name", "site")
			for _, criterion := range p.Criteria {
				add("domain.criterion."+criterion, "name", "target")
			}
		}
		for _, w := range t.Tasks {
			add(w.textKey(), "title", "note")
		}
	}
	return keys
}

// TestNoWordsOfTheCatalogueAreLeftOver finds texts that nothing names any more.
func TestNoWordsOfTheCatalogueAreLeftOver(t *testing.T) {
	named := words(shipped(t))
	for _, key := range shippedTexts(t).For(i18n.Fallback).Keys() {
		for _, part := range []string{"deliverable", "cause", "cost", "maturity", "level", "stage", "wave", "pilot", "criterion", "task"} {
			if strings.HasPrefix(key, "domain."+part+".") && !slices.Contains(named, key) {
				t.Errorf("%s belongs to nothing", key)
			}
		}
	}
}

func TestTheCatalogueCoversBothTracksAndTheWholeTaxonomy(t *testing.T) {
	c := shipped(t)
	var steps []string
	for _, s := range c.shelves().tracks {
		steps = append(steps, s.Track+"."+s.Step)
		if n := len(s.Deliverables); n < 3 || n > 6 {
			t.Errorf("%s.%s has %d deliverables", s.Track, s.Step, n)
		}
		for _, d := range s.Deliverables {
			for _, name := range d.In {
				if !slices.Contains(Templates(), name) {
					t.Errorf("%s.%s.%s is in %q, which is no template", s.Track, s.Step, d.Key, name)
				}
			}
		}
	}
	if !slices.Equal(steps, allSteps()) {
		t.Errorf("steps %v", steps)
	}
	categories := map[risk.Category]int{}
	for _, one := range c.shelves().causes {
		categories[one.Category]++
	}
	for _, category := range risk.Categories() {
		if categories[category] < 4 {
			t.Errorf("%s has %d causes", category, categories[category])
		}
	}
}

// allSteps are the sixteen steps in order.
func allSteps() []string {
	var all []string
	for _, track := range []string{record.Kotter, record.Gartner} {
		for _, s := range record.Steps(track) {
			all = append(all, track+"."+s)
		}
	}
	return all
}

func TestEveryTemplateIsWholeAndInOrder(t *testing.T) {
	c := shipped(t)
	for _, name := range Templates() {
		tpl := c.shelves().templates[name]
		planted := map[string]int{}
		for _, p := range c.Plantings(name) {
			planted[p.Track+"."+p.StepKey]++
		}
		if len(planted) != 16 {
			t.Errorf("%s asks for deliverables in %d steps", name, len(planted))
		}
		for _, key := range tpl.Risks {
			if _, known := c.cause(key); !known {
				t.Errorf("%s: no cause is called %s", name, key)
			}
		}
		checkCosts(t, name, tpl)
		checkPlan(t, name, tpl)
	}
}

func checkCosts(t *testing.T, name string, tpl template) {
	t.Helper()
	sum := int64(0)
	for cost, s := range tpl.Costs {
		sum += s.Share
		if cost.Group() == "" || s.Share < 0 || s.From < 0 || s.From >= s.To || s.To > 100 {
			t.Errorf("%s: %s is spread as %+v", name, cost, s)
		}
	}
	if len(tpl.Costs) != len(businesscase.Costs()) || sum != thousand {
		t.Errorf("%s: %d costs with %d thousandths", name, len(tpl.Costs), sum)
	}
}

func checkPlan(t *testing.T, name string, tpl template) {
	t.Helper()
	end := tpl.Months*365/12 + 1
	span := func(what string, from, to int) {
		if from < 0 || to < from || to > end {
			t.Errorf("%s: %s goes from day %d to %d of %d", name, what, from, to, end)
		}
	}
	waves, pilots, stages := map[string]bool{"": true}, map[string]bool{"": true}, map[string]bool{}
	for _, w := range tpl.Waves {
		span(w.Key, w.From, w.To)
		waves[w.Key] = true
	}
	for _, p := range tpl.Pilots {
		span(p.Key, p.From, p.To)
		if pilots[p.Key] = true; !waves[p.Wave] || len(p.Criteria) < 3 {
			t.Errorf("%s: pilot %s is in wave %q with %d criteria", name, p.Key, p.Wave, len(p.Criteria))
		}
	}
	var steps []string
	for _, s := range tpl.Steps {
		span(s.Key, s.From, s.To)
		steps = append(steps, s.Key)
	}
	if !slices.Equal(steps, allSteps()) {
		t.Errorf("%s plans the steps %v", name, steps)
	}
	milestones := 0
	for _, w := range tpl.Tasks {
		stages[w.Stage] = true
		if w.Milestone {
			milestones++
			span(w.Key, w.To, w.To)
		} else {
			span(w.Key, w.From, w.To)
		}
		if !waves[w.Wave] || !pilots[w.Pilot] || w.Milestone != (w.Hours == 0) || w.Kotter+w.Gartner == "" {
			t.Errorf("%s: %+v", name, w)
		}
	}
	for _, stage := range Stages() {
		if !stages[stage] {
			t.Errorf("%s leaves out the stage %s", name, stage)
		}
		delete(stages, stage)
	}
	if len(stages) > 0 || milestones < 5 {
		t.Errorf("%s: unknown stages %v, %d milestones", name, stages, milestones)
	}
}

func TestTheSmallFirmBeginsWithLeastAndWithoutTheExpertParts(t *testing.T) {
	contents := map[string]Contents{}
	for _, one := range shipped(t).Contents() {
		contents[one.Template] = one
	}
	small, large := contents["small"], contents["enterprise"]
	for _, other := range []string{"enterprise", "rescue"} {
		if small.Deliverables >= contents[other].Deliverables || small.Risks >= contents[other].Risks || small.Tasks >= contents[other].Tasks+contents[other].Milestones {
			t.Errorf("small fills in %+v, %s %+v", small, other, contents[other])
		}
	}
	off, on := small.Expert, large.Expert
	if off.Simulation || off.EarnedValue || off.CriticalPath || off.ThreeRiskScores {
		t.Errorf("small has %+v", off)
	}
	if !on.Simulation || !on.EarnedValue || !on.CriticalPath || !on.ThreeRiskScores {
		t.Errorf("enterprise has %+v", on)
	}
}

func TestWhateverComesFromTheCatalogueHasAStepOfBothTracks(t *testing.T) {
	c := shipped(t)
	both := func(name string, tags record.Tags) {
		if ordinal(record.Kotter, tags.KotterStep) < 0 || ordinal(record.Gartner, tags.GartnerStep) < 0 {
			t.Errorf("%s is tagged %v", name, tags)
		}
	}
	for _, one := range c.shelves().causes {
		both(one.Key, tags(one.Kotter, one.Gartner))
	}
	for _, cost := range businesscase.Costs() {
		both(string(cost), cost.Tags())
	}
	for _, s := range c.shelves().tracks {
		for _, d := range s.Deliverables {
			if s.Track == record.Kotter {
				both(s.Step+"."+d.Key, tags(s.Step, d.Across))
			} else {
				both(s.Step+"."+d.Key, tags(d.Across, s.Step))
			}
		}
	}
	for name, tpl := range c.shelves().templates {
		for _, w := range tpl.Tasks {
			both(name+" "+w.Key, tags(w.Kotter, w.Gartner))
		}
	}
}

func ordinal(track, step string) int { return slices.Index(record.Steps(track), step) }
