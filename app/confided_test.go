package app_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/project"
)

// What is noted of one named person, by where it is noted. All begin alike, so that
// they are found by one word that says nothing itself.
const (
	sought    = "zefyr"
	herName   = "Zefyrine Morkfeldt"
	herFears  = "Zefyr fears the Kvicksand"
	herNote   = "Zefyr was heard in Barrskog"
	herRole   = "Zefyr of Tallmo"
	saidOfHer = "Zefyr of the Lingonris"
	marks     = "Morkfeldt Kvicksand Barrskog Tallmo Lingonris"
)

// confided is a named person in the demo project, with all that can hang on one.
type confided struct {
	id, page, code, file, comment, link string
}

// confide makes it as a lead: changed twice, spoken of, with a file and a link to a
// risk; powerful, against, and with a talk that is overdue.
func confide(t *testing.T, lead *apptest.Browser, home, risk string) confided {
	t.Helper()
	form := url.Values{"sort": {"person"}, "name": {herName}, "department": {herRole}, "influence": {"5"}, "support": {"-2"}, "wanted": {"1"},
		"concerns": {herFears}, "note": {herNote}, "talk_on": {walkDate}, "kotter_step": {"anchor"}, "gartner_step": {"metrics"}}
	lead.Post(home+"/stakeholders", form).Must(http.StatusSeeOther)
	var p confided
	row := lead.Get(home + "/stakeholders?q=" + sought).Must(http.StatusOK).Doc().Find("tbody tr").First()
	p.page, _ = row.Find("a").Attr("href")
	p.id, p.code = p.page[strings.LastIndex(p.page, "/")+1:], strings.TrimSpace(row.Find("td.num").First().Text())
	lead.Post(p.page, with(with(form, "support", "-1"), "version", "1")).Must(http.StatusSeeOther)
	lead.Post(p.page, with(with(form, "support", "-2"), "version", "2")).Must(http.StatusSeeOther)
	on := home + "/on/stakeholder/" + p.id
	lead.Post(on+"/comments", url.Values{"body": {saidOfHer}}).Must(http.StatusSeeOther)
	lead.Send(on+"/files", lead.Token(), nil, map[string][]byte{"file": []byte(saidOfHer)}).Must(http.StatusSeeOther)
	lead.Post(home+"/on/risk/"+risk+"/links", url.Values{"relation": {"relates"}, "to": {p.code}}).Must(http.StatusSeeOther)
	page := lead.Get(p.page).Must(http.StatusOK)
	last := func(selector, attribute string, back int) string {
		parts := strings.Split(page.Doc().Find(selector).First().AttrOr(attribute, "/none/delete"), "/")
		return parts[len(parts)-back]
	}
	p.file, p.comment, p.link = last("main a[href*='/files/']", "href", 1), last("form[action*='/comments/'][action$='/delete']", "action", 2), last("form[action*='/links/'][action$='/delete']", "action", 2)
	for _, id := range []string{p.file, p.comment, p.link} {
		if id == "none" {
			t.Fatalf("what hangs on %s is not on its page", p.page)
		}
	}
	return p
}

// betrays is which of the marks an answer holds.
func betrays(a apptest.Answer) []string {
	return slices.DeleteFunc(strings.Fields(marks), func(mark string) bool { return !strings.Contains(string(a.Body), mark) })
}

// signedIn are the demo's five roles, each in a browser of their own.
func signedIn(t *testing.T, site *apptest.Site) map[project.Role]*apptest.Browser {
	t.Helper()
	all := map[project.Role]*apptest.Browser{}
	for _, s := range demoSignIns(t, site) {
		if role := project.Role(s[0]); slices.Contains(project.Roles(), role) {
			b := site.Browser(t)
			b.Post("/sign-in", url.Values{"email": {s[1]}, "password": {s[2]}}).Must(http.StatusSeeOther)
			all[role] = b
		}
	}
	return all
}

// told are all addresses at which a reader is told something of a project.
func told(home string, made map[string]string, p confided) []string {
	var all []string
	for _, d := range doors() {
		if method, path := d.parts(); method == http.MethodGet && strings.HasPrefix(path, "/projects/:slug") && !strings.HasSuffix(path, ".pdf") {
			all = append(all, d.at("demo", made))
		}
	}
	for _, list := range []string{"stakeholders", "risks", "costs", "decisions", "coalition", "messages", "trainings", "activity", "members", "rollout", "grid/list"} {
		all = append(all, home+"/"+list+"?export=csv", home+"/"+list+"?q="+sought)
	}
	return append(all, home+"/search?q="+sought, home+"/search?q="+sought+"&kind=stakeholder", home+"/search?q="+sought+"&kind=comment", home+"/search/hints?q="+sought, home+"/search?q="+p.code,
		home+"/stakeholders?of=person", home+"/stakeholders?attitude=against&powerful=true", home+"/stakeholders?sort=support&desc=true",
		home+"/activity?kind=stakeholder", home+"/activity?kind=comment", home+"/activity?kind=link", home+"/activity?kind=advice", home+"/activity?object="+p.id, home+"/activity?export=csv&object="+p.id,
		home+"/grid/list?kotter=anchor", home+"/grid/list?kind=stakeholder", home+"/risks/"+made["risk"], home+"/next", home+"/next?part=people", home+"/tracks/kotter/coalition", "/projects")
}

func TestWhatIsNotedOfANamedPersonIsToldToLeadAndConsultantAlone(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		readers := signedIn(t, site)
		const home = "/projects/demo"
		lead := readers[project.Lead]
		made := things(lead, home)
		p := confide(t, lead, home, made["risk"])
		places := told(home, made, p)
		for _, role := range project.Roles() {
			seen := map[string]bool{}
			for _, at := range places {
				for _, mark := range betrays(readers[role].Get(at)) {
					seen[mark] = true
					if !role.May(project.Confide) {
						t.Errorf("%s is told %q at %s", role, mark, at)
					}
				}
			}
			if role.May(project.Confide) && len(seen) != len(strings.Fields(marks)) {
				t.Errorf("%s is told only %v", role, seen)
			}
		}
	})
}

func TestANamedPersonIsNotThereForTheOthersWhateverTheySend(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		readers := signedIn(t, site)
		const home = "/projects/demo"
		lead := readers[project.Lead]
		lead.Post(home+"/risks", riskForm("Beside her")).Must(http.StatusSeeOther)
		link, _ := lead.Get(home + "/risks?q=Beside").Doc().Find("tbody a").Attr("href")
		risk := link[strings.LastIndex(link, "/")+1:]
		p := confide(t, lead, home, risk)
		form := partyForm("Taken over")
		for role, b := range readers {
			if role.May(project.Confide) {
				continue
			}
			if got := b.Get(p.page).Status; got != http.StatusNotFound {
				t.Errorf("%s: her page answers %d", role, got)
			}
			if got := b.Get(home + "/files/" + p.file).Status; got != http.StatusNotFound {
				t.Errorf("%s: her file answers %d", role, got)
			}
			for at, form := range map[string]url.Values{
				p.page:             with(form, "version", "3"),
				p.page + "/delete": {"version": {"3"}},
				home + "/on/stakeholder/" + p.id + "/comments": {"body": {"Who is it"}},
				home + "/on/stakeholder/" + p.id + "/links":    {"relation": {"relates"}, "to": {"R1"}},
				home + "/comments/" + p.comment + "/delete":    {},
				home + "/files/" + p.file + "/delete":          {},
				home + "/links/" + p.link + "/delete":          {},
				home + "/stakeholders/pick":                    {"pick": {p.id + ":3"}},
				home + "/stakeholders/bulk":                    {"pick": {p.id + ":3"}, "influence": {"1"}},
				home + "/on/risk/" + risk + "/links":           {"relation": {"relates"}, "to": {p.code}},
				home + "/stakeholders":                         with(partyForm("A new one"), "sort", "person"),
			} {
				answer := b.Post(at, form)
				if found := betrays(answer); len(found) > 0 || answer.Status == http.StatusSeeOther {
					t.Errorf("%s: %s answers %d and tells %v", role, at, answer.Status, found)
				}
			}
		}
		if got := lead.Get(p.page).Must(http.StatusOK); len(betrays(got)) != len(strings.Fields(marks)) {
			t.Error("what was noted of her was changed by others")
		}
	})
}

func TestWhoIsNoConsultantAnyMoreHasNothingOfWhatTheyNoted(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		readers := signedIn(t, site)
		const home = "/projects/demo"
		lead, consultant := readers[project.Lead], readers[project.Consultant]
		lead.Post(home+"/risks", riskForm("Beside her")).Must(http.StatusSeeOther)
		link, _ := lead.Get(home + "/risks?q=Beside").Doc().Find("tbody a").Attr("href")
		p := confide(t, consultant, home, link[strings.LastIndex(link, "/")+1:])
		consultant.Post(p.page, url.Values{"name": {herName}, "influence": {"5"}, "support": {"0"}, "wanted": {"1"}, "version": {"3"}}).Must(http.StatusSeeOther)
		seq, _ := consultant.Get(home + "/stakeholders").Doc().Find(".flash input[name=seq]").Attr("value")
		self, _ := lead.Get(home + "/members?role=consultant").Doc().Find("main a[href^='" + home + "/people/']").Attr("href")
		role := filled(lead.Get(self).Doc().Find("form[action$='/role']"))
		lead.Post(self+"/role", with(role, "role", "contributor")).Must(http.StatusSeeOther)
		for _, at := range []string{"/undo", "/comments/" + p.comment + "/delete", "/files/" + p.file + "/delete", "/links/" + p.link + "/delete"} {
			if got := consultant.Post(home+at, url.Values{"seq": {seq}}); got.Status != http.StatusNotFound || len(betrays(got)) > 0 {
				t.Errorf("%s answers %d and tells %v", at, got.Status, betrays(got))
			}
		}
		for _, at := range []string{p.page, home + "/stakeholders", home + "/search?q=" + sought, home + "/activity", home + "/activity?object=" + p.id, home + "/next"} {
			if found := betrays(consultant.Get(at)); len(found) > 0 {
				t.Errorf("%s tells %v", at, found)
			}
		}
	})
}
