package maturity_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"stegvis/app/maturity"
	"stegvis/app/platform/i18n"
)

func shelf(t *testing.T) []maturity.Questionnaire {
	t.Helper()
	all, err := maturity.LoadShelf(os.DirFS("../../seeds")).All()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestALevelIsTheWeightedMeanInTenthsAndHalvesAreRoundedUp(t *testing.T) {
	for name, c := range map[string]struct {
		want int
		of   []maturity.Weighted
	}{
		"nothing is no level":                {0, nil},
		"one level is itself":                {30, []maturity.Weighted{{3, 7}}},
		"a half of a tenth goes up: 2.25":    {23, []maturity.Weighted{{2, 1}, {2, 1}, {2, 1}, {3, 1}}},
		"less than a half goes down: 2.2499": {22, []maturity.Weighted{{2, 30}, {2, 1}, {3, 9}}},
		"weights count: 1 × 3 and 5 × 1":     {20, []maturity.Weighted{{1, 3}, {5, 1}}},
		"the highest stays the highest":      {50, []maturity.Weighted{{5, 100}, {5, 1}}},
		"the lowest stays the lowest":        {10, []maturity.Weighted{{1, 100}, {1, 1}}},
	} {
		if got := maturity.LevelOf(c.of); got != c.want {
			t.Errorf("%s: %d tenths, want %d", name, got, c.want)
		}
	}
}

func TestThePercentageGoesFromTheLowestLevelToTheHighest(t *testing.T) {
	for tenths, want := range map[int]int{0: 0, 10: 0, 20: 25, 30: 50, 32: 55, 33: 58, 50: 100} {
		if got := maturity.Percentage(tenths); got != want {
			t.Errorf("%d tenths: %d %%, want %d", tenths, got, want)
		}
	}
}

func TestTheCatalogueHoldsTheLadderAndTheSelfChecks(t *testing.T) {
	counts := map[string]int{"crm": 32, "ten_steps": 10, "eight_signs": 8, "five_factors": 5, "four_pitfalls": 4, "relationship": 7, "design": 14, "profile": 5}
	for _, q := range shelf(t) {
		if q.Count() != counts[q.Key] {
			t.Errorf("%s has %d practices, want %d", q.Key, q.Count(), counts[q.Key])
		}
		delete(counts, q.Key)
		if q.Key != maturity.CRM {
			continue
		}
		var keys []string
		for _, s := range q.Sections {
			keys = append(keys, s.Key)
			if len(s.Practices) < 4 || len(s.Practices) > 6 {
				t.Errorf("%s has %d practices, want four to six", s.Key, len(s.Practices))
			}
		}
		if !slices.Equal(keys, maturity.Dimensions()) {
			t.Errorf("the sections are %v, want the eight dimensions", keys)
		}
	}
	if len(counts) > 0 {
		t.Errorf("missing: %v", counts)
	}
}

func TestEveryWordOfTheCatalogueStandsInBothLanguagesAndMakesAQuestionnaireThatCanBeReadAgain(t *testing.T) {
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "sv"} {
		for _, q := range shelf(t) {
			d := q.Copied(texts.For(lang), "Ours")
			again, wrong := maturity.ReadQuestionnaire(d.Source)
			if len(wrong) > 0 {
				t.Errorf("%s in %s: %v", q.Key, lang, wrong)
			}
			if again.Count() != q.Count() || strings.Contains(d.Source, "questionnaire.") {
				t.Errorf("%s in %s is not whole:\n%s", q.Key, lang, d.Source)
			}
		}
	}
}

const small = `key: ours
kind: ladder
title: Ours
sections:
  - key: one
    title: First
    practices:
      - key: tidy
        title: Tidy shelves
        levels: [a, b, c, d, e]
`

func TestASourceIsReadOrSaidByLineWhatIsWrong(t *testing.T) {
	if q, wrong := maturity.ReadQuestionnaire(small); len(wrong) > 0 || q.Sections[0].Practices[0].Levels[4] != "e" {
		t.Fatalf("%v: %v", q, wrong)
	}
	for name, c := range map[string]struct {
		old, new string
		want     string
	}{
		"an unknown name":          {"title: Ours", "titel: Ours", "3 unknown titel"},
		"a missing title":          {"    title: First\n", "", "5 missing title"},
		"a kind that there is not": {"kind: ladder", "kind: stairs", "2 kind stairs"},
		"four levels":              {"[a, b, c, d, e]", "[a, b, c, d]", "10 levels 4"},
		"an empty level":           {"[a, b, c, d, e]", "[a, b, '', d, e]", "10 missing levels"},
		"a weight of nothing":      {"title: Tidy shelves", "weight: 0\n        title: Tidy shelves", "9 weight 0"},
		"a weight in words":        {"title: Tidy shelves", "weight: much\n        title: Tidy shelves", "9 weight much"},
		"a key with a capital":     {"key: tidy", "key: Tidy", "8 key Tidy"},
		"a name twice":             {"kind: ladder", "kind: ladder\nkind: check", "3 twice kind"},
		"a list where a text is":   {"title: Tidy shelves", "title: [x]", "9 text title"},
		"a text where a list is":   {"[a, b, c, d, e]", "five", "10 list levels"},
		"an alias":                 {"title: Ours", "title: &x Ours", "3 special &"},
		"a tag":                    {"title: Ours", "title: !!binary aGk=", "3 special !!binary"},
		"two documents":            {"title: Ours", "title: Ours\n---\nkey: b", ""},
		"an open bracket":          {"[a, b, c, d, e]", "[a, b", ""},
		"no document":              {small, "# nothing\n", "1 document "},
		"something else":           {small, "just words", "1 mapping key, kind, title, purpose, sections"},
	} {
		_, wrong := maturity.ReadQuestionnaire(strings.Replace(small, c.old, c.new, 1))
		var said []string
		for _, w := range wrong {
			said = append(said, fmt.Sprintf("%d %s %s", w.Line, strings.TrimPrefix(w.Key, "practice.wrong."), w.Name))
		}
		if len(said) == 0 || c.want != "" && !slices.Contains(said, c.want) {
			t.Errorf("%s: said %q, want %q", name, said, c.want)
		}
	}
}

func TestAHostileSourceIsRefusedAtOnce(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'i'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 9), ","))
	}
	for name, source := range map[string]string{
		"an alias bomb":       bomb,
		"a merge":             "a: &a {b: 1}\nc:\n  <<: *a\n",
		"a megabyte":          strings.Repeat("a", 1<<20),
		"brackets in numbers": strings.Repeat("[", maturity.LargestSource-1),
		"braces in numbers":   strings.Repeat("{a: ", 16000),
		"dashes in numbers":   strings.Repeat("- ", 32000),
		"question marks":      strings.Repeat("? ", 32000),
		"quotes":              strings.Repeat("'", maturity.LargestSource-1),
		"a stair":             stair(),
		"no text at all":      "\x00\x01\x02",
	} {
		began := time.Now()
		if _, wrong := maturity.ReadQuestionnaire(source); len(wrong) == 0 {
			t.Errorf("%s is accepted", name)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s takes %s", name, took)
		}
	}
}

// stair is nested as deeply as the limit of size allows.
func stair() string {
	var b strings.Builder
	for i := 0; b.Len() < maturity.LargestSource-1000; i++ {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}
