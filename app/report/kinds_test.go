package report_test

import (
	"fmt"
	"strings"
	"testing"

	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
)

// together is a report of a kind of some parts.
func together(t testing.TB, kind report.Kind, parts ...part) report.Snapshot {
	t.Helper()
	in := whole(kind)
	in.Base = "https://stegvis.example/projects/nordvik"
	return written(t, in, parts...)
}

// samples are the flowing kinds, each of a project half-way through.
func samples() map[report.Kind][]part {
	return map[report.Kind][]part{
		report.KindRisk:     {{"risks", riskLog()}},
		report.KindCost:     {{"costs", costCase()}},
		report.KindDecision: {{"asked", asking()}, {"decisions", decisionLog()}},
		report.KindMaturity: {{"maturity", grown()}},
		report.KindStatus:   append(append([]part{{"summary", summary()}, {"asked", asking()}}, planned()[:3]...), []part{{"risks", riskLog()}, {"costs", costCase()}, {"maturity", grown()}, {"decisions", decisionLog()}, {"work", workLog()}, {"workshops", outcomes()}, {"people", involved()}}...),
	}
}

// nothing is every flowing section of a project that holds nothing, with what it
// then says.
func nothing() map[string]struct {
	value any
	says  string
} {
	return map[string]struct {
		value any
		says  string
	}{
		"risks":     {report.RiskLog{}, "No risk is open."},
		"costs":     {report.CostCase{}, "No costs are noted."},
		"asked":     {report.Asking{}, "No decision is asked"},
		"decisions": {report.DecisionLog{}, "Nothing has been decided yet."},
		"work":      {report.WorkLog{Days: 30}, "Nothing was done"},
		"people":    {report.Involved{}, "Nobody is noted yet"},
		"maturity":  {report.MaturityInput{}, "Maturity has not been assessed yet"},
	}
}

// numbered is what a page says of its number.
func numbered(t *i18n.Text) func(page, of int) string {
	return func(page, of int) string { return t.T("report.page", "page", page, "of", of) }
}

func TestEachKindSaysThisInEachLanguage(t *testing.T) {
	texts, _ := loaded(t)
	for kind, parts := range samples() {
		for _, lang := range texts.Languages() {
			name := fmt.Sprintf("%s-%s", kind, lang)
			file := printed(t, string(kind), lang, together(t, kind, parts...))
			pdftest.WellSet(t, name, file, pdftest.Limits{Most: 30, Numbered: numbered(texts.For(lang))})
			text := pdftest.Said(t, file)
			if strings.Contains(text, "report.") {
				t.Errorf("%s shows a key: %s", name, text)
			}
			goldentest.Equal(t, name+".txt", []byte(text))
		}
	}
}

func TestASectionOfNothingSaysSoOnOnePage(t *testing.T) {
	for key, want := range nothing() {
		file := printed(t, "no-"+key, "en", together(t, report.KindStatus, part{key, want.value}))
		pdftest.WellSet(t, key, file, pdftest.Limits{Most: 1})
		if text := pdftest.Said(t, file); !strings.Contains(text, want.says) {
			t.Errorf("%s of nothing says %s", key, text)
		}
	}
}

// noted is what people may note, and do.
func noted() map[string]string {
	return map[string]string{
		"ten thousand letters": strings.Repeat("Kundregistret flyttas över ", 400),
		"one word of 300":      strings.Repeat("Kund", 75),
		"emoji":                strings.Repeat("🚀👩\u200d👩\u200d👧\u200d👦 klart 🇸🇪 ", 30),
		"overrides":            "\u202Enegin \u202Dsvensk\u202C text\u202C " + strings.Repeat("\u2067\u2068", 200),
		"Persian":              strings.Repeat("علی رضایی می\u200cخواهد (۱۲ نفر) 34 «لا» ", 12),
		"lines and controls":   "a\r\n\tb\x00\x1b[31mc\n\n\nd",
		"broken bytes":         "abc\xff\xfe\xfd",
	}
}

// monstrousParts are sections in which every text is one.
func monstrousParts(text string) []part {
	return []part{
		{"risks", monstrousRisks(text)}, {"costs", monstrousCosts(text)}, {"asked", monstrousAsking(text)}, {"decisions", monstrousDecisions(text)},
		{"maturity", monstrousMaturity(text)}, {"work", monstrousWork(text)}, {"summary", monstrousSummary(text)}, {"people", monstrousInvolved(text)},
	}
}

func TestWhateverIsNotedEachSectionStaysWellSet(t *testing.T) {
	for name, text := range noted() {
		for _, p := range monstrousParts(text) {
			t.Run(p.key+" "+name, func(t *testing.T) {
				t.Parallel()
				file := printed(t, "monstrous-"+p.key+"-"+strings.ReplaceAll(name, " ", "-"), "sv", together(t, report.KindStatus, p))
				pdftest.WellSet(t, name, file, pdftest.Limits{Gaps: true})
			})
		}
	}
}

func TestNothingOfALongTextIsCutWhereThereAreMorePages(t *testing.T) {
	for _, p := range monstrousParts(strings.Repeat("Kundregistret flyttas över ", 300) + "slutordet") {
		file := printed(t, "uncut-"+p.key, "en", together(t, report.KindStatus, p))
		if text := pdftest.Said(t, file); strings.Contains(text, "…") || !strings.Contains(strings.ReplaceAll(text, "\n", ""), "slutordet") {
			t.Errorf("%s is cut", p.key)
		}
	}
}
