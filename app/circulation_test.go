package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
)

// person is the id of somebody whom a page offers in a field.
func personIn(a apptest.Answer, field, name string) string {
	return a.Doc().Find("select[name="+field+"] option").FilterFunction(func(_ int, o *goquery.Selection) bool { return o.Text() == name }).First().AttrOr("value", "")
}

// unseated takes everybody out of the committee and puts the usual rule in force.
func unseated(t *testing.T, lead *apptest.Browser, home string) {
	t.Helper()
	rule := shownForm(t, lead.Get(home+"/committee").Must(http.StatusOK).Doc(), home+"/committee")
	for name, value := range map[string]string{"quorum_by": "share", "quorum": "50", "majority": "simple", "chair_id": ""} {
		rule.Set(name, value)
	}
	lead.Post(home+"/committee", rule).Must(http.StatusSeeOther)
	for _, seat := range lead.Get(home + "/committee").Doc().Find("form[action$='/delete'][action*='/committee/members/']").EachIter() {
		lead.Post(seat.AttrOr("action", ""), url.Values{"version": {seat.Find("input[name=version]").AttrOr("value", "")}}).Must(http.StatusSeeOther)
	}
}

func TestTheMembersDecideByCirculationAndALeadClosesIt(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		by := roles(t, site)
		const home = "/projects/demo"
		link := asked(by["contributor"], home, questionForm("Byter vi leverantör?"))
		unseated(t, by["lead"], home)
		if got := by["contributor"].Post(link+"/circulate", version(1)).Must(http.StatusUnprocessableEntity).Text(".notice"); !strings.Contains(got, "who is in the steering committee") {
			t.Errorf("without members it says %q", got)
		}
		for _, name := range []string{"Birgit Ahlskog", "Torkel Brännvik", "Gunvor Ekebladh"} {
			seat := personIn(by["lead"].Get(home+"/committee"), "person_id", name)
			by["lead"].Post(home+"/committee/members", url.Values{"person_id": {seat}}).Must(http.StatusSeeOther)
		}
		bare := asked(by["contributor"], home, with(questionForm("Utan alternativ?"), "options", "Ja"))
		if got := by["contributor"].Post(bare+"/circulate", version(1)).Must(http.StatusUnprocessableEntity).Text(".notice"); !strings.Contains(got, "at least two options") {
			t.Errorf("without options it says %q", got)
		}
		by["committee"].Post(link+"/votes", url.Values{"choice": {"1"}}).Must(http.StatusUnprocessableEntity)
		by["contributor"].Post(link+"/circulate", version(1)).Must(http.StatusSeeOther)
		by["contributor"].Post(link+"/circulate", version(2)).Must(http.StatusUnprocessableEntity)
		for name, answer := range map[string]apptest.Answer{
			"changed": by["contributor"].Post(link, with(questionForm("Något annat?"), "version", "2")),
			"closed":  by["lead"].Post(link+"/close", version(2)),
		} {
			answer.Must(http.StatusUnprocessableEntity)
			if answer.Text("[role=alert]") == "" {
				t.Errorf("%s: nothing says why not", name)
			}
		}
		if got := by["contributor"].Post(link+"/votes", url.Values{"choice": {"1"}}).Must(http.StatusUnprocessableEntity).Text(".notice"); !strings.Contains(got, "Only members") {
			t.Errorf("without a seat it says %q", got)
		}
		for name, verdict := range map[string]url.Values{"in no way that is said": {}, "in a meeting without a name": {"how": {"meeting"}}, "by circulation": {"how": {"circulation"}}} {
			verdict.Set("choice", "Vänta till mars")
			verdict.Set("version", "2")
			if by["committee"].Post(link+"/decide", verdict).Must(http.StatusUnprocessableEntity).Text("[role=alert], #f-verdict-how-wrong") == "" {
				t.Errorf("%s: nothing tells one member why they cannot decide alone", name)
			}
		}
		for _, wrong := range []string{"", "3", "-1", "x"} {
			if by["committee"].Post(link+"/votes", url.Values{"choice": {wrong}}).Must(http.StatusUnprocessableEntity).Text("#f-ballot-choice-wrong") == "" {
				t.Errorf("%q: no message", wrong)
			}
		}
		by["committee"].Post(link+"/votes", url.Values{"choice": {"1"}, "reason": {"Pengarna <b>räcker</b>."}}).Must(http.StatusSeeOther)
		page := by["viewer"].Get(link).Must(http.StatusOK)
		if got := page.Text("#circulation"); !strings.Contains(got, "1 of 3 members have answered; it takes 2") || strings.Contains(got, "räcker") {
			t.Errorf("after one answer a viewer reads %q", got)
		}
		if got := page.Text(".life .now"); !strings.Contains(got, "by circulation") {
			t.Errorf("the line says %q", got)
		}
		by["lead"].Post(link+"/votes", url.Values{"choice": {"2"}}).Must(http.StatusSeeOther)
		by["lead"].Post(link+"/close", version(2)).Must(http.StatusUnprocessableEntity) // a tie
		by["lead"].Post(link+"/votes", url.Values{"choice": {"1"}}).Must(http.StatusSeeOther)
		for _, role := range []string{"contributor", "committee"} {
			by[role].Post(link+"/close", version(2)).Must(http.StatusForbidden)
		}
		if got := by["lead"].Get(link).Text("#circulation"); !strings.Contains(got, "rule is met for: Vänta till mars") || !strings.Contains(got, "Pengarna <b>räcker</b>.") {
			t.Errorf("when it is carried a lead reads %q", got)
		}
		by["lead"].Post(link+"/close", version(2)).Must(http.StatusSeeOther)
		made := by["viewer"].Get(link).Must(http.StatusOK).Text("main")
		for _, want := range []string{"Vänta till mars", "By circulation: 2 for, 0 against, 0 abstained; 2 of 3 members answered.", "The steering committee"} {
			if !strings.Contains(made, want) {
				t.Errorf("the decision does not say %q: %s", want, made)
			}
		}
		by["committee"].Post(link+"/votes", url.Values{"choice": {"2"}}).Must(http.StatusUnprocessableEntity)
		if log := by["lead"].Get(home + "/activity?kind=decision_vote").Must(http.StatusOK).Text(".log"); !strings.Contains(log, "an answer to Byter vi leverantör?") || strings.Contains(log, "räcker") {
			t.Errorf("the log says %q", log)
		}
	})
}

func TestADeputyAnswersInAMembersSeatAndNobodyWithoutOne(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		by := roles(t, site)
		const home = "/projects/demo"
		link := asked(by["lead"], home, questionForm("Byter vi leverantör?"))
		unseated(t, by["lead"], home)
		seat := personIn(by["lead"].Get(home+"/committee"), "person_id", "Gunvor Ekebladh")
		by["lead"].Post(home+"/committee/members", url.Values{"person_id": {seat}}).Must(http.StatusSeeOther)
		by["lead"].Post(link+"/circulate", version(1)).Must(http.StatusSeeOther)
		if got := by["committee"].Post(link+"/votes", url.Values{"choice": {"1"}}).Must(http.StatusUnprocessableEntity).Text(".notice"); !strings.Contains(got, "Only members") {
			t.Errorf("without a seat it says %q", got)
		}
		deputy := personIn(by["lead"].Get(home+"/committee"), "deputy_id", "Birgit Ahlskog")
		by["lead"].Post(home+"/committee/deputies", url.Values{"member_id": {seat}, "deputy_id": {deputy}, "from_on": {inDays(-1)}, "to_on": {inDays(3)}}).Must(http.StatusSeeOther)
		by["committee"].Post(link+"/votes", url.Values{"choice": {"0"}}).Must(http.StatusSeeOther)
		if got := by["committee"].Get(link).Text("#circulation"); !strings.Contains(got, "Gunvor Ekebladh, by Birgit Ahlskog: abstains") || !strings.Contains(got, "1 of 1") {
			t.Errorf("the answers are %q", got)
		}
		by["lead"].Post(link+"/recall", version(2)).Must(http.StatusSeeOther)
		if n := by["lead"].Get(link).Doc().Find("#circulation").Length(); n != 0 {
			t.Error("it is still out")
		}
		by["lead"].Post(link+"/circulate", version(3)).Must(http.StatusSeeOther)
		if got := by["committee"].Get(link).Text("#circulation"); !strings.Contains(got, "0 of 1") {
			t.Errorf("asked again, the answers of before count: %q", got)
		}
	})
}

func TestADecisionNamesTheMeetingInWhichItWasMade(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Beslut", "small")
		ids := seats(b, home, "Sigrid Nyqvist", "Anders Wikblad", "Tove Lindmark")
		at := convenes(b, home, "Styrgruppen i mars", inDays(0))
		meeting := at[strings.LastIndex(at, "/")+1:]
		link := asked(b, home, questionForm("Köper vi?"))
		form := url.Values{"choice": {"Vänta till mars"}, "how": {"circulation"}, "version": {"1"}}
		if b.Post(link+"/decide", form).Must(http.StatusUnprocessableEntity).Text("#f-verdict-how-wrong") == "" {
			t.Error("circulation is typed and not refused by its field")
		}
		refused := func(what, because string) {
			t.Helper()
			if got := b.Post(link+"/decide", with(with(form, "how", ""), "meeting_id", meeting)).Must(http.StatusUnprocessableEntity).Text("main"); !strings.Contains(got, because) {
				t.Errorf("%s: it says %q", what, got)
			}
		}
		refused("planned", "has not been held")
		b.Post(at, with(with(meetingForm("Styrgruppen i mars", inDays(0)), "status", "cancelled"), "version", "1")).Must(http.StatusSeeOther)
		refused("cancelled", "has not been held")
		b.Post(at, with(with(meetingForm("Styrgruppen i mars", inDays(0)), "status", "held"), "version", "2")).Must(http.StatusSeeOther)
		b.Post(at+"/participants", url.Values{"present": ids[:1], "version": {"3"}}).Must(http.StatusSeeOther)
		refused("not quorate", "Not quorate: 1 of 3")
		b.Post(at+"/participants", url.Values{"present": ids[:2], "version": {"4"}}).Must(http.StatusSeeOther)
		offered := b.Get(link).Must(http.StatusOK).Doc().Find("select[name=meeting_id] option:not([value=''])")
		if !strings.HasPrefix(offered.Text(), "Styrgruppen i mars, ") {
			t.Fatalf("it offers %q", offered.Text())
		}
		form = with(with(form, "how", ""), "meeting_id", "0193")
		if b.Post(link+"/decide", form).Must(http.StatusUnprocessableEntity).Text("#f-verdict-meeting_id-wrong") == "" {
			t.Error("a meeting that is not there is not refused by its field")
		}
		b.Post(link+"/decide", with(form, "meeting_id", meeting)).Must(http.StatusSeeOther)
		page := b.Get(link).Must(http.StatusOK)
		if page.Doc().Find("a[href='"+home+"/meetings/"+meeting+"']").Length() == 0 || !strings.Contains(page.Text(".life"), "in a meeting") {
			t.Errorf("the page says %q", page.Text("main"))
		}
	})
}

func TestWhoeverHasASeatAnswersWhateverTheirRole(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		by := roles(t, site)
		const home = "/projects/demo"
		unseated(t, by["lead"], home)
		link := asked(by["lead"], home, questionForm("Byter vi leverantör?"))
		reading := []string{"viewer", "contributor", "consultant"}
		for _, role := range reading {
			name := by[role].Get("/me").Must(http.StatusOK).Doc().Find("input[name=name]").AttrOr("value", "")
			seat := personIn(by["lead"].Get(home+"/committee"), "person_id", name)
			by["lead"].Post(home+"/committee/members", url.Values{"person_id": {seat}}).Must(http.StatusSeeOther)
		}
		by["lead"].Post(link+"/circulate", version(1)).Must(http.StatusSeeOther)
		for _, role := range reading {
			if n := by[role].Get(link).Must(http.StatusOK).Doc().Find("form[action='" + link + "/votes']").Length(); n != 1 {
				t.Errorf("a %s with a seat is shown %d forms to answer", role, n)
			}
			by[role].Post(link+"/votes", url.Values{"choice": {"1"}}).Must(http.StatusSeeOther)
			by[role].Post(link+"/decide", url.Values{"choice": {"Vänta till mars"}, "version": {"2"}}).Must(http.StatusForbidden)
		}
		if got := by["lead"].Get(link).Text("#circulation"); !strings.Contains(got, "3 of 3 members have answered") {
			t.Errorf("the answers are %q", got)
		}
		by["lead"].Post(link+"/votes", url.Values{"choice": {"2"}}).Must(http.StatusUnprocessableEntity) // has no seat
	})
}
