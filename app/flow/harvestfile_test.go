package flow

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"stegvis/app/platform/date"
	"stegvis/app/platform/goldentest"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/record"
	"stegvis/app/report"
	"stegvis/app/workshop"
)

// harvested is a workshop with hostile and long words in it.
func harvested() Results {
	activity := func(place int, kind workshop.ActivityKind, title string, phase workshop.Phase) *workshop.Activity {
		return &workshop.Activity{ID: title, Place: place, Kind: kind, Title: title, Minutes: 15 * place, Phase: phase, SettingsJSON: "{}", OutcomeJSON: "{}"}
	}
	words := func(s string) i18n.Phrase { return i18n.Phrase{Text: s} }
	taken := Fate{Taken: true, Became: &Became{Kind: "risk", Code: "R7", Title: words("Säljarna hinner inte"), Path: "risks/7"}}
	return Results{
		Workshop: workshop.Workshop{Row: record.Row{Number: 3}, Title: "Uppstart <b>&", HeldOn: date.New(2026, 11, 25)},
		Activities: []Reaped{
			{Activity: activity(1, workshop.Risks, "", workshop.Revealed), Most: 7, Groups: []Cluster{
				{Name: "Tid", Items: []Item{{Subject: "a", Words: words("Säljarna hinner inte"), Part: "personnel", Votes: workshop.Votes{Voting: workshop.Dots, Dots: 7, Place: 1, Among: 2}, Fate: taken}}},
				{Items: []Item{
					{Subject: "b", Words: words("# <script>alert(1)</script>\n- [x](javascript:y)"), Votes: workshop.Votes{Voting: workshop.Dots, Dots: 1, Place: 2, Among: 2}},
					{Subject: "c", Words: words(strings.Repeat("Kundrelationshanteringssystemsinförande", 12))},
				}},
			}},
			{Activity: activity(2, workshop.Motion, "Vidare?", workshop.Revealed), Groups: []Cluster{{Items: []Item{
				{Subject: "q", Words: words("Går vi vidare?"), Votes: workshop.Votes{Voting: workshop.Choice, Yes: 5, No: 1, Abstain: 2}}}}}},
			{Activity: activity(3, workshop.Cards, "Dolt", workshop.Open)},
		},
	}
}

func TestAWorkshopReadsTheSameInEachFile(t *testing.T) {
	texts := shippedTexts(t)
	faces, err := pdf.LoadFaces(os.DirFS("../../static/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "sv"} {
		words := texts.For(lang)
		goldentest.Equal(t, "workshop-"+lang+".md", harvested().Markdown(words))
		raw, err := harvested().JSON(words)
		if err != nil || !json.Valid(raw) {
			t.Fatal(err)
		}
		goldentest.Equal(t, "workshop-"+lang+".json", raw)
		goldentest.Equal(t, "workshop-"+lang+".txt", []byte(pdftest.Said(t, reportedFile(t, harvested(), words, faces))))
	}
}

// reportedFile is a workshop's report as it is issued.
func reportedFile(t *testing.T, r Results, words *i18n.Text, faces *pdf.Faces) []byte {
	t.Helper()
	in := report.Input{Version: report.InputVersion, Kind: report.KindWorkshop, Number: 4, Subject: report.Subject{ID: "w", Name: r.Workshop.Titled()}, Lang: words.Lang(),
		Organisation: "Fjord & Søn AB", Project: i18n.Phrase{Text: "Nordvik CRM"}, Day: date.New(2026, 11, 26), Base: "https://stegvis.example/projects/nordvik"}
	in, err := in.With("workshop", r.Leaving().reported(8))
	if err != nil {
		t.Fatal(err)
	}
	frozen, err := in.Freeze()
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := report.Draw(frozen, words, faces)
	if err != nil {
		t.Fatal(err)
	}
	pdftest.WellSet(t, "workshop-"+words.Lang(), drawn.PDF, pdftest.Limits{Most: 3})
	return drawn.PDF
}
