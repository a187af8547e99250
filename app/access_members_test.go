package app_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/platform/mail/mailtest"
)

const vart = "/projects/vart-crm"

// begun is a project with its lead's browser.
func begun(t *testing.T, site *apptest.Site) *apptest.Browser {
	t.Helper()
	b := site.SetUp(t)
	if at := b.Begin("Vårt CRM", "small"); at != vart {
		t.Fatalf("the project stands at %s", at)
	}
	return b
}

// invited is the path of a new invitation's link, as the lead sees it.
func invited(t *testing.T, lead *apptest.Browser, email, role string) string {
	t.Helper()
	page := lead.Post(vart+"/members", url.Values{"email": {email}, "role": {role}}).Must(http.StatusOK)
	return linkIn(t, page.Text(".copyable"), "invitation")
}

// join makes a newcomer a member and gives their browser.
func join(t *testing.T, site *apptest.Site, lead *apptest.Browser, name, email, role string) *apptest.Browser {
	t.Helper()
	b := site.Browser(t)
	b.Post(invited(t, lead, email, role), url.Values{"name": {name}, "password": {"long enough to keep"}}).Must(http.StatusSeeOther)
	return b
}

// personAt is the page of a person that a list shows.
func personAt(t *testing.T, b *apptest.Browser, name string) string {
	t.Helper()
	at, found := b.Get(vart + "/members").Must(http.StatusOK).Doc().Find("main a[href^='" + vart + "/people/']:contains('" + name + "')").Attr("href")
	if !found {
		t.Fatalf("%s is not among the people", name)
	}
	return at
}

func versionFor(a apptest.Answer, action string) string {
	v, _ := a.Doc().Find("form[action='" + action + "'] input[name=version]").Attr("value")
	return v
}

func TestAnInvitationMakesANewcomerAMemberOnce(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		link := invited(t, lead, "Maren@Firm.example", "contributor")
		stranger := site.Browser(t)
		page := stranger.Get(link).Must(http.StatusOK)
		if got := page.Text("main"); !strings.Contains(got, "Vårt CRM") || !strings.Contains(got, "contributor") || !strings.Contains(got, "Maren@Firm.example") {
			t.Errorf("the invitation says %q", got)
		}
		stranger.Post(link, url.Values{"name": {""}, "password": {"short"}}).Must(http.StatusUnprocessableEntity)
		stranger.Post(link, url.Values{"name": {"Maren Solhaugen"}, "password": {"long enough to keep"}}).Must(http.StatusSeeOther)
		stranger.Get(vart).Must(http.StatusOK)
		stranger.Post(vart+"/risks", riskForm("By a contributor")).Must(http.StatusSeeOther)
		stranger.Post(vart+"/members", url.Values{"email": {"x@firm.example"}, "role": {"lead"}}).Must(http.StatusForbidden)
		again := site.Browser(t)
		again.Get(link).Must(http.StatusNotFound)
		again.Post(link, url.Values{"name": {"Somebody Else"}, "password": {"long enough to keep"}}).Must(http.StatusNotFound)
		lead.Post(vart+"/members", url.Values{"email": {"maren@firm.example"}, "role": {"viewer"}}).Must(http.StatusUnprocessableEntity)
	})
}

func TestAnInvitationOffersTheWayInThatFits(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		join(t, site, lead, "Maren Solhaugen", "maren@firm.example", "viewer")
		lead.Begin("Second", "small")
		second := func(email string) string {
			page := lead.Post("/projects/second/members", url.Values{"email": {email}, "role": {"committee"}}).Must(http.StatusOK)
			return linkIn(t, page.Text(".copyable"), "invitation")
		}

		link := second("maren@firm.example")
		b := site.Browser(t)
		to, _ := b.Get(link).Must(http.StatusOK).Doc().Find("main a.primary").Attr("href")
		if to != "/sign-in?next="+url.QueryEscape(link) {
			t.Errorf("who has an account is led to %q", to)
		}
		b.Post(link, url.Values{"name": {"Maren Again"}, "password": {"long enough to keep"}}).Must(http.StatusUnprocessableEntity)
		if back := b.Post("/sign-in", url.Values{"email": {"maren@firm.example"}, "password": {"long enough to keep"}, "next": {link}}); back.Location != link {
			t.Errorf("after signing in one is led to %q", back.Location)
		}
		b.Post(link+"/take", nil).Must(http.StatusSeeOther)
		b.Get("/projects/second").Must(http.StatusOK)
		b.Post(link+"/take", nil).Must(http.StatusNotFound)

		link = second("eivind@firm.example")
		wrong := b.Get(link).Must(http.StatusOK).Text("main")
		if !strings.Contains(wrong, "signed in as maren@firm.example") || !strings.Contains(wrong, "go on as eivind@firm.example") {
			t.Errorf("with the wrong account the page says %q", wrong)
		}
		if out := b.Post("/sign-out", url.Values{"next": {link}}); out.Location != link {
			t.Errorf("after signing out one is led to %q", out.Location)
		}
		b.Get(link).Must(http.StatusOK)
		b.Post(link+"/take", nil).Must(http.StatusUnauthorized)
	})
}

func TestAnInvitationCanBeRenewedAndWithdrawn(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		first := invited(t, lead, "maren@firm.example", "viewer")
		second := invited(t, lead, "maren@firm.example", "lead") // the earlier one is closed
		b := site.Browser(t)
		b.Get(first).Must(http.StatusNotFound)
		b.Get(second).Must(http.StatusOK)
		open := lead.Get(vart + "/members").Doc().Find("form[action$='/renew']")
		if open.Length() != 1 {
			t.Fatalf("%d invitations are open, want 1", open.Length())
		}
		renew, _ := open.Attr("action")
		third := linkIn(t, lead.Post(renew, nil).Must(http.StatusOK).Text(".copyable"), "invitation")
		b.Get(second).Must(http.StatusNotFound)
		b.Get(third).Must(http.StatusOK)
		lead.Post(renew, nil).Must(http.StatusNotFound)
		revoke, _ := lead.Get(vart + "/members").Doc().Find("form[action$='/revoke']").Attr("action")
		lead.Post(revoke, nil).Must(http.StatusSeeOther)
		b.Get(third).Must(http.StatusNotFound)
		b.Post(third, url.Values{"name": {"Maren"}, "password": {"long enough to keep"}}).Must(http.StatusNotFound)
	})
}

func TestInvitationsAndResetsGoOutByMailInTheReceiversLanguage(t *testing.T) {
	t.Parallel()
	mailing(t, func(t *testing.T, site *apptest.Site, post *mailtest.Server) {
		lead := begun(t, site)
		site.Work(t)
		lead.Post(vart+"/members", url.Values{"email": {"maren@firm.example"}, "role": {"viewer"}}).Must(http.StatusSeeOther)
		letter := post.Await(1)
		if letter.To != "maren@firm.example" || letter.Subject != "You are invited to Vårt CRM" || !strings.Contains(letter.Text, "Åsa Łukowska invites you to the project Vårt CRM at Fjord & Søn, as viewer.") {
			t.Errorf("%s, %s: %s", letter.To, letter.Subject, letter.Text)
		}
		b := site.Browser(t)
		b.Lang = "sv"
		b.Post(linkIn(t, letter.Text, "invitation"), url.Values{"name": {"Maren"}, "password": {"long enough to keep"}}).Must(http.StatusSeeOther)
		lead.Post(personAt(t, lead, "Maren")+"/reset", nil).Must(http.StatusSeeOther)
		letter = post.Await(2)
		if letter.To != "maren@firm.example" || letter.Subject != "Nytt lösenord till Stegvis" {
			t.Errorf("%s, %s", letter.To, letter.Subject)
		}
		b.Get(linkIn(t, letter.HTML, "reset")).Must(http.StatusOK)
	})
}

func TestTheLastLeadStays(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		self := personAt(t, lead, "Åsa")
		demote := url.Values{"role": {"viewer"}, "version": {"1"}}
		if got := lead.Post(self+"/role", demote).Must(http.StatusUnprocessableEntity).Text("main"); !strings.Contains(got, "at least one lead") {
			t.Errorf("the page says %q", got)
		}
		if got := lead.Post(self+"/leave", nil).Must(http.StatusUnprocessableEntity).Text("main"); !strings.Contains(got, "at least one lead") {
			t.Errorf("the page says %q", got)
		}
		other := join(t, site, lead, "Torkel Brännvik", "torkel@firm.example", "lead")
		lead.Post(self+"/leave", nil).Must(http.StatusSeeOther)
		other.Post(personAt(t, other, "Torkel")+"/leave", nil).Must(http.StatusUnprocessableEntity)
		if got := other.Get(vart + "/members").Text("main"); !strings.Contains(got, "Owners of the organisation act as leads too: Åsa Łukowska") {
			t.Errorf("the owner is not named: %q", got)
		}
		lead.Get(vart + "/members").Must(http.StatusOK) // as the organisation's owner
	})
}

func TestARoleIsChangedAndAStaleChangeShowsBoth(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		b := join(t, site, lead, "Maren", "maren@firm.example", "viewer")
		at := personAt(t, lead, "Maren")
		lead.Post(at+"/role", url.Values{"role": {"consultant"}, "version": {"1"}}).Must(http.StatusSeeOther)
		lead.Post(at, url.Values{"name": {"Maren"}, "email": {"maren@firm.example"}, "sponsor": {"true"}, "version": {"1"}}).Must(http.StatusSeeOther)
		if got := lead.Get(vart + "/members").Text("tr:contains(Maren)"); !strings.Contains(got, "consultant") || !strings.Contains(got, "Sponsor") {
			t.Errorf("the list shows %q", got)
		}
		stale := lead.Post(at+"/role", url.Values{"role": {"committee"}, "version": {"1"}}).Must(http.StatusConflict)
		if !strings.Contains(stale.Text(".theirs"), "consultant") {
			t.Errorf("what is stored is not shown: %q", stale.Text("main"))
		}
		lead.Post(at+"/role", url.Values{"role": {"owner"}, "version": {"2"}}).Must(http.StatusUnprocessableEntity)
		b.Get(vart + "/maturity/new").Must(http.StatusOK)
		lead.Post(at+"/leave", nil).Must(http.StatusSeeOther)
		b.Get(vart).Must(http.StatusNotFound)
		page := lead.Get(at).Must(http.StatusOK).Text("main")
		if !strings.Contains(page, "no access") {
			t.Errorf("the person's page says %q", page)
		}
		join2 := invited(t, lead, "maren@firm.example", "viewer") // the same person comes back
		b.Post(join2+"/take", nil).Must(http.StatusSeeOther)
		if again := personAt(t, lead, "Maren"); again != at {
			t.Errorf("the person became another: %s", again)
		}
	})
}

func TestAPersonWithoutAccountIsAddedRemovedAndBroughtBack(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		lead.Post(vart+"/people", url.Values{"name": {""}, "email": {"nonsense"}}).Must(http.StatusUnprocessableEntity)
		lead.Post(vart+"/people", url.Values{"name": {"Disa <b>Ek</b>"}, "title": {"CFO"}, "sponsor": {"true"}}).Must(http.StatusSeeOther)
		at := personAt(t, lead, "Disa")
		id := at[strings.LastIndex(at, "/")+1:]
		owned := riskForm("Owned by Disa")
		owned.Set("owner_id", id)
		lead.Post(vart+"/risks", owned).Must(http.StatusSeeOther)
		link, _ := lead.Get(vart + "/risks").Doc().Find("tbody a").Attr("href")

		lead.Post(at+"/delete", url.Values{"version": {"0"}}).Must(http.StatusConflict)
		lead.Post(at+"/delete", url.Values{"version": {versionFor(lead.Get(at), at+"/delete")}}).Must(http.StatusSeeOther)
		if got := lead.Get(vart + "/members").Text("main"); strings.Contains(got, "Disa") {
			t.Error("who was removed is still listed")
		}
		if got := lead.Get(vart + "/risks").Text("tbody"); !strings.Contains(got, "Disa <b>Ek</b>") {
			t.Errorf("the risk lost its owner: %q", got)
		}
		if got := lead.Get(link).Text("option[selected]"); !strings.Contains(got, "Disa <b>Ek</b> (removed)") {
			t.Errorf("the risk's form lost its owner: %q", got)
		}
		owned.Set("version", "1")
		lead.Post(link, owned).Must(http.StatusSeeOther)

		if got := lead.Get(vart + "/members?removed=true").Text("main"); !strings.Contains(got, "Disa") {
			t.Error("who was removed cannot be found")
		}
		lead.Post(at+"/restore", nil).Must(http.StatusSeeOther)
		personAt(t, lead, "Disa")
		lead.Post(personAt(t, lead, "Åsa")+"/delete", url.Values{"version": {"1"}}).Must(http.StatusUnprocessableEntity) // a member
	})
}

func TestWhereNoMailIsSentALeadGetsNoLinkToMoreThanTheLeadMay(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		owner := begun(t, site)
		lead := join(t, site, owner, "Torkel", "torkel@firm.example", "lead")
		join(t, site, owner, "Maren", "maren@firm.example", "viewer")
		link := linkIn(t, lead.Post(personAt(t, lead, "Maren")+"/reset", nil).Must(http.StatusOK).Text(".copyable"), "reset")
		site.Browser(t).Get(link).Must(http.StatusOK)
		lead.Post(personAt(t, lead, "Åsa")+"/reset", nil).Must(http.StatusUnprocessableEntity) // she owns the organisation

		owner.Begin("Second", "small") // where Maren leads and Torkel is nobody
		page := owner.Post("/projects/second/members", url.Values{"email": {"maren@firm.example"}, "role": {"lead"}}).Must(http.StatusOK)
		maren := site.Browser(t)
		comeIn(maren, "maren@firm.example", "long enough to keep")
		maren.Post(linkIn(t, page.Text(".copyable"), "invitation")+"/take", nil).Must(http.StatusSeeOther)
		lead.Post(personAt(t, lead, "Maren")+"/reset", nil).Must(http.StatusUnprocessableEntity)
		owner.Post(personAt(t, owner, "Maren")+"/reset", nil).Must(http.StatusOK)
	})
}

// together sends both requests at the same moment and gives what came back.
func together(a, b func() apptest.Answer) [2]int {
	var got [2]int
	var both sync.WaitGroup
	both.Go(func() { got[0] = a().Status })
	both.Go(func() { got[1] = b().Status })
	both.Wait()
	slices.Sort(got[:])
	return got
}

func TestOfTwoLeadsWhoLeaveAtTheSameMomentOneStays(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		owner := begun(t, site)
		torkel, maren := join(t, site, owner, "Torkel", "torkel@firm.example", "lead"), join(t, site, owner, "Maren", "maren@firm.example", "lead")
		owner.Post(personAt(t, owner, "Åsa")+"/leave", nil).Must(http.StatusSeeOther)
		his, hers := personAt(t, owner, "Torkel")+"/leave", personAt(t, owner, "Maren")+"/leave"
		tokens := [2]string{torkel.Token(), maren.Token()}
		got := together(func() apptest.Answer { return torkel.Send(his, tokens[0], nil, nil) }, func() apptest.Answer { return maren.Send(hers, tokens[1], nil, nil) })
		if want := [2]int{http.StatusSeeOther, http.StatusUnprocessableEntity}; got != want {
			t.Errorf("the answers are %v, want %v", got, want)
		}
	})
}

func TestAnInvitationTakenTwiceAtTheSameMomentWorksOnce(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		owner := begun(t, site)
		link := invited(t, owner, "maren@firm.example", "lead")
		accept := func(name string) func() apptest.Answer {
			b := site.Browser(t)
			token := b.Token()
			return func() apptest.Answer {
				return b.Send(link, token, url.Values{"name": {name}, "password": {"long enough to keep"}}, nil)
			}
		}
		got := together(accept("First"), accept("Second"))
		if got[0] != http.StatusSeeOther || got[1] != http.StatusNotFound && got[1] != http.StatusUnprocessableEntity {
			t.Errorf("the answers are %v", got)
		}
	})
}
