package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/platform/pdf/pdftest"
)

func TestAnAnswerByLinkWhoseTokenIsSpentAsksNobodyToSignIn(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang", "Henrik Aalto")
		link := ballotOf(t, b, circulated(b, home, "Byter vi?"), "Ingrid")
		phone := site.Browser(t)
		phone.Get(link).Must(http.StatusOK)
		form := url.Values{"csrf": {strings.Repeat("x", 43)}, "choice": {"1"}}
		r, err := http.NewRequest(http.MethodPost, "http://127.0.0.1:8080"+link+"/votes", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		got := phone.Do(r).Must(http.StatusForbidden)
		if !strings.Contains(got.Text("main"), "Load the page again") || strings.Contains(string(got.Body), link) {
			t.Errorf("it says %q", got.Text("main"))
		}
	})
}

func TestTheTokenOfALinkIsNotKeptWhenWhoBearsItIsSignedIn(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang", "Henrik Aalto")
		ballot, review := ballotOf(t, b, circulated(b, home, "Byter vi?"), "Ingrid"), passes(t, b, reviewOf(b, home, "steering"), "Ingrid")
		key := strings.Repeat("k", 43)
		for range 2 {
			b.Post(ballot+"/votes", with(answer("1", ""), "once", key)).Must(http.StatusSeeOther)
			b.Post(review+"/sign", with(signature("approved", ""), "once", key)).Must(http.StatusSeeOther)
			b.Post(review+"/comments", url.Values{"text": {"Good."}, "once": {key}}).Must(http.StatusSeeOther)
		}
		if n := counts(t, site, "sent_form WHERE location LIKE '/ballot/%' OR location LIKE '/review/%'"); n != 0 {
			t.Errorf("%d forms are kept with the token in clear", n)
		}
		for what, from := range map[string]string{"answers": "decision_vote", "signatures": "review_signoff", "comments": "review_remark"} {
			if n := counts(t, site, from); n != 1 {
				t.Errorf("sent twice there are %d %s", n, what)
			}
		}
	})
}

func TestAnAnswerToAnEarlierRoundOfAQuestionDoesNotCountInTheNext(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		by := roles(t, site)
		const home = "/projects/demo"
		unseated(t, by["lead"], home)
		seat := personIn(by["lead"].Get(home+"/committee"), "person_id", "Birgit Ahlskog")
		by["lead"].Post(home+"/committee/members", url.Values{"person_id": {seat}}).Must(http.StatusSeeOther)
		at := circulated(by["lead"], home, "Byter vi?")
		typed := func(who *apptest.Browser, page, choice string) url.Values {
			form := shownForm(t, who.Get(page).Must(http.StatusOK).Doc(), page+"/votes")
			form.Set("choice", choice)
			return form
		}
		stale := typed(by["committee"], at, "1")
		by["lead"].Post(at+"/recall", version(2)).Must(http.StatusSeeOther)
		by["lead"].Post(at, with(with(questionForm("Byter vi?"), "options", "Börja i januari\nVänta till mars"), "version", "3")).Must(http.StatusSeeOther)
		by["lead"].Post(at+"/circulate", version(4)).Must(http.StatusSeeOther)
		told := by["committee"].Post(at+"/votes", stale).Must(http.StatusConflict)
		if got := told.Text("#circulation [role=alert]"); !strings.Contains(got, "changed meanwhile") {
			t.Errorf("who answers the earlier round is told %q", got)
		}
		if n := told.Doc().Find("#circulation input[name=choice][checked]").Length(); n != 0 {
			t.Error("the new options come with the old choice made")
		}
		if got := by["committee"].Get(at).Text("#circulation"); !strings.Contains(got, "0 of 1 members") {
			t.Errorf("the old answer counts: %q", got)
		}
		again := shownForm(t, told.Doc(), at+"/votes")
		again.Set("choice", "2")
		by["committee"].Post(at+"/votes", again).Must(http.StatusSeeOther)
		if got := by["lead"].Get(at).Text("#circulation"); !strings.Contains(got, "rule is met for: Vänta till mars") {
			t.Errorf("the answer to the second round reads %q", got)
		}
		ids := seats(by["lead"], home, "Ingrid Solvang")
		link := linkIn(t, by["lead"].Post(at+"/links", url.Values{"asked": {ids[0]}}).Must(http.StatusOK).Text(".copyable"), "ballot")
		phone := site.Browser(t)
		form := typed(phone, link, "1")
		if form.Get("version") == "0" {
			t.Error("the form of a link does not say what it is an answer to")
		}
		phone.Post(link+"/votes", with(form, "version", "2")).Must(http.StatusConflict)
		phone.Post(link+"/votes", with(form, "version", "5")).Must(http.StatusSeeOther)
	})
}

func TestWhoChoosesNothingIsToldToChoose(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang", "Henrik Aalto")
		ballot, review := ballotOf(t, b, circulated(b, home, "Byter vi?"), "Ingrid"), passes(t, b, reviewOf(b, home, "steering"), "Ingrid")
		for lang, want := range map[string]string{"en": "Choose one of these.", "sv": "Välj ett av dessa."} {
			phone := site.Browser(t)
			phone.Lang = lang
			if got := phone.Post(ballot+"/votes", answer("", "")).Must(http.StatusUnprocessableEntity).Text("#f-ballot-choice-wrong"); got != want {
				t.Errorf("of an answer it says %q", got)
			}
			if got := phone.Post(review+"/sign", signature("", "")).Must(http.StatusUnprocessableEntity).Text("#f-sign-verdict-wrong"); got != want {
				t.Errorf("of a signature it says %q", got)
			}
		}
	})
}

func TestTheCommitteeIsNamedInTheLanguageOfWhoReadsWhatItDecided(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang")
		at := circulated(b, home, "Byter vi?")
		link, phone := ballotOf(t, b, at, "Ingrid"), site.Browser(t)
		phone.Post(link+"/votes", answer("1", "")).Must(http.StatusSeeOther)
		b.Post(at+"/close", version(2)).Must(http.StatusSeeOther)
		for _, kept := range []string{"", "The steering committee", "Styrgruppen"} {
			if kept != "" { // as it was kept before
				rewrites(t, site, "UPDATE decision SET decided_by = '"+kept+"'")
			}
			for lang, want := range map[string]string{"en": "The steering committee, ", "sv": "Styrgruppen, "} {
				phone.Lang = lang
				if got := phone.Get(link).Must(http.StatusOK).Text("main"); !strings.Contains(got, want) {
					t.Errorf("%s, kept as %q: it says %q", lang, kept, got)
				}
			}
		}
		if got := b.Get(home + "/search?q=styrgruppen").Must(http.StatusOK).Text("main"); !strings.Contains(got, "Byter vi?") {
			t.Errorf("who looks for the committee finds %q", got)
		}
	})
}

func TestTheFileOfAMeetingThatIsToComeSaysWhoIsCalledAndNotWhoWasThere(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		ids := seats(b, home, "Ingrid Solvang", "Henrik Aalto")
		at := convenes(b, home, "Styrgrupp 1", inDays(0))
		if got := pdftest.Said(t, b.Get(at+"/minutes.pdf").Must(http.StatusOK).Body); !strings.Contains(got, "Agenda: ") || !strings.Contains(got, "Henrik Aalto") || strings.Contains(got, "Absent") || strings.Contains(got, "uorate") {
			t.Errorf("before it is held it says %s", got)
		}
		b.Post(at+"/participants", url.Values{"present": ids[:1], "version": {"1"}}).Must(http.StatusSeeOther)
		if got := pdftest.Said(t, b.Get(at+"/minutes.pdf").Must(http.StatusOK).Body); !strings.Contains(got, "Minutes: ") || !strings.Contains(got, "Absent") || !strings.Contains(got, "Quorate: 1 of 2") {
			t.Errorf("when it is held it says %s", got)
		}
	})
}

func TestALeadWhoClosesACirculationWritesDownWhatTheyHaveRead(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang")
		at := circulated(b, home, "Byter vi?")
		link, phone := ballotOf(t, b, at, "Ingrid"), site.Browser(t)
		phone.Post(link+"/votes", answer("1", "")).Must(http.StatusSeeOther)
		read := shownForm(t, b.Get(at).Must(http.StatusOK).Doc(), at+"/close")
		phone.Post(link+"/votes", answer("2", "")).Must(http.StatusSeeOther)
		told := b.Post(at+"/close", read).Must(http.StatusUnprocessableEntity)
		if got := told.Text("[role=alert]"); !strings.Contains(got, "changed meanwhile") {
			t.Errorf("a lead who read another outcome is told %q", got)
		}
		b.Post(at+"/close", shownForm(t, told.Doc(), at+"/close")).Must(http.StatusSeeOther)
		if got := b.Get(at).Text(".lead-sentence"); got != "Börja i januari" {
			t.Errorf("what is decided reads %q", got)
		}
	})
}

func TestALeadReadsAtOnceThatALinkToAQuestionWasOpened(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang")
		at := circulated(b, home, "Byter vi?")
		link := ballotOf(t, b, at, "Ingrid")
		for range 2 {
			if got := b.Get(at).Must(http.StatusOK).Text("#asked"); !strings.Contains(got, "Link not opened") {
				t.Errorf("before it is opened it says %q", got)
			}
		}
		site.Browser(t).Get(link).Must(http.StatusOK)
		if got := b.Get(at).Must(http.StatusOK).Text("#asked"); !strings.Contains(got, "Link opened") {
			t.Errorf("when it is opened it says %q", got)
		}
	})
}
