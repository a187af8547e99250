package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
	"stegvis/app/platform/mail/mailtest"
)

// TestAReportIsIssuedMailedSignedOnAPhoneAndTheNextOneTellsWhatWasDecided goes the
// whole way of a report in real browsers: a lead asks a question and issues the report
// that puts it, a member of the committee signs it by the link in their mail, the
// answer goes into the log, and the next report tells that it was given.
func TestAReportIsIssuedMailedSignedOnAPhoneAndTheNextOneTellsWhatWasDecided(t *testing.T) {
	t.Parallel()
	mailing(t, func(t *testing.T, site *apptest.Site, post *mailtest.Server) {
		site.Work(t)
		base := site.Listen(t)
		desk := browsertest.Open(t, base)
		newcomer(t, desk, site)
		home := begin(t, desk, "small", "Nordvik CRM")
		b := site.Browser(t)
		comeIn(b, asa, "correct horse battery").Must(http.StatusSeeOther)
		seats(b, home, "Ingrid Solvang") // who has no account
		question := asksFor(desk, home, "When does the second wave begin?")

		first := issues(t, desk, home)
		shows(desk, "When does the second wave begin?") // on the page as it was issued
		desk.Click("#review form button")
		shows(desk, "0 of 1 have signed")

		letter := letterTo(t, post, "ingrid@styrgrupp.example", "Please sign")
		phone := browsertest.Open(t, base)
		phone.Phone()
		signsByLink(t, phone, linkIn(t, letter.Text, "review"))

		desk.Go(first)
		shows(desk, "Ingrid Solvang")
		shows(desk, "1 of 1 have signed")

		answersWith(desk, question, "Begin in January")
		desk.Go(home + "/decisions")
		shows(desk, "When does the second wave begin?")

		second := issues(t, desk, home)
		shows(desk, "Moved since last time")
		said := read(t, b.Get(second+"/report.pdf").Must(http.StatusOK).Body)
		_, moved, _ := strings.Cut(said, "Moved since last time")
		top, _, _ := strings.Cut(moved, "Milestones")
		if !strings.Contains(top, "Begin in January") {
			t.Errorf("the second report begins %q", top)
		}
		for _, w := range []*browsertest.Window{desk, phone} {
			if said := w.Console(); len(said) > 0 {
				t.Errorf("the browser said %q", said)
			}
		}
	})
}

// asksFor puts a question to the committee and gives the address of its page.
func asksFor(w *browsertest.Window, home, question string) string {
	add(w, home+"/decisions", question, "question", question, "options", "Begin in January\nWait until March", "recommendation", "Begin in January.")
	return browsertest.Eval[string](w, `document.querySelector("main tbody a").getAttribute("href")`)
}

// issues prepares a steering report and issues it, and gives its address.
func issues(t *testing.T, w *browsertest.Window, home string) string {
	t.Helper()
	w.Go(home + "/reports")
	w.Click("form:has([name=kind][value=steering]) button")
	w.WaitFor(`location.pathname.includes("/reports/drafts/")`)
	w.Click("main form[action$='/issue'] button")
	w.WaitFor(`/\/reports\/[0-9a-f-]{36}$/.test(location.pathname)`)
	return w.Path()
}

// signsByLink reads a report on a phone, says something of it and approves it.
func signsByLink(t *testing.T, phone *browsertest.Window, link string) {
	t.Helper()
	phone.Go(link)
	phone.Wait(".sheets svg")
	phone.Fits()
	phone.Accessible()
	phone.Click(".reach a[href='#remark']")
	fill(phone, "#remark form", "section", "risks", "text", "Who looks after the first of them?")
	phone.Click("#remark form button")
	shows(phone, "Who looks after the first of them?")
	phone.Click(".reach a[href='#sign']")
	phone.Click("#sign label:has([value=approved])")
	phone.Click("#sign form button.primary")
	phone.Wait("#signed .digest")
	if got := phone.Text("#signed"); !strings.Contains(got, "Ingrid Solvang") || !strings.Contains(got, "Approved") {
		t.Errorf("the confirmation says %q", got)
	}
}

// answersWith answers a question with one of its options.
func answersWith(w *browsertest.Window, question, option string) {
	w.Go(question)
	w.Click(fmt.Sprintf("#decide label:has([value=%q])", option))
	w.Click("#decide form button.primary")
	w.WaitFor(`!document.querySelector("#decide")`)
}
