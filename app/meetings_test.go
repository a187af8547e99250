package app_test

import (
	"bytes"
	"image/color"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
	"stegvis/app/platform/pdf/pdftest"
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
	point := adjoins(b, at, "Walked point")
	b.Post(point+"/actions", url.Values{"title": {"Walked action"}}).Must(http.StatusSeeOther)
	made["meeting item"] = point[strings.LastIndex(point, "/")+1:]
	form, _ := b.Get(point).Must(http.StatusOK).Doc().Find("form[action*='/actions/']").First().Attr("action")
	made["meeting action"] = strings.Split(form, "/")[8]
}

// adjoins puts a free point onto a meeting's agenda and gives the address of its page.
func adjoins(b *apptest.Browser, at, title string) string {
	b.Post(at+"/items", url.Values{"title": {title}, "minutes": {"10"}}).Must(http.StatusSeeOther)
	link, _ := b.Get(at).Must(http.StatusOK).Doc().Find(".points-of-meeting a.strong:contains('" + title + "')").Last().Attr("href")
	return link
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
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
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
		for _, role := range []string{"contributor", "consultant"} {
			by[role].Post(at, form(other, "2099-05-01", "2099-05-31")).Must(http.StatusUnprocessableEntity)
			if n := by[role].Get(home + "/committee").Must(http.StatusOK).Doc().Find("#f-deputy-member_id, form[action^='" + at + "/']").Length(); n != 0 {
				t.Errorf("a %s is offered to name or end deputies", role)
			}
		}
		end, _ := lead.Get(home + "/committee").Doc().Find("form[action^='" + at + "/']").First().Attr("action")
		by["contributor"].Post(end, version(1)).Must(http.StatusUnprocessableEntity)
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
		for name, refused := range map[string]url.Values{
			"a guest as a member":            {"add_role": {"member"}},
			"a deputy whom nobody has named": {"add_role": {"deputy"}, "add_for": {ids[2]}},
		} {
			refused.Set("add_id", guest)
			refused.Set("version", "3")
			if b.Post(at+"/participants", refused).Must(http.StatusUnprocessableEntity).Text("[role=alert]") == "" {
				t.Errorf("%s: nothing says why not", name)
			}
		}
		b.Post(at+"/participants", url.Values{"present": {ids[0]}, "drop": {ids[1], ids[2]}, "add_id": {guest}, "add_role": {"guest"}, "version": {"3"}}).Must(http.StatusSeeOther)
		if got := b.Get(at).Text("#participants"); !strings.Contains(got, "Not quorate: 1 of 3") {
			t.Errorf("those who were away are called no more: %q", got)
		}
		b.Post(at+"/participants", url.Values{"present": {ids[0], guest}, "role[" + guest + "]": {"member"}, "version": {"4"}}).Must(http.StatusUnprocessableEntity)
		b.Post(at+"/participants", url.Values{"present": {ids[0]}, "drop": {guest}, "add_id": {ids[2]}, "add_role": {"member"}, "version": {"4"}}).Must(http.StatusSeeOther)
		b.Post(home+"/committee/deputies", url.Values{"member_id": {ids[2]}, "deputy_id": {guest}, "from_on": {"2026-03-02"}, "to_on": {"2026-03-02"}}).Must(http.StatusSeeOther)
		b.Post(at+"/participants", url.Values{"present": {ids[0]}, "drop": {ids[1]}, "add_id": {guest}, "add_role": {"deputy"}, "add_for": {ids[2]}, "version": {"5"}}).Must(http.StatusSeeOther)
		if got := b.Get(at).Text("#participants tbody"); strings.Contains(got, "Anders") || !strings.Contains(got, "Deputy for Tove Lindmark") {
			t.Errorf("called is %q", got)
		}
		b.Post(at+"/participants", url.Values{"role[" + ids[2] + "]": {"chair"}, "version": {"6"}}).Must(http.StatusUnprocessableEntity)
		b.Post(home+"/undo", url.Values{"seq": {b.Get(at).Doc().Find("input[name=seq]").AttrOr("value", "")}})
		b.Post(at+"/delete", url.Values{"version": {versionOf(b, at, at+"/delete")}}).Must(http.StatusSeeOther)
		b.Get(at).Must(http.StatusNotFound)
	})
}

// meets plans a meeting that three members have come to, of whom the first chairs, and
// gives its address and their ids.
func meets(b *apptest.Browser, home string) (string, []string) {
	ids := seats(b, home, "Sigrid Nyqvist", "Anders Wikblad", "Tove Lindmark")
	b.Post(home+"/committee", ruleForm("2", "members", "simple", ids[0])).Must(http.StatusSeeOther)
	at := convenes(b, home, "Styrgruppsmöte", "2026-03-02")
	b.Post(at+"/participants", url.Values{"present": ids, "version": {"1"}}).Must(http.StatusSeeOther)
	return at, ids
}

// decides writes down what a meeting decided at a point.
func decides(b *apptest.Browser, point string, fields ...string) apptest.Answer {
	page := b.Get(point).Must(http.StatusOK).Doc().Find("form[action='" + point + "/decide']")
	form := url.Values{}
	page.Find("input[type=hidden]").Each(func(_ int, i *goquery.Selection) { form.Set(i.AttrOr("name", ""), i.AttrOr("value", "")) })
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return b.Post(point+"/decide", form)
}

func TestAnAgendaIsMadeFromWhatIsOpen(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Styrning", "small")
		asked(b, home, with(questionForm("Later?"), "deadline", "2099-05-01"))
		asked(b, home, with(questionForm("Sooner?"), "deadline", "2026-02-01"))
		b.Post(home+"/rollout/pilots", url.Values{"name": {"Pilot Malmö"}, "start_on": {"2026-01-02"}, "end_on": {"2026-02-27"}}).Must(http.StatusSeeOther)
		b.Post(home+"/rollout/pilots", url.Values{"name": {"Pilot Umeå"}, "end_on": {"2099-12-31"}}).Must(http.StatusSeeOther)
		at := convenes(b, home, "Möte", "2026-03-02")
		offered := b.Get(at).Must(http.StatusOK).Doc().Find("input[name=pick]")
		var picks []string
		offered.Each(func(_ int, i *goquery.Selection) { picks = append(picks, i.AttrOr("value", "")) })
		if len(picks) != 3 {
			t.Fatalf("offered is %q", picks)
		}
		b.Post(at+"/agenda", nil).Must(http.StatusUnprocessableEntity)
		b.Post(at+"/agenda", url.Values{"pick": {"decision:" + "elsewhere"}}).Must(http.StatusUnprocessableEntity)
		b.Post(at+"/agenda", url.Values{"pick": picks}).Must(http.StatusSeeOther)
		titles := func() string { return b.Get(at).Text(".points-of-meeting a.strong") }
		if got := titles(); got != "Sooner?Later?Pilot Malmö: go, adjust or stop?" {
			t.Errorf("the agenda is %q", got)
		}
		if n := b.Get(at).Doc().Find("input[name=pick]").Length(); n != 0 {
			t.Errorf("%d matters are offered again", n)
		}
		b.Post(home+"/undo", url.Values{"seq": {b.Get(at).Doc().Find("input[name=seq]").AttrOr("value", "0")}})
		b.Post(at+"/agenda", url.Values{"pick": picks})
		adjoins(b, at, "Any other business")
		first, _ := b.Get(at).Doc().Find(".points-of-meeting form").First().Attr("action")
		move := func(place string) url.Values {
			return url.Values{"place": {place}, "version": {b.Get(at).Doc().Find("form[action='"+first+"'] input[name=version]").First().AttrOr("value", "")}}
		}
		b.Post(first, move("99")).Must(http.StatusSeeOther)
		if got := titles(); !strings.HasSuffix(got, "Any other businessSooner?") {
			t.Errorf("moved to the end it is %q", got)
		}
		b.Post(first, url.Values{"place": {"1"}, "version": {"1"}}).Must(http.StatusConflict)
		b.Post(first, move("1")).Must(http.StatusSeeOther)
		if got := titles(); !strings.HasPrefix(got, "Sooner?") {
			t.Errorf("moved to the head it is %q", got)
		}
	})
}

func TestAMeetingDecidesByTheCommitteesRule(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Styrning", "small")
		question := asked(b, home, questionForm("När börjar våg 2?"))
		b.Post(home+"/rollout/pilots", url.Values{"name": {"Pilot Malmö"}, "end_on": {"2026-02-27"}}).Must(http.StatusSeeOther)
		at, ids := meets(b, home)
		page := b.Get(at).Doc()
		var picks []string
		page.Find("input[name=pick]").Each(func(_ int, i *goquery.Selection) { picks = append(picks, i.AttrOr("value", "")) })
		b.Post(at+"/agenda", url.Values{"pick": picks}).Must(http.StatusSeeOther)
		free := adjoins(b, at, "Budget")
		link := func(n int) string {
			return b.Get(at).Doc().Find(".points-of-meeting a.strong").Eq(n).AttrOr("href", "")
		}
		decision, gate := link(0), link(1)

		b.Post(at+"/participants", url.Values{"present": ids[:1], "version": {versionOf(b, at, at+"/participants")}}).Must(http.StatusSeeOther)
		if got := decides(b, decision, "choice", "Vänta till mars").Must(http.StatusUnprocessableEntity).Text("main"); !strings.Contains(got, "Not quorate: 1 of 3") {
			t.Errorf("one of three decides: %q", got)
		}
		b.Post(at+"/participants", url.Values{"present": ids, "version": {versionOf(b, at, at+"/participants")}}).Must(http.StatusSeeOther)
		for name, fields := range map[string][]string{
			"not carried":             {"choice", "Vänta till mars", "for", "1", "against", "1"},
			"more votes than members": {"choice", "Vänta till mars", "for", "4"},
			"nothing chosen":          {"for", "2"},
		} {
			if answer := decides(b, decision, fields...); answer.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", name, answer.Status)
			}
		}
		decides(b, decision, "choice", "Börja i januari", "reason", "Marknaden väntar inte.", "for", "2", "against", "1").Must(http.StatusSeeOther)
		decides(b, gate, "outcome", "go").Must(http.StatusUnprocessableEntity)
		decides(b, gate, "outcome", "adjust", "reason", "Integrationen saknas.").Must(http.StatusSeeOther)
		decides(b, free, "question", "Får vi 200 000 till?", "choice", "Ja").Must(http.StatusSeeOther)
		decided := b.Get(question).Must(http.StatusOK)
		for _, want := range []string{"Börja i januari", "The steering committee", "2 March 2026", "From the meeting"} {
			if !strings.Contains(decided.Text("main"), want) {
				t.Errorf("the decision does not say %q", want)
			}
		}
		if got := b.Get(at).Text("#agenda"); !strings.Contains(got, "2 for, 1 against, 0 abstained") || strings.Count(got, "All agreed.") != 2 {
			t.Errorf("the agenda says %q", got)
		}
		if got := b.Get(home + "/rollout/pilots").Text("main"); !strings.Contains(got, "Adjust") {
			t.Errorf("the pilots say %q", got)
		}
		if n := b.Get(home + "/decisions").Doc().Find("tbody tr").Length(); n != 3 {
			t.Errorf("%d decisions, want the asked one, the pilot's and the free one", n)
		}
		if said := pdftest.Said(t, b.Get(home+"/reports/decisions.pdf").Must(http.StatusOK).Body); !strings.Contains(said, "MT1") {
			t.Errorf("the log does not name the meeting: %s", said)
		}
		b.Post(decision+"/delete", version(2)).Must(http.StatusUnprocessableEntity)
		if b.Get(decision).Doc().Find("#decide").Length() != 0 {
			t.Error("what was decided can be decided again")
		}
	})
}

func TestActionsBecomeTasksOnceAndClosedMinutesChangeNoMore(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Styrning", "small")
		at, ids := meets(b, home)
		point := adjoins(b, at, "Utbildning")
		b.Post(point, url.Values{"title": {"Utbildning"}, "minutes": {"10"}, "said": {"Alla måste kunna ringa."}, "version": {"1"}}).Must(http.StatusSeeOther)
		b.Post(point+"/actions", url.Values{"title": {""}}).Must(http.StatusUnprocessableEntity)
		b.Post(point+"/actions", url.Values{"title": {"Boka lokal"}, "owner_id": {ids[1]}, "due_on": {"2026-03-20"}}).Must(http.StatusSeeOther)
		b.Post(at+"/tasks", nil).Must(http.StatusSeeOther)
		b.Post(at+"/tasks", nil).Must(http.StatusSeeOther)
		b.Post(point+"/actions", url.Values{"title": {"Bjuda in"}}).Must(http.StatusSeeOther)
		sendLogo(b, "0", logoOf(t, color.Black)).Must(http.StatusSeeOther)
		file := b.Get(at + "/minutes.pdf").Must(http.StatusOK).Body
		if !bytes.Contains(file, []byte("/Subtype /Image")) {
			t.Error("the minutes bear no logo")
		}
		draft := pdftest.Said(t, file)
		if !strings.Contains(draft, "Alla måste kunna ringa.") || !strings.Contains(draft, "Draft") {
			t.Errorf("the draft says %q", draft)
		}
		b.Post(at+"/close", version(1)).Must(http.StatusConflict)
		b.Post(at+"/close", url.Values{"version": {versionOf(b, at, at+"/close")}}).Must(http.StatusSeeOther)
		tasks := b.Get(home + "/rollout?view=list&q=boka").Must(http.StatusOK)
		if n := tasks.Doc().Find("tbody tr").Length(); n != 1 || !strings.Contains(tasks.Text("tbody"), "Anders Wikblad") {
			t.Errorf("%d tasks of one action: %q", n, tasks.Text("tbody"))
		}
		if got := b.Get(home + "/rollout?view=list&q=bjuda").Doc().Find("tbody tr").Length(); got != 1 {
			t.Errorf("closing made %d tasks of the other action", got)
		}
		task, _ := tasks.Doc().Find("tbody a").Attr("href")
		if got := b.Get(task).Text("main"); !strings.Contains(got, "From the meeting MT1") {
			t.Errorf("the task does not say where it came from: %q", got)
		}
		closed := b.Get(at + "/minutes.pdf").Must(http.StatusOK).Body
		b.Post(home+"/people/"+ids[1], url.Values{"name": {"Anders Ny"}, "version": {"1"}})
		for name, answer := range map[string]apptest.Answer{
			"the meeting":   b.Post(at, with(meetingForm("Annat", "2026-03-02"), "version", "4")),
			"who was there": b.Post(at+"/participants", version(4)),
			"a point":       b.Post(point, url.Values{"title": {"X"}, "minutes": {"1"}, "version": {"2"}}),
			"a new point":   b.Post(at+"/items", url.Values{"title": {"X"}, "minutes": {"1"}}),
			"an action":     b.Post(point+"/actions", url.Values{"title": {"X"}}),
			"closing again": b.Post(at+"/close", version(4)),
			"removing it":   b.Post(at+"/delete", version(4)),
			"the tasks":     b.Post(at+"/tasks", nil),
		} {
			if answer.Status != http.StatusUnprocessableEntity && answer.Status != http.StatusConflict {
				t.Errorf("%s: %d", name, answer.Status)
			}
		}
		if again := b.Get(at + "/minutes.pdf").Must(http.StatusOK).Body; !bytes.Equal(closed, again) {
			t.Error("closed minutes are drawn otherwise the next time")
		}
		if got := pdftest.Said(t, closed); !strings.Contains(got, "Boka lokal") || !strings.Contains(got, "Anders Wikblad") || !strings.Contains(got, "seal") {
			t.Errorf("the minutes say %q", got)
		}
		if got := pdftest.Said(t, b.Get(at+"/minutes.pdf?lang=sv").Must(http.StatusOK).Body); !strings.Contains(got, "Beslutsmässigt: 3 av 3") {
			t.Errorf("the minutes in Swedish say %q", got)
		}
	})
}

func TestTheAddressOfWhoSpeaksForTheCommitteeIsChangedByALeadAlone(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		by := roles(t, site)
		const home = "/projects/demo"
		lead := by["lead"]
		member := seats(lead, home, "Sigrid Nyqvist")[0]
		deputy := somebody(lead, home, "Ebba Tjärnlund", "ebba@nordvik.example")
		other := somebody(lead, home, "Ulf Rask", "ulf@nordvik.example")
		lead.Post(home+"/committee/deputies", url.Values{"member_id": {member}, "deputy_id": {deputy}, "from_on": {inDays(-1)}, "to_on": {inDays(0)}}).Must(http.StatusSeeOther)
		for id, name := range map[string]string{member: "Sigrid Nyqvist", deputy: "Ebba Tjärnlund"} {
			at := home + "/people/" + id
			form := url.Values{"name": {name}, "email": {"mine@elsewhere.example"}, "version": {"1"}}
			for _, role := range []string{"contributor", "consultant"} {
				if by[role].Post(at, form).Must(http.StatusUnprocessableEntity).Text("[id$=email-wrong]") == "" {
					t.Errorf("%s: nothing tells a %s why the address stays", name, role)
				}
			}
			kept := lead.Get(at).Doc().Find("input[name=email]").First().AttrOr("value", "")
			by["contributor"].Post(at, url.Values{"name": {name}, "title": {"Ekonomichef"}, "email": {kept}, "version": {"1"}}).Must(http.StatusSeeOther)
			lead.Post(at, with(form, "version", "2")).Must(http.StatusSeeOther)
		}
		by["contributor"].Post(home+"/people/"+other, url.Values{"name": {"Ulf Rask"}, "email": {"ulf@annat.example"}, "version": {"1"}}).Must(http.StatusSeeOther)
	})
}
