package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
)

func questionForm(question string) url.Values {
	return url.Values{"question": {question}, "context": {"Två piloter väntar."}, "options": {"Vänta till mars\r\n\r\nBörja i januari"},
		"recommendation": {"Vänta till mars."}, "deadline": {"2026-03-01"}, "kotter_step": {"coalition"}}
}

// asked asks a question and gives the address of its page.
func asked(b *apptest.Browser, home string, form url.Values) string {
	b.Post(home+"/decisions", form).Must(http.StatusSeeOther)
	link, _ := b.Get(home + "/decisions?sort=number&desc=true").Must(http.StatusOK).Doc().Find("tbody a").First().Attr("href")
	return link
}

// roles signs one of each role of the demo project in.
func roles(t *testing.T, site *apptest.Site) map[string]*apptest.Browser {
	t.Helper()
	all := map[string]*apptest.Browser{}
	for _, s := range demoSignIns(t, site) {
		all[s[0]] = site.Browser(t)
		all[s[0]].Post("/sign-in", url.Values{"email": {s[1]}, "password": {s[2]}}).Must(http.StatusSeeOther)
	}
	return all
}

func TestAContributorAsksAndTheCommitteeDecides(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		by := roles(t, site)
		const home = "/projects/demo"
		by["committee"].Post(home+"/decisions", questionForm("Får vi?")).Must(http.StatusForbidden)
		link := asked(by["contributor"], home, questionForm("När ska våg 2 börja? <i>"))

		refused := by["contributor"].Post(link+"/decide", with(version(1), "choice", "Vänta till mars")).Must(http.StatusForbidden)
		if got := refused.Text("main"); !strings.Contains(got, "committee member") {
			t.Errorf("the refusal does not say who can: %q", got)
		}
		if by["contributor"].Get(link).Doc().Find("#decide").Length() != 0 {
			t.Error("who may not decide is shown the form to")
		}
		page := by["committee"].Get(link).Must(http.StatusOK)
		if n := page.Doc().Find("#decide input[type=radio]").Length(); n != 3 {
			t.Errorf("%d choices, want both options and one's own words", n)
		}
		if page.Doc().Find("form[action='"+link+"']").Length() != 0 {
			t.Error("the committee is shown the form of the question")
		}
		if got := page.Text("h1"); got != "När ska våg 2 börja? <i>" {
			t.Errorf("the question says %q", got)
		}
		verdict := url.Values{"choice": {"Börja i januari"}, "reason": {"Marknaden väntar inte."}, "decided_on": {"2026-03-02"}, "version": {"1"}}
		by["committee"].Post(link+"/decide", verdict).Must(http.StatusSeeOther)
		decided := by["viewer"].Get(link).Must(http.StatusOK)
		for _, want := range []string{"Börja i januari", "Marknaden väntar inte.", "2 March 2026"} {
			if !strings.Contains(decided.Text("main"), want) {
				t.Errorf("the page does not say %q", want)
			}
		}
		if got := by["viewer"].Get(home + "/decisions?q=våg 2").Text("tbody tr"); !strings.Contains(got, "Decided") || !strings.Contains(got, "Börja i januari") {
			t.Errorf("the list says %q", got)
		}
	})
}

func TestADecisionIsMadeOnce(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Beslut", "small")
		link := asked(b, home, questionForm("Går vi vidare?"))
		b.Post(link+"/decide", with(version(1), "choice", "Vänta till mars")).Must(http.StatusSeeOther)
		for name, answer := range map[string]apptest.Answer{
			"deciding again, knowing":     b.Post(link+"/decide", with(version(2), "choice", "Börja i januari")),
			"deciding again, not knowing": b.Post(link+"/decide", with(version(1), "choice", "Börja i januari")),
			"changing the question":       b.Post(link, with(questionForm("Något annat?"), "version", "2")),
			"removing it":                 b.Post(link+"/delete", version(2)),
		} {
			answer.Must(http.StatusUnprocessableEntity)
			if answer.Text(".notice") == "" || !strings.Contains(answer.Text("main"), "Vänta till mars") {
				t.Errorf("%s: the answer does not say why, or what was decided: %q", name, answer.Text("main"))
			}
		}
		if got := b.Get(link).Text(".lead-sentence"); got != "Vänta till mars" {
			t.Errorf("the page says %q", got)
		}
	})
}

func TestAQuestionThatChangedMeanwhileIsShownBeforeItIsDecided(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Beslut", "small")
		link := asked(b, home, questionForm("Köper vi?"))
		b.Post(link, with(questionForm("Köper vi moln eller eget?"), "version", "1")).Must(http.StatusSeeOther)

		verdict := url.Values{"choice": {"Vänta till mars"}, "reason": {"Priset."}, "version": {"1"}}
		changed := b.Post(link+"/decide", verdict).Must(http.StatusConflict)
		if got := changed.Text("#decide .notice"); !strings.Contains(got, "changed while you were deciding") {
			t.Errorf("the answer says %q", got)
		}
		if got := changed.Text("h1"); got != "Köper vi moln eller eget?" {
			t.Errorf("the question shown is %q", got)
		}
		if changed.Text("#f-verdict-reason") != "Priset." || changed.Doc().Find("#decide input[checked]").AttrOr("value", "") != "Vänta till mars" {
			t.Error("what was typed is lost")
		}
		stale := b.Post(link, with(questionForm("Köper vi inget?"), "version", "1")).Must(http.StatusConflict)
		if got := stale.Text("#f-question-theirs"); !strings.Contains(got, "moln eller eget") {
			t.Errorf("what is stored is not shown: %q", got)
		}
		v, _ := changed.Doc().Find("#decide input[name=version]").Attr("value")
		b.Post(link+"/decide", with(verdict, "version", v)).Must(http.StatusSeeOther)
	})
}

func TestADecisionIsAnOptionOrWordsOfOnesOwn(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Beslut", "small")
		link := asked(b, home, questionForm("Vad gör vi?"))
		for name, c := range map[string]struct{ field, value, wrong string }{
			"neither":            {"reason", "Därför", "choice"},
			"both":               {"own", "Vi köper det andra", "own"},
			"on a day to come":   {"decided_on", "2126-01-01", "decided_on"},
			"on a day misspelt":  {"decided_on", "i går", "decided_on"},
			"words without end":  {"own", strings.Repeat("x", 2001), "own"},
			"reason without end": {"reason", strings.Repeat("x", 10001), "reason"},
		} {
			form := with(version(1), c.field, c.value)
			if name != "neither" && name != "words without end" {
				form.Set("choice", "Vänta till mars")
			}
			if b.Post(link+"/decide", form).Must(http.StatusUnprocessableEntity).Text("#f-verdict-"+c.wrong+"-wrong") == "" {
				t.Errorf("%s: no message by %s", name, c.wrong)
			}
		}
		b.Post(link+"/decide", with(version(1), "own", "Vi köper det andra")).Must(http.StatusSeeOther)
		if got := b.Get(link).Text(".lead-sentence"); !strings.HasPrefix(got, "Vi köper det andra") {
			t.Errorf("the page says %q", got)
		}
		b.Post(home+"/decisions/0193/decide", with(version(1), "own", "x")).Must(http.StatusNotFound)
		b.Get(home + "/decisions/0193").Must(http.StatusNotFound)
	})
}

func TestOpenQuestionsComeFirstAndTheMostPressingAtTheHead(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Beslut", "small")
		for question, deadline := range map[string]string{"Ordning: snart": "2126-01-01", "Ordning: sent": "2026-02-01", "Ordning: utan dag": "", "Ordning: avgjord": "2026-01-01", "Ordning: återtagen": "2026-01-01"} {
			link := asked(b, home, with(questionForm(question), "deadline", deadline))
			switch question {
			case "Ordning: avgjord":
				b.Post(link+"/decide", with(version(1), "own", "Ja.")).Must(http.StatusSeeOther)
			case "Ordning: återtagen":
				b.Post(link, with(with(questionForm(question), "version", "1"), "withdrawn", "true")).Must(http.StatusSeeOther)
				b.Post(link+"/decide", with(version(2), "own", "Ja.")).Must(http.StatusUnprocessableEntity)
			}
		}
		for filter, want := range map[string]string{
			"":                          "sent|snart|utan dag|avgjord|återtagen",
			"&status=asked":             "sent|snart|utan dag",
			"&status=withdrawn":         "återtagen",
			"&late=true":                "sent",
			"&sort=deadline&size=1":     "",
			"&q=SENT":                   "sent",
			"&kotter_step=urgency":      "",
			"&kotter_step=coalition":    "sent|snart|utan dag|avgjord|återtagen",
			"&sort=question&desc=true":  "återtagen|utan dag|snart|sent|avgjord",
			"&status=asked&size=2&page": "sent|snart",
		} {
			var got []string
			b.Get(home + "/decisions?x=" + filter).Must(http.StatusOK).Doc().Find("tbody td.title a").Each(func(_ int, s *goquery.Selection) {
				got = append(got, strings.TrimPrefix(s.Text(), "Ordning: "))
			})
			if filter == "&sort=deadline&size=1" {
				if len(got) != 1 {
					t.Errorf("a page of one holds %d", len(got))
				}
				continue
			}
			if strings.Join(got, "|") != want {
				t.Errorf("%q shows %q, want %q", filter, strings.Join(got, "|"), want)
			}
		}
		if got := b.Get(home + "/decisions?q=sent").Text("tbody .m-warn"); !strings.Contains(got, "days overdue") {
			t.Errorf("an overdue question says %q", got)
		}
	})
}
