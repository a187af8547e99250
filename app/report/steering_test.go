package report_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
)

// keep is a folder in which drawn pages are left to be looked at.
var keep = flag.String("keep", "", "leave the drawn reports in this folder")

func drawn(t *testing.T, name, lang string, in steering) []byte {
	t.Helper()
	return printed(t, name, lang, frozen(t, in.Input, "steering", in.Steering))
}

// printed draws a snapshot.
func printed(t *testing.T, name, lang string, of report.Snapshot) []byte {
	t.Helper()
	texts, faces := loaded(t)
	page, err := report.Draw(of, texts.For(lang), faces)
	if err != nil {
		t.Fatal(err)
	}
	file := page.PDF
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, name+"-"+lang+".pdf"), file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return file
}

func TestTheSteeringReportSaysThisInEachLanguage(t *testing.T) {
	texts, _ := loaded(t)
	for _, lang := range texts.Languages() {
		file := drawn(t, "sample", lang, sample())
		pdftest.WellSet(t, lang, file, pdftest.Limits{Most: 1})
		goldentest.Equal(t, "steering-"+lang+".txt", []byte(pdftest.Said(t, file)))
	}
}

func TestASnapshotIsDrawnAlikeEachTimeAndSealedByItsDigest(t *testing.T) {
	in := sample()
	in.Number, in.Lang = 7, "en"
	kept := frozen(t, in.Input, "steering", in.Steering)
	again, err := kept.Input()
	if err != nil {
		t.Fatal(err)
	}
	if once, err := again.Freeze(); err != nil || !bytes.Equal(once, kept) {
		t.Errorf("written down again it differs: %v", err)
	}
	for _, lang := range []string{"en", "sv"} {
		first := printed(t, "kept", lang, kept)
		if !bytes.Equal(first, printed(t, "kept", lang, kept)) {
			t.Errorf("%s: drawn again it differs", lang)
		}
		text := pdftest.Said(t, first)
		for _, want := range []string{"7", report.Seal(kept.Digest())} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in %s", lang, want, text)
			}
		}
		// in the one line of the foot
		if marked := strings.Contains(text, "två: ur kurs. översatt, utfärdad på engelska"); marked != (lang == "sv") {
			t.Errorf("%s: marked as translated: %v", lang, marked)
		}
	}
}

func TestADraftSaysThatItIsOneAndHasNoSeal(t *testing.T) {
	text := pdftest.Said(t, drawn(t, "draft", "en", sample()))
	if !strings.Contains(text, "Draft · page 1 of 1") || strings.Contains(text, "seal") {
		t.Errorf("it says %s", text)
	}
}

func TestWhatWillNotFitIsSaid(t *testing.T) {
	texts, faces := loaded(t)
	in := sample()
	in.Risks.Rows[0].Plan = words(strings.Repeat("The supplier builds an interface. ", 60))
	page, err := report.Draw(frozen(t, in.Input, "steering", in.Steering), texts.For("en"), faces)
	if err != nil {
		t.Fatal(err)
	}
	lists := map[string]report.Shortened{}
	for _, l := range page.Lists {
		lists[l.Title] = l
	}
	if l := lists["report.decision.title"]; l.Shown != 3 || l.Total != 4 {
		t.Errorf("of the decisions it says %+v", l)
	}
	if len(page.Cut) != 1 || !strings.HasPrefix(page.Cut[0], "Reduce: The supplier builds") {
		t.Errorf("shortened: %q", page.Cut)
	}
}

// TestNoWordsAreCutAsLongAsTwoPagesHoldThem writes ever more into the plan against a
// risk, the lead's own words and a decision's options.
func TestNoWordsAreCutAsLongAsTwoPagesHoldThem(t *testing.T) {
	texts, faces := loaded(t)
	pages := map[int]bool{}
	for _, times := range []int{1, 2, 4, 8, 16} {
		in := sample()
		in.Risks.Rows[0].Plan = words(strings.Repeat("The supplier builds an interface. ", times) + "That ends the plan.")
		in.Comment = strings.Repeat("We ask for patience. ", times) + "That ends the comment."
		in.Decisions.Rows[0].Options = words(strings.Repeat("Begin now and carry what is missing by hand. ", times) + "That ends the options.\nWait")
		page, err := report.Draw(frozen(t, in.Input, "steering", in.Steering), texts.For("en"), faces)
		if err != nil {
			t.Fatal(err)
		}
		pages[page.Pages] = true
		said := strings.Join(strings.Fields(pdftest.Said(t, page.PDF)), " ")
		for _, end := range []string{"ends the plan.", "ends the comment.", "ends the options."} {
			if !strings.Contains(said, end) || len(page.Cut) > 0 {
				t.Errorf("%d times: %q is cut: %q", times, end, page.Cut)
			}
		}
		pdftest.WellSet(t, fmt.Sprint(times, " times"), page.PDF, pdftest.Limits{Most: 2})
	}
	if !pages[1] || !pages[2] {
		t.Errorf("it has so many pages: %v", pages)
	}
}

func TestAnInputOfAnUnknownFormIsNotDrawn(t *testing.T) {
	texts, faces := loaded(t)
	for name, in := range map[string]report.Input{"no version": {Kind: report.KindSteering}, "a later one": {Version: report.InputVersion + 1, Kind: report.KindSteering}, "no kind": whole("poem"), "no value": whole(report.KindGrid)} {
		kept, err := in.Freeze()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := report.Draw(kept, texts.For("en"), faces); err == nil {
			t.Errorf("%s: it is drawn", name)
		}
	}
}

func TestAnEmptyProjectGivesASensiblePage(t *testing.T) {
	empty := steering{Input: whole(report.KindSteering)}
	pdftest.WellSet(t, "nothing at all", drawn(t, "nothing", "en", empty), pdftest.Limits{Most: 1})
	fresh := sample()
	fresh.Health = &report.Health{Overall: outlook.Unknown, Basis: outlook.Basis{Unjudged: outlook.Dimensions()}}
	for _, d := range outlook.Dimensions() {
		fresh.Health.Sides = append(fresh.Health.Sides, report.Side{Dimension: d, Colour: outlook.Unknown})
	}
	fresh.Decisions, fresh.Milestones, fresh.Money, fresh.Risks, fresh.Maturity, fresh.Work = report.Decisions{}, report.Milestones{}, nil, report.Risks{}, nil, report.Work{}
	file := drawn(t, "fresh", "en", fresh)
	pdftest.WellSet(t, "fresh", file, pdftest.Limits{Most: 1})
	if text := pdftest.Said(t, file); !strings.Contains(text, "Not judged yet. There is nothing to judge yet.") || strings.Contains(text, "Forecast") {
		t.Errorf("it says %s", text)
	}
}

func TestAnyPartMayBeMissing(t *testing.T) {
	for name, without := range map[string]func(*steering){
		"health":     func(in *steering) { in.Health = nil },
		"decisions":  func(in *steering) { in.Decisions = report.Decisions{} },
		"milestones": func(in *steering) { in.Milestones = report.Milestones{} },
		"money":      func(in *steering) { in.Money = nil },
		"risks":      func(in *steering) { in.Risks = report.Risks{} },
		"maturity":   func(in *steering) { in.Maturity = nil },
		"work":       func(in *steering) { in.Work = report.Work{} },
		"missed":     func(in *steering) { in.Work.Missed = report.Tasks{} },
	} {
		in := sample()
		without(&in)
		pdftest.WellSet(t, "without "+name, drawn(t, "without-"+name, "en", in), pdftest.Limits{Most: 1})
	}
}

// monstrous fills every text of the sample with one.
func monstrous(text string) steering {
	in := sample()
	phrase := words(text)
	in.Organisation, in.Project = text, phrase
	in.Health.Basis.Reason = phrase
	for i := range in.Tracks {
		in.Tracks[i].Name = phrase
	}
	for i := range in.Decisions.Rows {
		in.Decisions.Rows[i] = report.Decision{Question: phrase, Options: words(text + "\n" + text), Recommendation: phrase, Deadline: day(-123456), Cost: minor(9e15)}
	}
	in.Decisions.Rows = append(in.Decisions.Rows, in.Decisions.Rows...)
	for range 6 {
		in.Decisions.Late = append(in.Decisions.Late, report.Undone{Question: phrase, Choice: phrase, Owner: text, Due: day(-9999)})
	}
	in.Milestones.Rows, in.Milestones.Total = nil, 200
	for range 200 {
		in.Milestones.Rows = append(in.Milestones.Rows, report.Milestone{Title: phrase, Planned: day(1), Forecast: day(9999), Slip: 123456})
	}
	in.Risks.Rows, in.Risks.Total = nil, 200
	for range 200 {
		in.Risks.Rows = append(in.Risks.Rows, report.Risk{Title: phrase, Score: 25, Owner: text, Response: "reduce", Plan: phrase})
	}
	many := report.Tasks{Total: 1234567}
	for range 200 {
		many.Rows = append(many.Rows, report.Task{Title: phrase, Owner: text, Day: day(2)})
	}
	in.Work.Done, in.Work.Missed, in.Work.Next = many, many, many
	for i := range in.Money.Groups {
		in.Money.Groups[i].Sum = report.Sum{Approved: 9e15, Actual: -9e15, Forecast: 9e15, Variance: -9e15}
	}
	return in
}

func TestWhateverIsNotedThePageStaysWellSet(t *testing.T) {
	for name, text := range map[string]string{
		"ten thousand letters": strings.Repeat("Kundregistret flyttas över ", 400),
		"one word of 300":      strings.Repeat("Kund", 75),
		"ten thousand in one":  strings.Repeat("ö", 10_000),
		"emoji":                strings.Repeat("🚀👩\u200d👩\u200d👧\u200d👦 klart 🇸🇪 ", 30),
		"overrides":            "\u202Enegin \u202Dsvensk\u202C text\u202C " + strings.Repeat("\u2067\u2068", 200),
		"Nordic and Polish":    strings.Repeat("Åsa Łukowska-Ødegård på Ærø ", 9),
		"Persian":              strings.Repeat("علی رضایی می\u200cخواهد (۱۲ نفر) 34 «لا» ", 12),
		"lines and controls":   "a\r\n\tb\x00\x1b[31mc\n\n\nd",
		"accents upon accents": "Z" + strings.Repeat("\u0301\u0327", 200),
		"broken bytes":         "abc\xff\xfe\xfd",
		"script":               "<script>alert(1)</script> (\\) %PDF-1.4 endstream endobj",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pdftest.WellSet(t, name, drawn(t, "monstrous-"+strings.ReplaceAll(name, " ", "-"), "sv", monstrous(text)), pdftest.Limits{Most: 2, Gaps: true})
		})
	}
}

func TestTheReportCountsItsPages(t *testing.T) {
	file := drawn(t, "counted", "en", monstrous(strings.Repeat("word ", 60)))
	all := pdftest.Pages(t, file)
	if len(all) != 2 {
		t.Fatalf("%d pages, want 2", len(all))
	}
	text := pdftest.Said(t, file)
	for n := range all {
		if want := fmt.Sprintf("page %d of 2", n+1); !strings.Contains(text, want) {
			t.Errorf("%q is not there", want)
		}
	}
}

func TestALongerHistoryOfMoneyStaysWellSet(t *testing.T) {
	for _, n := range []int{1, 2, 24, 120} {
		in := sample()
		in.Money.Months = nil
		for i := range n {
			in.Money.Months = append(in.Money.Months, report.Month{Month: date.NewMonth(2026, 1).Add(i), Approved: 100_00, Planned: 90_00, Actual: int64(i%2) * 80_00})
		}
		pdftest.WellSet(t, strconv.Itoa(n)+" months", drawn(t, "months-"+strconv.Itoa(n), "sv", in), pdftest.Limits{Most: 1})
	}
}
