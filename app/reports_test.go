package app_test

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gorm.io/gorm"

	"stegvis/app/apptest"
	"stegvis/app/committee"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/pdf"
	"stegvis/app/report"
)

// read is what a PDF says; qpdf must find it whole.
func read(t *testing.T, file []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v\n%s", err, out)
	}
	out, err := exec.Command("pdftotext", path, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("pdftotext: %v\n%s", err, out)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

func TestTheSteeringReportShowsWhatWasNotedInTheLanguageAskedFor(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		b.Post(home+"/risks", riskForm("Gränssnittet <script>alert(1)</script> saknas")).Must(http.StatusSeeOther)
		b.Post(home+"/maturity", assessmentForm("2026-03-02", 2, 4)).Must(http.StatusSeeOther)
		b.Post(home+"/costs", url.Values{"cost": {"licence"}, "name": {"Licences"}, "approved[2026-04]": {"400000"}, "planned[2026-04]": {"450000"}}).Must(http.StatusSeeOther)

		swedish := b.Get(home + "/reports/steering.pdf?lang=sv").Must(http.StatusOK)
		if swedish.Type != "application/pdf" || !strings.HasPrefix(swedish.Header.Get("Content-Disposition"), `inline; filename="var-crm-steering-`) {
			t.Errorf("type %q, disposition %q", swedish.Type, swedish.Header.Get("Content-Disposition"))
		}
		said := read(t, swedish.Body)
		for _, want := range []string{"Fjord & Søn · Vår CRM", "Styrgruppsrapport", "<script>alert(1)</script>", "Högsta riskerna", "Medelvärde 2,0 av 5", "400 tn", "sida 1 av 1"} {
			if !strings.Contains(strings.ReplaceAll(said, "\u202f", " "), want) {
				t.Errorf("%q is not in %q", want, said)
			}
		}
		for _, path := range []string{"", "?lang=en", "?lang=tlh"} { // the project's language is English
			if said := read(t, b.Get(home+"/reports/steering.pdf"+path).Must(http.StatusOK).Body); !strings.Contains(said, "Steering report") {
				t.Errorf("%s: not in English: %q", path, said)
			}
		}
		again := b.Get(home + "/reports/steering.pdf?lang=sv").Must(http.StatusOK)
		if !bytes.Equal(again.Body, swedish.Body) {
			t.Error("the same report is not the same bytes")
		}
	})
}

func TestAnEmptyProjectHasASteeringReport(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Tomt", "small")
		said := read(t, b.Get(home+"/reports/steering.pdf").Must(http.StatusOK).Body)
		for _, want := range []string{"Tomt", "Steering report", "step 1 of 8", "page 1 of 1"} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not in %q", want, said)
			}
		}
		room := b.Get(home + "/reports").Must(http.StatusOK)
		if n := room.Doc().Find("a[href*='/steering.pdf?lang=']").Length(); n != 2 {
			t.Errorf("%d languages to choose from, want 2", n)
		}
	})
}

func TestAReportIsOfferedInTheReadersLanguageFirst(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		for _, lang := range []string{"sv", "en"} {
			b.Post("/me", url.Values{"name": {"Åsa Łukowska"}, "language": {lang}, "theme": {"auto"}}).Must(http.StatusSeeOther)
			first := b.Get(home + "/reports").Must(http.StatusOK).Doc().Find("main a[hreflang]").First()
			if got, _ := first.Attr("hreflang"); got != lang || !first.HasClass("primary") {
				t.Errorf("to a reader of %s the first link is %s, %s", lang, got, first.AttrOr("class", ""))
			}
		}
	})
}

func TestTheCommandLineDrawsAReportAndSaysWhatItCannot(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		site.SetUp(t).Begin("Vår CRM", "small")
		file, err := site.Report(t.Context(), "var-crm", "steering", "sv")
		if err != nil {
			t.Fatal(err)
		}
		if said := read(t, file); !strings.Contains(said, "Styrgruppsrapport") {
			t.Errorf("it says %q", said)
		}
		for name, c := range map[string][3]string{
			"nowhere": {"nowhere", "steering", "en"}, "monthly": {"var-crm", "monthly", "en"}, "tlh": {"var-crm", "steering", "tlh"},
		} {
			if _, err := site.Report(t.Context(), c[0], c[1], c[2]); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestHowManyQueriesAReportTakesDoesNotDependOnHowMuchThereIs(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		count := func() int64 {
			before := site.Statements()
			if _, err := site.Report(t.Context(), "var-crm", "steering", "en"); err != nil {
				t.Fatal(err)
			}
			return site.Statements() - before
		}
		b.Post(home+"/risks", riskForm("One")).Must(http.StatusSeeOther)
		b.Post(home+"/maturity", assessmentForm("2026-03-02", 2, 4)).Must(http.StatusSeeOther)
		few := count()
		for range 6 {
			b.Post(home+"/risks", riskForm("Another")).Must(http.StatusSeeOther)
			b.Post(home+"/maturity", assessmentForm("2026-03-03", 3, 4)).Must(http.StatusSeeOther)
		}
		if many := count(); many != few {
			t.Errorf("%d statements with little, %d with more", few, many)
		}
	})
}

func TestTheMaturityReportShowsTheTargetsThatCountNow(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		if said := read(t, b.Get(home+"/reports/maturity.pdf").Must(http.StatusOK).Body); !strings.Contains(said, "Maturity has not been assessed yet") {
			t.Errorf("of no assessment it says %q", said)
		}
		b.Post(home+"/maturity", assessmentForm("2026-03-02", 2, 4)).Must(http.StatusSeeOther)
		b.Post(home+"/maturity/targets", url.Values{"dimension": {"metrics"}, "level": {"5"}, "due_on": {"2999-01-02"}, "reason": {"Styrelsen vill se siffror"}}).Must(http.StatusSeeOther)
		room := b.Get(home + "/maturity").Must(http.StatusOK)
		link, _ := room.Doc().Find("main a[href*='reports/maturity.pdf']").Attr("href")
		if !strings.Contains(room.Text("main svg"), "2 → 5") {
			t.Errorf("the radar of the page does not aim at what counts: %q", room.Text("main svg"))
		}
		said := read(t, b.Get(link).Must(http.StatusOK).Body)
		for _, want := range []string{"Maturity is 2.0 of 5. Close first: Metrics.", "2.0 → 5", "3.0 × 1 × 3", "Styrelsen vill se siffror", "page 1 of 1"} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not in %q", want, said)
			}
		}
		swedish := b.Get(home + "/reports/maturity.pdf?lang=sv").Must(http.StatusOK)
		if swedish.Type != "application/pdf" || !strings.HasPrefix(swedish.Header.Get("Content-Disposition"), `inline; filename="var-crm-maturity-`) {
			t.Errorf("type %q, disposition %q", swedish.Type, swedish.Header.Get("Content-Disposition"))
		}
		if again := b.Get(home + "/reports/maturity.pdf?lang=sv").Must(http.StatusOK); !bytes.Equal(again.Body, swedish.Body) {
			t.Error("the same report is not the same bytes")
		}
	})
}

func TestAnIssuedReportStaysWhatItWasAndItsDraftIsIssuedOnce(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		b.Post(home+"/risks", riskForm("The interface is missing")).Must(http.StatusSeeOther)
		draft := b.Post(home+"/reports/drafts", url.Values{"kind": {"steering"}}).Must(http.StatusSeeOther).Location
		b.Post(draft, url.Values{"version": {"1"}, "lang": {"en"}, "comment": {"A good month, with one worry."}}).Must(http.StatusSeeOther)
		if said := read(t, b.Get(draft+"/report.pdf").Must(http.StatusOK).Body); !strings.Contains(said, "one worry") || !strings.Contains(said, "Draft") || strings.Contains(said, "seal") {
			t.Errorf("the draft says %q", said)
		}
		b.Post(draft+"/issue", url.Values{"version": {"1"}}).Must(http.StatusUnprocessableEntity) // it was changed meanwhile
		issued := b.Post(draft+"/issue", url.Values{"version": {"2"}}).Must(http.StatusSeeOther).Location
		b.Post(draft+"/issue", url.Values{"version": {"2"}}).Must(http.StatusSeeOther)
		first := b.Get(issued + "/report.pdf").Must(http.StatusOK).Body
		b.Post(home+"/risks", riskForm("Something came later")).Must(http.StatusSeeOther)
		if again := b.Get(issued + "/report.pdf").Must(http.StatusOK).Body; !bytes.Equal(again, first) {
			t.Error("the issued file has changed")
		}
		if said := read(t, first); !strings.Contains(said, "Steering report 1") || !strings.Contains(said, "seal") {
			t.Errorf("the report says %q", said)
		}
		swedish := read(t, b.Get(issued+"/report.pdf?lang=sv").Must(http.StatusOK).Body)
		if !strings.Contains(swedish, "översatt, utfärdad på engelska") || strings.Contains(swedish, "Something came later") {
			t.Errorf("in Swedish it says %q", swedish)
		}
		if rows := b.Get(home + "/reports").Must(http.StatusOK).Doc().Find("td.title a[href*='/reports/']").Length(); rows != 1 {
			t.Errorf("%d reports are listed", rows)
		}
	})
}

// TestEveryKindIsIssuedAndDrawnAgainByteForByte draws what is kept of each report and of
// each meeting's minutes anew: a year later the snapshot must give the very file that
// was issued.
func TestEveryKindIsIssuedAndDrawnAgainByteForByte(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		issued := issueEveryKind(t, site)
		texts, faces := printing(t)
		var bodies []report.Body
		var minutes []committee.Minutes
		direct(t, site, func(tx *gorm.DB) error { return errors.Join(tx.Find(&bodies).Error, tx.Find(&minutes).Error) })
		kept := map[string]report.Snapshot{}
		for _, b := range bodies {
			kept[b.ReportID] = report.Snapshot(b.Input)
		}
		for _, m := range minutes {
			kept[m.MeetingID] = report.Snapshot(m.Input)
		}
		drawn := map[report.Kind]int{}
		for id, file := range issued {
			in, err := kept[id].Input()
			if err != nil {
				t.Fatal(err)
			}
			again, err := report.Draw(kept[id], texts.For(in.Lang), faces)
			if err != nil || !bytes.Equal(again.PDF, file) {
				t.Errorf("%s %d: drawn again it is another file, %v", in.Kind, in.Number, err)
			}
			drawn[in.Kind]++
		}
		for _, kind := range append(report.Kinds(), report.KindWorkshop, report.KindMinutes, report.KindPortfolio) {
			if drawn[kind] == 0 {
				t.Errorf("none of the kind %s was issued and drawn again", kind)
			}
		}
	})
}

// issueEveryKind issues a report of each kind of the demo, and gives their files and
// those of all closed minutes, in the language of issue, by the id of what is kept.
func issueEveryKind(t *testing.T, site *apptest.Site) map[string][]byte {
	t.Helper()
	const home = "/projects/demo"
	lead, owner := demoBrowser(t, site, "lead"), demoBrowser(t, site, "administrator")
	issued := map[string][]byte{}
	issue := func(kind report.Kind, subject string) {
		draft := lead.Post(home+"/reports/drafts", url.Values{"kind": {string(kind)}, "subject": {subject}, "lang": {[]string{"en", "sv"}[len(issued)%2]}}).Must(http.StatusSeeOther).Location
		at := lead.Post(draft+"/issue", url.Values{"version": {"1"}}).Must(http.StatusSeeOther).Location
		issued[at[strings.LastIndex(at, "/")+1:]] = lead.Get(at + "/report.pdf").Must(http.StatusOK).Body
	}
	for _, kind := range report.Kinds() {
		issue(kind, "")
	}
	var workshops []string
	var closed []committee.Meeting
	direct(t, site, func(tx *gorm.DB) error {
		return errors.Join(tx.Table("workshop").Where("rehearsal = ?", false).Pluck("id", &workshops).Error, tx.Where("closed_at IS NOT NULL").Find(&closed).Error)
	})
	for _, id := range workshops {
		issue(report.KindWorkshop, id)
	}
	for _, m := range closed {
		issued[m.ID] = lead.Get(home + "/meetings/" + m.ID + "/minutes.pdf").Must(http.StatusOK).Body
	}
	at := owner.Post("/organisations/nordvik-vattenteknik/portfolio", nil).Must(http.StatusSeeOther).Location
	issued[at[strings.LastIndex(at, "/")+1:]] = owner.Get(at + "/report.pdf").Must(http.StatusOK).Body
	return issued
}

// printing is what reports are drawn with.
func printing(t *testing.T) (*i18n.Bundle, *pdf.Faces) {
	t.Helper()
	texts, err := i18n.Load(os.DirFS("../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	faces, err := pdf.LoadFaces(os.DirFS("../static/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	return texts, faces
}

func TestWhatIsOverdueStaysOnEachReportWithItsDaysUntilItIsDone(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		link := asked(b, home, questionForm("Shall we wait?")) // since 1 March
		says := func(kind, word string, want bool) {
			t.Helper()
			if said := read(t, b.Get(home+"/reports/"+kind+".pdf?lang=en").Must(http.StatusOK).Body); strings.Contains(said, word) != want {
				t.Errorf("the %s report holds %q: %v\n%s", kind, word, !want, said)
			}
		}
		for _, kind := range []string{"risk", "cost", "plan", "maturity", "closing", "status", "decisions"} {
			says(kind, "days overdue", true)
			says(kind, "Shall we wait?", true)
		}
		says("steering", "days late", true)
		says("risk", "Overdue decisions", true)
		says("status", "Overdue decisions", false) // which lists it among what is asked
		b.Post(link+"/decide", with(version(1), "choice", "Vänta till mars")).Must(http.StatusSeeOther)
		says("risk", "Overdue decisions", false)
	})
}
