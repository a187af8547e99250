package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

// somebody adds a person to a project and gives their id.
func somebody(b *apptest.Browser, home, name, email string) string {
	b.Post(home+"/people", url.Values{"name": {name}, "email": {email}}).Must(http.StatusSeeOther)
	link, _ := b.Get(home + "/members?q=" + url.QueryEscape(name)).Must(http.StatusOK).Doc().Find("main a[href^='" + home + "/people/']:contains('" + name + "')").Attr("href")
	return link[strings.LastIndex(link, "/")+1:]
}

// seats puts new people into the committee, the first of them into the chair, and
// gives their ids.
func seats(b *apptest.Browser, home string, names ...string) []string {
	var ids []string
	for _, name := range names {
		id := somebody(b, home, name, strings.ToLower(strings.Fields(name)[0])+"@styrgrupp.example")
		b.Post(home+"/committee/members", url.Values{"person_id": {id}}).Must(http.StatusSeeOther)
		ids = append(ids, id)
	}
	return ids
}

func ruleForm(quorum, by, majority, chair string) url.Values {
	return url.Values{"quorum": {quorum}, "quorum_by": {by}, "majority": {majority}, "chair_id": {chair}}
}

func meetingForm(title, day string) url.Values {
	return url.Values{"title": {title}, "held_on": {day}, "starts_at": {"09:00"}, "ends_at": {"10:30"}, "place": {"Mälaren"}}
}

// convenes plans a meeting and gives the address of its page.
func convenes(b *apptest.Browser, home, title, day string) string {
	return b.Post(home+"/meetings", meetingForm(title, day)).Must(http.StatusSeeOther).Location
}

// versionOf is the version of the row that a form of a page is about.
func versionOf(b *apptest.Browser, page, action string) string {
	return b.Get(page).Must(http.StatusOK).Doc().Find("form[action='"+action+"'] input[name=version]").First().AttrOr("value", "")
}

// walkedCommittee makes what the walk needs of a committee.
func walkedCommittee(b *apptest.Browser, home string, made map[string]string) {
	ids := seats(b, home, "Walked Ledamot "+made["decision"], "Walked Annan "+made["decision"])
	deputy := somebody(b, home, "Walked Ersatt "+made["decision"], "")
	b.Post(home+"/committee/deputies", url.Values{"member_id": {ids[0]}, "deputy_id": {deputy}, "from_on": {walkDate}, "to_on": {"2099-01-01"}}).Must(http.StatusSeeOther)
	page := b.Get(home + "/committee").Must(http.StatusOK).Doc()
	action := func(of string) string {
		parts := strings.Split(page.Find("form[action^='"+home+"/committee/"+of+"/']").Last().AttrOr("action", "/////"), "/")
		return parts[5]
	}
	made["committee member"], made["deputy"] = action("members"), action("deputies")
	at := convenes(b, home, "Walked meeting", walkDate)
	made["meeting"] = at[strings.LastIndex(at, "/")+1:]
}

func TestALeadSaysWhoIsInTheCommitteeAndHowItDecides(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Styrning", "small")
		at := home + "/committee"
		if got := b.Get(at).Must(http.StatusOK).Text("#rule"); !strings.Contains(got, "usual rule") || !strings.Contains(got, "before the committee has members") {
			t.Errorf("an empty committee: %q", got)
		}
		ids := seats(b, home, "Sigrid Nyqvist", "Anders Wikblad", "Tove Lindmark")
		b.Post(home+"/committee/members", url.Values{"person_id": {ids[0]}}).Must(http.StatusUnprocessableEntity)
		b.Post(at, ruleForm("4", "members", "simple", ids[0])).Must(http.StatusUnprocessableEntity)
		b.Post(at, ruleForm("2", "members", "two_thirds", "nobody")).Must(http.StatusUnprocessableEntity)
		b.Post(at, ruleForm("2", "members", "two_thirds", ids[0])).Must(http.StatusSeeOther)
		page := b.Get(at).Must(http.StatusOK)
		if got := page.Text("#rule"); !strings.Contains(got, "At least 2 of the 3 members") || !strings.Contains(got, "two thirds of the votes") {
			t.Errorf("the rule says %q", got)
		}
		if got := page.Text("#members li:first-child"); !strings.Contains(got, "Sigrid Nyqvist") || !strings.Contains(got, "Chair") {
			t.Errorf("the chair is not first: %q", got)
		}
		stale := with(ruleForm("1", "members", "simple", ids[1]), "version", "0")
		b.Post(at, stale).Must(http.StatusConflict)
		chair := page.Doc().Find("form[action^='" + at + "/members/']")
		if chair.Length() != 2 {
			t.Errorf("%d members can be taken away, want the two who do not chair", chair.Length())
		}
		b.Post(chair.First().AttrOr("action", ""), version(1)).Must(http.StatusSeeOther)
		if got := b.Get(at).Text("#members"); strings.Contains(got, "Anders") {
			t.Errorf("who was taken away is still there: %q", got)
		}
		b.Post(home+"/undo", url.Values{"seq": {b.Get(at).Doc().Find("input[name=seq]").AttrOr("value", "")}})
	})
}

func TestAMemberNamesADeputyForThemselvesAlone(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		by := roles(t, site)
		const home = "/projects/demo"
		lead, member := by["lead"], by["committee"]
		deputy := somebody(lead, home, "Ebba Tjärnlund", "ebba@nordvik.example")
		for _, name := range []string{"Birgit Ahlskog", "Torkel Brännvik"} { // who may sit in it already
			link, _ := lead.Get(home + "/members").Doc().Find("main a[href^='" + home + "/people/']:contains('" + name + "')").Attr("href")
			lead.Post(home+"/committee/members", url.Values{"person_id": {link[strings.LastIndex(link, "/")+1:]}})
		}
		page := member.Get(home + "/committee").Must(http.StatusOK).Doc()
		own := page.Find("#f-deputy-member_id option")
		if own.Length() != 1 || own.Text() != "Birgit Ahlskog" {
			t.Fatalf("a member may name a deputy for %q", own.Text())
		}
		self, _ := own.Attr("value")
		other, _ := lead.Get(home + "/committee").Doc().Find("#f-deputy-member_id option").Not("[value='" + self + "']").First().Attr("value")
		form := func(of, from, to string) url.Values {
			return url.Values{"member_id": {of}, "deputy_id": {deputy}, "from_on": {from}, "to_on": {to}}
		}
		at := home + "/committee/deputies"
		member.Post(at, form(other, "2099-01-01", "2099-01-31")).Must(http.StatusUnprocessableEntity)
		member.Post(at, form(self, "2099-02-01", "2099-01-31")).Must(http.StatusUnprocessableEntity)
		by["viewer"].Post(at, form(self, "2099-01-01", "2099-01-31")).Must(http.StatusForbidden)
		member.Post(at, form(self, "2099-01-01", "2099-01-31")).Must(http.StatusSeeOther)
		if got := member.Post(at, form(self, "2099-01-31", "2099-03-01")).Must(http.StatusUnprocessableEntity).Text("main"); !strings.Contains(got, "On some of these days") {
			t.Errorf("two deputies on one day: %q", got)
		}
		m := convenes(lead, home, "Meeting with a deputy", "2099-01-20")
		if got := lead.Get(m).Text("#participants"); !strings.Contains(got, "Ebba Tjärnlund") || !strings.Contains(got, "Deputy for Birgit Ahlskog") {
			t.Errorf("the deputy is not called: %q", got)
		}
	})
}

func TestAMeetingIsPlannedFoundHeldAndSaysWhetherItWasQuorate(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Styrning", "small")
		ids := seats(b, home, "Sigrid Nyqvist", "Anders Wikblad", "Tove Lindmark")
		b.Post(home+"/committee", ruleForm("2", "members", "simple", ids[0])).Must(http.StatusSeeOther)
		for field, value := range map[string]string{"title": "", "held_on": "", "starts_at": "25:00", "ends_at": "08:00"} {
			b.Post(home+"/meetings", with(meetingForm("Möte", "2026-03-02"), field, value)).Must(http.StatusUnprocessableEntity)
		}
		at := convenes(b, home, "Första mötet <b>", "2026-03-02")
		convenes(b, home, "Another", "2026-04-02")
		for address, want := range map[string]int{"?q=första": 1, "?status=planned": 2, "?status=held": 0, "?sort=day&desc=true": 2} {
			if got := b.Get(home + "/meetings" + address).Must(http.StatusOK).Doc().Find("tbody tr").Length(); got != want {
				t.Errorf("%s finds %d, want %d", address, got, want)
			}
		}
		if got := string(b.Get(home + "/meetings?export=csv").Must(http.StatusOK).Body); !strings.Contains(got, "Första mötet <b>") {
			t.Errorf("the file says %q", got)
		}
		future := with(meetingForm("Första mötet", "2099-03-02"), "status", "held")
		future.Set("version", "1")
		b.Post(at, future).Must(http.StatusUnprocessableEntity)
		b.Post(at, with(with(meetingForm("Första mötet", "2026-03-02"), "status", "held"), "version", "1")).Must(http.StatusSeeOther)
		if got := b.Get(at).Text("#participants"); !strings.Contains(got, "Not quorate: 0 of 3") {
			t.Errorf("nobody came: %q", got)
		}
		came := url.Values{"present": {ids[0], ids[2]}, "version": {"2"}}
		b.Post(at+"/participants", came).Must(http.StatusSeeOther)
		if got := b.Get(at).Text("#participants"); !strings.Contains(got, "Quorate: 2 of 3") {
			t.Errorf("two came: %q", got)
		}
		b.Post(at+"/participants", came).Must(http.StatusConflict)
		guest := somebody(b, home, "Ulf Rask", "")
		b.Post(at+"/participants", url.Values{"present": {ids[0]}, "drop": {ids[1]}, "add_id": {guest}, "add_role": {"deputy"}, "add_for": {ids[2]}, "version": {"3"}}).Must(http.StatusSeeOther)
		if got := b.Get(at).Text("#participants tbody"); strings.Contains(got, "Anders") || !strings.Contains(got, "Deputy for Tove Lindmark") {
			t.Errorf("called is %q", got)
		}
		b.Post(at+"/participants", url.Values{"role[" + ids[2] + "]": {"chair"}, "version": {"4"}}).Must(http.StatusUnprocessableEntity)
		b.Post(home+"/undo", url.Values{"seq": {b.Get(at).Doc().Find("input[name=seq]").AttrOr("value", "")}})
		b.Post(at+"/delete", url.Values{"version": {versionOf(b, at, at+"/delete")}}).Must(http.StatusSeeOther)
		b.Get(at).Must(http.StatusNotFound)
	})
}
