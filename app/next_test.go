package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
	"stegvis/app/platform/date"
	"stegvis/app/project"
)

const demoHome = "/projects/demo"

// inDays is a day so many days from now where the projects of these tests are, as a form
// takes it.
func inDays(n int) string {
	return date.Of(time.Now(), project.Project{TimeZone: "Europe/Stockholm"}.Zone()).AddDays(n).String()
}

// advice is where a piece of advice leads, "" when it is not given.
func advice(b *apptest.Browser, page, title string) string {
	href := ""
	for _, a := range b.Get(page).Must(http.StatusOK).Doc().Find(".advice a").EachIter() {
		if a.Text() == title && href == "" {
			href = a.AttrOr("href", "")
		}
	}
	return href
}

// shownForm is what stands in the form with an action, as a browser would send it.
func shownForm(t *testing.T, doc *goquery.Document, action string) url.Values {
	t.Helper()
	form := doc.Find(fmt.Sprintf("form[method=post][action='%s']", action)).First()
	if form.Length() == 0 {
		t.Fatalf("there is no form for %s", action)
	}
	values := url.Values{}
	for _, in := range form.Find("input[name], textarea[name], select[name]").EachIter() {
		name := in.AttrOr("name", "")
		_, ticked := in.Attr("checked")
		switch {
		case name == "csrf" || in.AttrOr("type", "") == "file":
		case in.AttrOr("type", "") == "checkbox" || in.AttrOr("type", "") == "radio":
			if ticked {
				values.Add(name, in.AttrOr("value", ""))
			}
		case goquery.NodeName(in) == "select":
			values.Add(name, in.Find("option[selected]").First().AttrOr("value", in.Find("option").First().AttrOr("value", "")))
		case goquery.NodeName(in) == "textarea":
			values.Add(name, in.Text())
		default:
			values.Add(name, in.AttrOr("value", ""))
		}
	}
	return values
}

// mend sends the form of the page that advice leads to, with some fields set.
func mend(t *testing.T, b *apptest.Browser, href, action string, set ...string) {
	t.Helper()
	at, _, _ := strings.Cut(href, "#")
	page := b.Get(at).Must(http.StatusOK)
	if action == "" {
		action, _, _ = strings.Cut(at, "?")
	}
	form := shownForm(t, page.Doc(), action)
	for i := 0; i+1 < len(set); i += 2 {
		form.Set(set[i], set[i+1])
	}
	b.Post(action, form).Must(http.StatusSeeOther)
}

// mendEach does the same for each row of the list that advice leads to.
func mendEach(t *testing.T, b *apptest.Browser, href, rows string, set ...string) {
	t.Helper()
	list := b.Get(href).Must(http.StatusOK).Doc().Find("tbody a[href^='" + rows + "']")
	if list.Length() == 0 {
		t.Fatalf("%s shows nothing to mend", href)
	}
	seen := map[string]bool{}
	for _, a := range list.EachIter() {
		if one, _, _ := strings.Cut(a.AttrOr("href", ""), "?"); !seen[one] {
			seen[one] = true
			mend(t, b, one, "", set...)
		}
	}
}

// decidedAt are the decisions that advice leads to: one, or those of a list.
func decidedAt(b *apptest.Browser, href string) []string {
	if one, _, is := strings.Cut(href, "#carry"); is {
		return []string{one}
	}
	return b.Get(href).Must(http.StatusOK).Doc().Find("tbody td.title a").Map(func(_ int, a *goquery.Selection) string { return a.AttrOr("href", "") })
}

func TestEachAdviceLeadsToWhereItIsFollowedAndIsGoneThen(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		b := demoBrowser(t, site, "lead")
		owner := b.Get(demoHome+"/risks").Must(http.StatusOK).Doc().Find("select[name=owner_id] option:not([value=''])").First().AttrOr("value", "")
		for title, follow := range map[string]func(t *testing.T, href string){
			"Get the decision that is overdue": func(t *testing.T, href string) {
				at, _, _ := strings.Cut(href, "#")
				mend(t, b, href, at+"/decide", "own", "Buy it")
			},
			"Do what was decided, or give it a new day": func(t *testing.T, href string) {
				mend(t, b, href, href+"/done", "outcome", "The notes are adjusted.")
			},
			"Name who carries the decision out": func(t *testing.T, href string) {
				for _, one := range decidedAt(b, href) {
					mend(t, b, one, one+"/carry", "owner_id", owner)
				}
			},
			"Keep the promise, or say why not": func(t *testing.T, href string) {
				open := regexp.MustCompile(`open=([^#&]+)`).FindStringSubmatch(href)
				at, _, _ := strings.Cut(href, "?")
				if b.Get(at+"?open="+open[1]).Doc().Find("details#open[open]").Length() != 1 {
					t.Error("the form does not stand open")
				}
				mend(t, b, href, at+"/promises/"+open[1], "status", "delivered")
			},
			"Give the high risk an owner": func(t *testing.T, href string) { mend(t, b, href, "", "owner_id", owner) },
			"Ask the committee for money, or for less scope": func(t *testing.T, href string) {
				mend(t, b, href, demoHome+"/decisions", "question", "May we spend more?")
			},
			"Let the wave wait for its pilot": func(t *testing.T, href string) { mend(t, b, href, "", "start_on", inDays(80)) },
			"Send what you meant to say":      func(t *testing.T, href string) { mend(t, b, href, "", "status", "sent") },
			"Hold the training that is overdue": func(t *testing.T, href string) {
				mend(t, b, href, "", "status", "held", "attended", "4")
			},
			"Set a review day for a forgotten risk": func(t *testing.T, href string) { mend(t, b, href, "", "review_on", inDays(20)) },
			"Look at the risks whose day has come": func(t *testing.T, href string) {
				mendEach(t, b, href, demoHome+"/risks/", "review_on", inDays(20))
			},
			"Clear what blocks the work": func(t *testing.T, href string) {
				mendEach(t, b, href, demoHome+"/rollout/tasks/", "status", "doing")
			},
			"Finish what is late, or give it a new day": func(t *testing.T, href string) {
				mendEach(t, b, href, demoHome+"/rollout/tasks/", "forecast_finish", inDays(9))
			},
		} {
			t.Run(title, func(t *testing.T) {
				href := advice(b, demoHome+"/next", title)
				if href == "" {
					t.Fatal("is not given")
				}
				follow(t, href)
				for _, page := range []string{demoHome, demoHome + "/next"} {
					if advice(b, page, title) != "" {
						t.Errorf("is still given on %s", page)
					}
				}
			})
		}
		followed := b.Get(demoHome + "/next").Text("#followed")
		if !strings.Contains(followed, "Give the high risk an owner") || !strings.Contains(followed, "Torkel Brännvik") {
			t.Errorf("followed: %s", followed)
		}
		if log := b.Get(demoHome + "/activity?kind=advice&action=followed").Text(".log"); !strings.Contains(log, "Torkel Brännvik followed the advice Give the high risk an owner") {
			t.Errorf("the log says %s", log)
		}
	})
}

func TestAtLeastTenRulesFireOnTheDemoAndSevenAreShownInBothLanguages(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	b := demoBrowser(t, site, "viewer")
	rules := map[string]bool{}
	for _, a := range b.Get(demoHome + "/next").Must(http.StatusOK).Doc().Find(".advice a").EachIter() {
		rules[a.Text()] = true
	}
	if len(rules) < 10 {
		t.Errorf("only %d rules fire: %v", len(rules), rules)
	}
	for _, lang := range []string{"en", "sv"} {
		me := b.Get("/me").Doc().Find("form[action='/me'] input[name=version]").AttrOr("value", "")
		b.Post("/me", url.Values{"name": {"Jonatan Värmby"}, "language": {lang}, "theme": {"auto"}, "version": {me}}).Must(http.StatusSeeOther)
		page := b.Get(demoHome).Must(http.StatusOK)
		if n := page.Doc().Find(".next .advice > li").Length(); n != 7 {
			t.Errorf("%s: %d are shown", lang, n)
		}
		if text := page.Text(".next"); strings.Contains(text, "guide.") || strings.Contains(text, "<no value>") {
			t.Errorf("%s: %s", lang, text)
		}
	}
	if b.Get(demoHome+"/next").Doc().Find(".advice form").Length() != 0 {
		t.Error("a viewer may dismiss")
	}
}

func TestALeadDismissesAdviceWithAReasonUntilADay(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		const title = "Name a sponsor"
		next := b.Get(home + "/next").Must(http.StatusOK)
		form := shownForm(t, next.Doc(), home+"/next")
		form.Set("rule", "sponsor")
		form.Set("object", "")
		refused := b.Post(home+"/next", form).Must(http.StatusUnprocessableEntity)
		if refused.Doc().Find(".advice details[open] .wrong").Length() != 1 {
			t.Error("the form without a reason does not stand open with its message")
		}
		form.Set("reason", "The board meets on <i>Monday</i>")
		form.Set("returns_on", inDays(0))
		b.Post(home+"/next", form).Must(http.StatusUnprocessableEntity)
		form.Set("returns_on", inDays(9))
		b.Post(home+"/next", form).Must(http.StatusSeeOther)
		if advice(b, home, title) != "" {
			t.Error("it is still given")
		}
		page := b.Get(home + "/next")
		if text := page.Text("aside"); !strings.Contains(text, title) || !strings.Contains(text, "The board meets on <i>Monday</i>") {
			t.Errorf("what rests: %s", text)
		}
		if strings.Contains(page.Text("#followed"), title) {
			t.Error("what was dismissed counts as followed")
		}
		form.Del("once") // typed once more, not sent twice
		b.Post(home+"/next", form).Must(http.StatusUnprocessableEntity)
		back, _ := page.Doc().Find("form[action*='/next/']").Attr("action")
		b.Post(back, url.Values{"version": {"1"}}).Must(http.StatusSeeOther)
		after := b.Get(home + "/next")
		if advice(b, home+"/next", title) == "" {
			t.Error("it was not given again")
		}
		seq, _ := after.Doc().Find(".flash input[name=seq]").Attr("value")
		b.Post(home+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		if advice(b, home+"/next", title) != "" {
			t.Error("Undo did not let it rest again")
		}
	})
}

func TestAStepShowsTheAdviceThatBelongsToIt(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	b := demoBrowser(t, site, "lead")
	const title = "Keep the promise, or say why not"
	if advice(b, demoHome+"/tracks/kotter/wins", title) == "" || advice(b, demoHome+"/tracks/kotter/anchor", title) != "" {
		t.Error("the wins lack their advice, or another step has it")
	}
	if advice(b, demoHome+"/next?part=change", title) == "" || advice(b, demoHome+"/next?part=money", title) != "" || advice(b, demoHome+"/next?track=gartner", title) != "" {
		t.Error("the filter does not narrow")
	}
}

func TestAdviceOnANewProjectLeadsToFormsThatStandOpenAndArePrefilled(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	opened := 0
	for _, a := range b.Get(home + "/next").Must(http.StatusOK).Doc().Find(".advice a").EachIter() {
		at, anchor, _ := strings.Cut(a.AttrOr("href", ""), "#")
		page := b.Get(at).Must(http.StatusOK)
		if anchor != "open" {
			continue
		}
		if n := page.Doc().Find("details#open[open]").Length(); n != 1 {
			t.Errorf("%s: %d forms stand open at %s", a.Text(), n, at)
		}
		opened++
	}
	if opened < 3 {
		t.Errorf("only %d forms stand open", opened)
	}
	sponsor, _, _ := strings.Cut(advice(b, home+"/next", "Name a sponsor"), "#")
	if part := b.Get(sponsor).Doc().Find("#open select[name=part] option[selected]").AttrOr("value", ""); part != "sponsor" {
		t.Errorf("the part is %q", part)
	}
}
