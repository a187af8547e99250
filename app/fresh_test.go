package app_test

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
)

// witnesses are pages that tell of much of a project, below its address.
func witnesses() []string {
	return []string{"", "/activity", "/members", "/settings", "/health", "/risks", "/rollout", "/coalition", "/decisions", "/tracks/kotter"}
}

// stale compares what a site that remembers pages shows with what one shows that
// has just begun.
func stale(t *testing.T, site *apptest.Site, b *apptest.Browser, after string, paths ...string) {
	t.Helper()
	fresh := b.On(site.Afresh())
	for _, path := range paths {
		got, want := b.Get(path), fresh.Get(path)
		if got.Status != want.Status || !bytes.Equal(lasting(got.Body), lasting(want.Body)) {
			t.Errorf("after %s, %s is answered from memory: status %d, a page that is made now has %d", after, path, got.Status, want.Status)
		}
	}
}

// passing are what tells a page from the same one shown again: each form is made with
// its own name, and a clock runs.
var passing = []*regexp.Regexp{
	regexp.MustCompile(`name="once" value="[^"]+"`),
	regexp.MustCompile(`data-now="\d+"[^>]*>\s*\d+:\d\d\s*<`),
}

// lasting is the rest of a page.
func lasting(page []byte) []byte {
	for _, p := range passing {
		page = p.ReplaceAll(page, nil)
	}
	return page
}

// under are addresses within a project.
func under(home string, paths ...string) []string {
	full := make([]string, len(paths))
	for i, path := range paths {
		full[i] = home + path
	}
	return full
}

// settle takes the word about the last change off the browser, since a page with
// one is never remembered, and has all paths remembered.
func settle(b *apptest.Browser, paths ...string) {
	b.Get("/projects")
	for _, path := range paths {
		b.Get(path)
	}
}

func TestAPageIsMadeAgainOnlyWhenSomethingHasChanged(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Foreign", "small")
		asked := func(path string) int64 {
			before := site.Statements()
			b.Get(path).Must(http.StatusOK)
			return site.Statements() - before
		}
		for _, path := range under(home, witnesses()...) {
			settle(b, path)
			if n := asked(path); n > 2 {
				t.Errorf("%s sends %d queries though it has just been made", path, n)
			}
		}
		b.Post(home+"/people", url.Values{"name": {"Somebody"}}).Must(http.StatusSeeOther)
		settle(b)
		for _, path := range under(home, witnesses()...) {
			if n := asked(path); n <= 2 {
				t.Errorf("%s is not made again after a change", path)
			}
		}
	})
}

// TestWhateverAFormChangesTheNextPageShows sends each form that a lead finds, once
// a sort, with its texts changed a little, and compares what its page, the two that tell of
// every change and a third say next. A new page's forms are tried without a line of their own.
func TestWhateverAFormChangesTheNextPageShows(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Foreign", "small")
		ids := things(b, home)
		b.Post("/organisations/fjord-son/members", url.Values{"email": {"somebody@firm.example"}, "role": {"member"}}).Must(http.StatusOK)
		b.Post(home+"/members", url.Values{"email": {"guest@firm.example"}, "role": {"viewer"}}).Must(http.StatusOK)
		pages := []string{"/me", "/organisations/fjord-son", "/admin/accounts"}
		for _, d := range doors() {
			if path, ok := strings.CutPrefix(d.route, "GET /projects/:slug/"); ok {
				pages = append(pages, strings.TrimSuffix(strings.NewReplacer(":track", "kotter", ":step", "wins", ":id", ids[d.thing]).Replace(home+"/"+path), "/"))
			}
		}
		sent, done := map[string]bool{}, 0
		for _, removing := range []bool{false, true} {
			for _, page := range pages {
				done += sendForms(t, site, b, page, home, removing, sent)
			}
		}
		if done < 40 {
			t.Errorf("only %d forms were taken", done)
		}
	})
}

var (
	identity = regexp.MustCompile(`[0-9a-f-]{36}`)
	code     = regexp.MustCompile(`^[\d.,]+$|^.{2,3}$|/`) // numbers, currencies, countries, time zones
)

// sendForms sends the forms of a page that were not sent before, those that take
// something away in a round of their own, and counts what was taken.
func sendForms(t *testing.T, site *apptest.Site, b *apptest.Browser, page, home string, removing bool, sent map[string]bool) int {
	t.Helper()
	taken := 0
	find := func() *goquery.Selection { return b.Get(page).Doc().Find("main form[method=post]") }
	forms := find()
	for i := 0; i < forms.Length(); i++ {
		form := forms.Eq(i)
		action := form.AttrOr("action", "")
		sort := identity.ReplaceAllString(action, ":id")
		takes := strings.Contains(action, "/delete") || strings.Contains(action, "/leave") || strings.Contains(action, "/revoke")
		switch {
		case sent[sort], takes != removing, strings.HasSuffix(action, "/settings/delete"), strings.HasPrefix(action, "/me/s"), action == "/me/password":
			continue
		}
		sent[sort] = true
		seen := append(under(home, "", "/activity", witnesses()[len(sent)%len(witnesses())]), page)
		settle(b, seen...)
		answer := b.Send(action, b.Token(), filled(form), nil)
		if answer.Status == http.StatusSeeOther || answer.Status == http.StatusOK {
			taken++
		}
		settle(b)
		stale(t, site, b, "POST "+sort, seen...)
		forms = find()
	}
	return taken
}

// filled are a form's fields as they stand, its texts changed a little.
func filled(form *goquery.Selection) url.Values {
	values := url.Values{}
	form.Find("input[name], textarea[name], select[name]").Each(func(_ int, field *goquery.Selection) {
		name := field.AttrOr("name", "")
		switch kind := field.AttrOr("type", goquery.NodeName(field)); {
		case kind == "select":
			option := field.Find("option[selected]")
			if option.Length() == 0 {
				option = field.Find("option").First()
			}
			values.Set(name, option.AttrOr("value", option.Text()))
		case (kind == "checkbox" || kind == "radio") && field.Is("[checked]"), kind == "hidden", kind == "number", kind == "date":
			values.Set(name, field.AttrOr("value", ""))
		case kind == "checkbox", kind == "radio", kind == "file":
		case kind == "email":
			values.Set(name, "x"+field.AttrOr("value", "somebody@else.example"))
		case kind == "textarea":
			values.Set(name, field.Text()+" changed")
		case kind == "text" && field.Is("[required]") && !code.MatchString(field.AttrOr("value", "")):
			values.Set(name, field.AttrOr("value", "")+" changed")
		default:
			values.Set(name, field.AttrOr("value", ""))
		}
	})
	values.Del("csrf")
	return values
}

func TestWhatIsChangedElsewhereTheNextPageShows(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := site.SetUp(t)
		home := lead.Begin("Foreign", "small")
		ids := things(lead, home)
		elsewhere := lead.On(site.Afresh()) // another node on the same database
		invited := linkIn(t, lead.Post(home+"/members", url.Values{"email": {"guest@firm.example"}, "role": {"contributor"}}).Text(".copyable"), "invitation")
		guest := site.Browser(t)
		guest.Post(invited, url.Values{"name": {"Guest"}, "password": {"correct horse battery"}}).Must(http.StatusSeeOther)
		guest.Get(home).Must(http.StatusOK)
		second := linkIn(t, lead.Post("/organisations/fjord-son/members", url.Values{"email": {"third@firm.example"}, "role": {"owner"}}).Text(".copyable"), "invitation")
		deputy := site.Browser(t)
		deputy.Post(second, url.Values{"name": {"Deputy"}, "password": {"correct horse battery"}}).Must(http.StatusSeeOther)
		paths := under(home, append(witnesses(), "/risks/"+ids["risk"])...)
		for _, b := range []*apptest.Browser{lead, guest} {
			settle(b, paths...)
		}
		for what, write := range map[string]func(){
			"another node's write": func() { elsewhere.Post(home+"/risks", riskForm("From another node")).Must(http.StatusSeeOther) },
			"another's write":      func() { guest.Post(home+"/risks", riskForm("From somebody else")).Must(http.StatusSeeOther) },
			"a comment": func() {
				guest.Post(home+"/on/risk/"+ids["risk"]+"/comments", url.Values{"body": {"Well?"}}).Must(http.StatusSeeOther)
			},
			"a file": func() {
				guest.Send(home+"/on/risk/"+ids["risk"]+"/files", guest.Token(), nil, map[string][]byte{"file": []byte("new")}).Must(http.StatusSeeOther)
			},
			"another's name": func() {
				guest.Post("/me", url.Values{"name": {"Guest II"}, "language": {"en"}, "theme": {"auto"}}).Must(http.StatusSeeOther)
			},
			"one's own name": func() {
				elsewhere.Post("/me", url.Values{"name": {"Åsa II"}, "language": {"en"}, "theme": {"auto"}}).Must(http.StatusSeeOther)
			},
			"one's own theme": func() {
				elsewhere.Post("/me", url.Values{"name": {"Åsa II"}, "language": {"en"}, "theme": {"dark"}}).Must(http.StatusSeeOther)
			},
			"one's own language": func() {
				elsewhere.Post("/me", url.Values{"name": {"Åsa II"}, "language": {"sv"}, "theme": {"dark"}}).Must(http.StatusSeeOther)
			},
			"the organisation's name": func() {
				elsewhere.Post("/organisations/fjord-son", url.Values{"name": {"Fjord"}, "version": {"1"}}).Must(http.StatusSeeOther)
			},
			"a deputy's name": func() {
				deputy.Post("/me", url.Values{"name": {"Deputy II"}, "language": {"en"}, "theme": {"auto"}}).Must(http.StatusSeeOther)
			},
			"the settings": func() {
				form := filled(elsewhere.Get(home + "/settings").Doc().Find("main form[method=post]").First())
				form.Set("name", "Foreign") // another name would bring another address
				elsewhere.Post(home+"/settings", form).Must(http.StatusSeeOther)
			},
			"a rule of health": func() {
				form := filled(elsewhere.Get(home + "/settings/health").Doc().Find("main form[method=post]").First())
				form.Set("red[high_risks]", "99")
				elsewhere.Post(home+"/settings/health", form).Must(http.StatusSeeOther)
			},
		} {
			write() // every page is remembered, as it was compared last
			for _, b := range []*apptest.Browser{lead, guest} {
				settle(b)
				stale(t, site, b, what, paths...)
			}
		}
	})
}

func TestNobodyGetsAPageThatWasMadeForSomebodyElse(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		var all []*apptest.Browser
		for i, s := range demoSignIns(t, site) {
			langs := []string{"en", "sv"} // in two browsers
			if i > 1 {
				langs = langs[i%2:][:1]
			}
			for _, lang := range langs {
				b := site.Browser(t)
				b.Lang = lang
				b.Post("/sign-in", url.Values{"email": {s[1]}, "password": {s[2]}}).Must(http.StatusSeeOther)
				settle(b)
				all = append(all, b)
			}
		}
		paths := under("/projects/demo", witnesses()...)
		for _, b := range all {
			settle(b, paths...)
		}
		for _, b := range all {
			stale(t, site, b, "somebody else's visit", paths...)
			b.Get("/projects/demo").Doc().Find("input[name=csrf]").Each(func(_ int, field *goquery.Selection) {
				if field.AttrOr("value", "") != b.Token() {
					t.Error("a page carries another session's token")
				}
			})
		}
		last := all[len(all)-1] // signed out, a page that was remembered is gone
		last.Post("/sign-out", nil)
		if a := last.Get("/projects/demo"); a.Status != http.StatusSeeOther {
			t.Errorf("somebody who has signed out is answered %d", a.Status)
		}
	})
}

func TestWhoLosesARoleLosesItsPages(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := site.SetUp(t)
		home := lead.Begin("Foreign", "small")
		invited := linkIn(t, lead.Post(home+"/members", url.Values{"email": {"guest@firm.example"}, "role": {"lead"}}).Text(".copyable"), "invitation")
		guest := site.Browser(t)
		guest.Post(invited, url.Values{"name": {"Guest"}, "password": {"correct horse battery"}}).Must(http.StatusSeeOther)
		person, _ := lead.Get(home + "/members").Doc().Find("main a[href^='" + home + "/people/']:contains('Guest')").Attr("href")
		paths := under(home, witnesses()...)
		settle(guest, paths...)
		form := filled(lead.Get(person).Doc().Find("form[action$='/role']"))
		form.Set("role", "viewer")
		lead.Post(person+"/role", form).Must(http.StatusSeeOther)
		stale(t, site, guest, "the role was taken", paths...)
		guest.Get(home + "/settings").Must(http.StatusForbidden)
		lead.Post(person+"/leave", nil).Must(http.StatusSeeOther)
		for _, path := range paths {
			guest.Get(path).Must(http.StatusNotFound)
		}
	})
}
