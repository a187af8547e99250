package app_test

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/apptest"
	"stegvis/app/dispatch"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database"
	"stegvis/app/platform/mail/mailtest"
)

func scheduleForm(what, day string) url.Values {
	return url.Values{"what": {what}, "lang": {"en"}, "way": {"monthly"}, "month_day": {day}, "at_time": {"09:00"}, "days_ahead": {"3"}}
}

// schedules sends a report by itself and gives the address of the schedule's page.
func schedules(b *apptest.Browser, home string, form url.Values) string {
	b.Post(home+"/reports/schedules", form).Must(http.StatusSeeOther)
	at, _ := b.Get(home + "/reports/schedules").Must(http.StatusOK).Doc().Find("main h2 a[href*='/reports/schedules/']").Last().Attr("href")
	return at
}

// rewrites changes the database behind the site's back.
func rewrites(t *testing.T, site *apptest.Site, statements ...string) {
	t.Helper()
	past := database.Instant(time.Now().Add(-time.Minute))
	err := site.Rooms().DB.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		for _, s := range statements {
			args := make([]any, strings.Count(s, "?"))
			for i := range args {
				args[i] = past
			}
			if err := tx.Exec(s, args...).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What comes due when a minute ago is written where the time stood.
const (
	draftsDue = "UPDATE report_schedule SET prepare_at = ? WHERE prepare_at IS NOT NULL"
	turnsDue  = "UPDATE report_occasion SET issue_at = ?"
	issueDue  = "UPDATE report_draft SET issue_at = ? WHERE issue_at IS NOT NULL"
)

// comesDue makes it time, and lets the site look.
func comesDue(t *testing.T, site *apptest.Site, statements ...string) {
	t.Helper()
	rewrites(t, site, statements...)
	if err := site.Rooms().Post.Due(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// settles waits until all that was ordered is done.
func settles(t *testing.T, site *apptest.Site) {
	t.Helper()
	eventually(t, "all jobs are done", func() bool {
		return counts(t, site, "job WHERE kind LIKE 'dispatch.%' AND kind <> 'dispatch.due' AND done_at IS NULL") == 0
	})
}

// counts is how many rows a condition fits.
func counts(t *testing.T, site *apptest.Site, from string) int {
	t.Helper()
	var n int64
	err := site.Rooms().DB.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		return tx.Raw("SELECT COUNT(*) FROM " + from).Scan(&n).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

// eventually waits for what the background brings about.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !ok(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

func TestAReportIsDraftedForTheLeadThenIssuedAndMailedToTheCommittee(t *testing.T) {
	t.Parallel()
	mailing(t, func(t *testing.T, site *apptest.Site, post *mailtest.Server) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang", "Henrik Aalto")
		other := somebody(b, home, "Maja Lindqvist", "maja@elsewhere.example")
		form := scheduleForm("steering", "15")
		form["extra"] = []string{other}
		at := schedules(b, home, form)
		if n := b.Get(at).Must(http.StatusOK).Doc().Find("main table").First().Find("tbody tr").Length(); n != 3 {
			t.Errorf("%d times to come are listed, want 3", n)
		}
		site.Work(t)
		comesDue(t, site, draftsDue)
		letter := post.Await(1)
		if letter.To != asa || !strings.Contains(letter.Subject, "Draft to comment on: Steering report, Nordvik CRM") || !strings.Contains(letter.HTML, "<a href=") {
			t.Errorf("to the lead: %s, %q\n%s", letter.To, letter.Subject, letter.Text)
		}
		link := letter.Text[strings.Index(letter.Text, home+"/reports/drafts/"):]
		draft := strings.Fields(link)[0]
		b.Post(draft, url.Values{"version": {"1"}, "lang": {"en"}, "comment": {"We need your word on the second wave."}, "issue_on": {b.Get(draft).Must(http.StatusOK).Doc().Find("input[name=issue_on]").AttrOr("value", "")}}).Must(http.StatusSeeOther)
		if said := b.Get(home + "/reports").Must(http.StatusOK).Text("main"); !strings.Contains(said, "A draft waits for your words") {
			t.Errorf("the room says %q", said)
		}
		comesDue(t, site, turnsDue, issueDue)
		post.Await(4)
		issued := b.Get(at).Must(http.StatusOK).Doc().Find("main table a[href^='"+home+"/reports/']").First().AttrOr("href", "")
		to := map[string]mailtest.Letter{}
		for _, l := range post.Letters()[1:] {
			to[l.To] = l
		}
		for _, email := range []string{"ingrid@styrgrupp.example", "henrik@styrgrupp.example", "maja@elsewhere.example"} {
			l := to[email]
			if l.Subject != "Steering report 1: Nordvik CRM" || len(l.Files) != 1 || l.Files[0].Type != "application/pdf" || !strings.HasSuffix(l.Files[0].Name, ".pdf") {
				t.Fatalf("to %s: %q with %d files", email, l.Subject, len(l.Files))
			}
			if said := read(t, l.Files[0].Content); !strings.Contains(said, "second wave") || strings.Contains(said, "Draft") {
				t.Errorf("the file says %q", said)
			}
			if !strings.Contains(l.Text, "seal ") || strings.Contains(l.Text, "\uE000") {
				t.Errorf("the letter says %q", l.Text)
			}
		}
		eventually(t, "all is marked", func() bool { return counts(t, site, "report_sending WHERE state = 'sent'") == 3 })
		page := b.Get(issued).Must(http.StatusOK)
		if n := page.Doc().Find("aside .m-good").Length(); n != 3 {
			t.Errorf("%d are shown as sent: %s", n, page.Text("aside"))
		}
		if n := len(post.Letters()); n != 4 {
			t.Errorf("%d letters in all", n)
		}
		var out bytes.Buffer
		if is, err := site.Verify(t.Context(), bytes.NewReader(b.Get(issued+"/report.pdf").Must(http.StatusOK).Body), &out); err != nil || !is || !strings.Contains(out.String(), "\nissued by\tStegvis, by schedule\n") {
			t.Errorf("the command line says %t, %q, %v", is, out.String(), err)
		}
		if n := counts(t, site, "audit WHERE kind = 'report' AND actor_id = 'schedule' AND action IN ('created', 'sent')"); n != 2 {
			t.Errorf("the log has %d lines of the schedule's, want that it is issued and that it is sent", n)
		}
	})
}

func TestWhatIsLookedForAgainAndAgainIsPreparedIssuedAndSentOnce(t *testing.T) {
	t.Parallel()
	mailing(t, func(t *testing.T, site *apptest.Site, post *mailtest.Server) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang")
		schedules(b, home, scheduleForm("grid", "31"))
		site.Work(t)
		comesDue(t, site, draftsDue)
		for range 5 {
			comesDue(t, site)
		}
		post.Await(1)
		for range 5 {
			comesDue(t, site, turnsDue, issueDue)
		}
		post.Await(2)
		comesDue(t, site)
		eventually(t, "all jobs are done", func() bool {
			return counts(t, site, "job WHERE kind LIKE 'dispatch.%' AND kind <> 'dispatch.due' AND done_at IS NULL") == 0
		})
		for from, want := range map[string]int{"report_occasion": 1, "report_draft": 1, "report": 1, "report_sending WHERE state = 'sent'": 1} {
			if n := counts(t, site, from); n != want {
				t.Errorf("%s: %d, want %d", from, n, want)
			}
		}
		if n := len(post.Letters()); n != 2 {
			t.Errorf("%d letters, want one to the lead and one to the committee", n)
		}
	})
}

func TestAFailedSendIsTriedAgainAndShownAndSentAgainByHand(t *testing.T) {
	t.Parallel()
	var post *mailtest.Server
	apptest.EachWith(t, func(t *testing.T) config.Settings {
		post = mailtest.Open(t, mailtest.Options{Busy: 1, Unknown: []string{"henrik@styrgrupp.example"}})
		return config.Settings{SMTPHost: post.Host, SMTPPort: post.Port, SMTPFrom: "Stegvis <post@stegvis.example>", SMTPTLS: config.NoTLS}
	}, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		draft := b.Post(home+"/reports/drafts", url.Values{"kind": {"grid"}}).Must(http.StatusSeeOther).Location
		issued := b.Post(draft+"/issue", url.Values{"version": {"1"}}).Must(http.StatusSeeOther).Location
		if said := b.Post(issued+"/send", nil).Must(http.StatusUnprocessableEntity).Text("main [role=alert]"); !strings.Contains(said, "Nobody is in the steering committee") {
			t.Errorf("without a committee it says %q", said)
		}
		ids := seats(b, home, "Ingrid Solvang", "Henrik Aalto")
		b.Post(home+"/committee/members", url.Values{"person_id": {somebody(b, home, "Without Address", "")}}).Must(http.StatusSeeOther)
		b.Post(issued+"/send", nil).Must(http.StatusSeeOther)
		b.Post(issued+"/send", nil).Must(http.StatusUnprocessableEntity) // all have it, or it is on its way
		site.Work(t)
		eventually(t, "one is sent and two have failed", func() bool {
			return counts(t, site, "report_sending WHERE state = 'sent'") == 1 && counts(t, site, "report_sending WHERE state = 'failed'") == 2
		})
		page := b.Get(issued).Must(http.StatusOK)
		if said := page.Text("aside"); page.Doc().Find("aside .m-bad").Length() != 2 || !strings.Contains(said, "no such mailbox") || !strings.Contains(said, "No e-mail address is known") {
			t.Errorf("it shows %q", said)
		}
		again := page.Doc().Find("aside li:contains('Henrik') input[name=sending]").AttrOr("value", "")
		person := b.Get(home + "/people/" + ids[1]).Must(http.StatusOK).Doc()
		b.Post(home+"/people/"+ids[1], url.Values{"name": {"Henrik Aalto"}, "email": {"aalto@styrgrupp.example"}, "version": {person.Find("input[name=version]").First().AttrOr("value", "")}}).Must(http.StatusSeeOther)
		b.Post(issued+"/again", url.Values{"sending": {again}}).Must(http.StatusSeeOther)
		eventually(t, "it is sent to the new address", func() bool { return counts(t, site, "report_sending WHERE state = 'sent'") == 2 })
		b.Post(issued+"/again", url.Values{"sending": {again}}).Must(http.StatusUnprocessableEntity)
		b.Post(issued+"/again", url.Values{"sending": {"none"}}).Must(http.StatusNotFound)
		if letters := post.Letters(); len(letters) != 2 || letters[1].To != "aalto@styrgrupp.example" {
			t.Errorf("%d letters", len(letters))
		}
	})
}

func TestWithoutAMailServerSendingsWaitAndThatIsSaid(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang")
		draft := b.Post(home+"/reports/drafts", url.Values{"kind": {"grid"}}).Must(http.StatusSeeOther).Location
		issued := b.Post(draft+"/issue", url.Values{"version": {"1"}}).Must(http.StatusSeeOther).Location
		b.Post(issued+"/send", nil).Must(http.StatusSeeOther)
		if said := b.Get(issued).Must(http.StatusOK).Text("aside"); !strings.Contains(said, "no mail server") || !strings.Contains(said, "Waiting") {
			t.Errorf("it says %q", said)
		}
		if n := counts(t, site, "job WHERE kind = 'dispatch.send' AND done_at IS NULL"); n != 1 {
			t.Errorf("%d jobs wait", n)
		}
	})
}

func TestADraftWithADayIsIssuedOnIt(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		draft := b.Post(home+"/reports/drafts", url.Values{"kind": {"grid"}}).Must(http.StatusSeeOther).Location
		b.Post(draft, url.Values{"version": {"1"}, "lang": {"en"}, "issue_on": {"2099-01-02"}}).Must(http.StatusSeeOther)
		site.Work(t)
		comesDue(t, site)
		if n := counts(t, site, "report"); n != 0 {
			t.Fatalf("%d were issued before their day", n)
		}
		comesDue(t, site, issueDue)
		eventually(t, "it is issued", func() bool { return counts(t, site, "report") == 1 })
		if n := counts(t, site, "report_sending"); n != 0 {
			t.Errorf("%d were mailed that nobody asked for", n)
		}
	})
}

func TestALeadHoldsBackPutsOffDropsOrIssuesThemselvesWhatWasPrepared(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		does  func(b *apptest.Browser, draft string)
		state dispatch.State
		sent  int
	}{
		"takes the day away": {func(b *apptest.Browser, draft string) {
			b.Post(draft, url.Values{"version": {"1"}, "lang": {"en"}, "issue_on": {""}}).Must(http.StatusSeeOther)
		}, dispatch.Held, 0},
		"puts it off": {func(b *apptest.Browser, draft string) {
			b.Post(draft, url.Values{"version": {"1"}, "lang": {"en"}, "issue_on": {"2099-01-02"}}).Must(http.StatusSeeOther)
		}, dispatch.Drafted, 0},
		"deletes the draft": {func(b *apptest.Browser, draft string) {
			b.Post(draft+"/delete", url.Values{"version": {"1"}}).Must(http.StatusSeeOther)
		}, dispatch.Dropped, 0},
		"issues it": {func(b *apptest.Browser, draft string) {
			b.Post(draft+"/issue", url.Values{"version": {"1"}}).Must(http.StatusSeeOther)
		}, dispatch.Issued, 1},
	} {
		t.Run(name, func(t *testing.T) {
			apptest.Each(t, func(t *testing.T, site *apptest.Site) {
				b := site.SetUp(t)
				home := b.Begin("Nordvik CRM", "small")
				seats(b, home, "Ingrid Solvang")
				schedules(b, home, scheduleForm("grid", "15"))
				site.Work(t)
				comesDue(t, site, draftsDue)
				eventually(t, "the draft is there", func() bool { return counts(t, site, "report_draft") == 1 })
				draft, _ := b.Get(home + "/reports").Must(http.StatusOK).Doc().Find("main a[href*='/reports/drafts/']").Attr("href")
				c.does(b, draft)
				comesDue(t, site, turnsDue)
				eventually(t, "the turn has become what it should", func() bool {
					return counts(t, site, "report_occasion WHERE state = '"+string(c.state)+"'") == 1 &&
						counts(t, site, "job WHERE kind = 'dispatch.settle' AND done_at IS NOT NULL") > 0
				})
				if n := counts(t, site, "report_sending"); n != c.sent {
					t.Errorf("%d sendings, want %d", n, c.sent)
				}
			})
		})
	}
}

func TestAReportGoesOutBeforeEachMeetingAndFollowsIt(t *testing.T) {
	t.Parallel()
	mailing(t, func(t *testing.T, site *apptest.Site, post *mailtest.Server) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		seats(b, home, "Ingrid Solvang")
		soon, later := inDays(3), inDays(60)
		meeting := convenes(b, home, "Styrgrupp 1", soon)
		convenes(b, home, "Styrgrupp 2", later)
		form := scheduleForm("steering", "15")
		form.Set("way", "meeting")
		at := schedules(b, home, form)
		site.Work(t)
		comesDue(t, site)
		post.Await(1)
		if n := counts(t, site, "report_occasion"); n != 1 {
			t.Errorf("%d drafts are prepared, want that of the meeting that is near", n)
		}
		settles(t, site)
		before := b.Get(at).Must(http.StatusOK).Text("main .notice")
		moved := meetingForm("Styrgrupp 1", inDays(9))
		moved.Set("version", versionOf(b, meeting, meeting))
		b.Post(meeting, moved).Must(http.StatusSeeOther)
		comesDue(t, site)
		settles(t, site)
		eventually(t, "the draft has followed", func() bool { return b.Get(at).Must(http.StatusOK).Text("main .notice") != before })
		settles(t, site)
		cancelled := meetingForm("Styrgrupp 1", soon)
		cancelled.Set("version", versionOf(b, meeting, meeting))
		cancelled.Set("status", "cancelled")
		b.Post(meeting, cancelled).Must(http.StatusSeeOther)
		comesDue(t, site)
		eventually(t, "nothing is sent of a meeting that is not held", func() bool { return counts(t, site, "report_occasion WHERE state = 'dropped'") == 1 })
		comesDue(t, site, turnsDue)
		if n := counts(t, site, "report"); n != 0 {
			t.Errorf("%d reports were issued", n)
		}
	})
}

func TestAReportOfYourOwnStaysWhileADraftOrAScheduleIsOfIt(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		b.Post(home+"/reports/variants", url.Values{"name": {"Nordviks rapport"}, "sections": {"summary"}}).Must(http.StatusSeeOther)
		variant, _ := b.Get(home + "/reports/variants").Must(http.StatusOK).Doc().Find("main a[href*='/reports/variants/']").Attr("href")
		id := variant[strings.LastIndex(variant, "/")+1:]
		at := schedules(b, home, scheduleForm(dispatch.VariantChoice(id), "15"))
		site.Work(t)
		comesDue(t, site, draftsDue)
		eventually(t, "the draft is there", func() bool { return counts(t, site, "report_draft") == 1 })
		settles(t, site)
		removed := url.Values{"version": {"1"}}
		if got := b.Post(variant+"/delete", removed).Must(http.StatusUnprocessableEntity).Text("main"); !strings.Contains(got, "drafts 1, schedules 1") {
			t.Errorf("it says %q", got)
		}
		draft, _ := b.Get(home + "/reports").Must(http.StatusOK).Doc().Find("main a[href*='/reports/drafts/']").Attr("href")
		b.Post(draft+"/delete", url.Values{"version": {"1"}}).Must(http.StatusSeeOther)
		if got := b.Post(variant+"/delete", removed).Must(http.StatusUnprocessableEntity).Text("main"); !strings.Contains(got, "drafts 0, schedules 1") {
			t.Errorf("it says %q", got)
		}
		b.Post(at+"/delete", url.Values{"version": {"1"}}).Must(http.StatusSeeOther)
		b.Post(variant+"/delete", removed).Must(http.StatusSeeOther)
	})
}

func TestATurnOfWhatIsThereNoMoreIsDroppedForGood(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		b.Post(home+"/reports/variants", url.Values{"name": {"Nordviks rapport"}, "sections": {"summary"}}).Must(http.StatusSeeOther)
		variant, _ := b.Get(home + "/reports/variants").Must(http.StatusOK).Doc().Find("main a[href*='/reports/variants/']").Attr("href")
		id := variant[strings.LastIndex(variant, "/")+1:]
		alone := b.Post(home+"/reports/drafts", url.Values{"kind": {"status"}, "variant": {id}}).Must(http.StatusSeeOther).Location
		b.Post(alone, url.Values{"version": {"1"}, "lang": {"en"}, "issue_on": {"2099-01-02"}}).Must(http.StatusSeeOther)
		schedules(b, home, scheduleForm(dispatch.VariantChoice(id), "15"))
		site.Work(t)
		comesDue(t, site, draftsDue)
		eventually(t, "the draft is there", func() bool { return counts(t, site, "report_draft") == 2 })
		settles(t, site)
		comesDue(t, site, "UPDATE report_variant SET deleted_at = ?", turnsDue, issueDue)
		eventually(t, "the turn is dropped", func() bool { return counts(t, site, "report_occasion WHERE state = 'dropped'") == 1 })
		settles(t, site)
		if n := counts(t, site, "report_draft WHERE issue_at IS NOT NULL"); n != 0 {
			t.Errorf("%d drafts that cannot be issued keep their day", n)
		}
		before := counts(t, site, "job")
		comesDue(t, site)
		if n := counts(t, site, "job"); n != before {
			t.Errorf("%d jobs more for what is there no more", n-before)
		}
	})
}

func TestAMeetingThatIsEditedAndNotMovedLeavesTheDayThatTheLeadGaveTheDraft(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		soon := inDays(3)
		meeting := convenes(b, home, "Styrgrupp 1", soon)
		form := scheduleForm("steering", "15")
		form.Set("way", "meeting")
		schedules(b, home, form)
		site.Work(t)
		comesDue(t, site)
		eventually(t, "the draft is there", func() bool { return counts(t, site, "report_draft") == 1 })
		settles(t, site)
		draft, _ := b.Get(home + "/reports").Must(http.StatusOK).Doc().Find("main a[href*='/reports/drafts/']").Attr("href")
		b.Post(draft, url.Values{"version": {"1"}, "lang": {"en"}, "issue_on": {"2099-01-02"}}).Must(http.StatusSeeOther)
		for _, c := range []struct {
			title, day string
			kept       int
		}{{"Styrgrupp ett", soon, 1}, {"Styrgrupp ett", inDays(9), 0}} {
			edited := meetingForm(c.title, c.day)
			edited.Set("version", versionOf(b, meeting, meeting))
			b.Post(meeting, edited).Must(http.StatusSeeOther)
			comesDue(t, site)
			settles(t, site)
			if n := counts(t, site, "report_occasion AS o JOIN meeting AS m ON m.id = o.meeting_id AND m.version = o.meeting_version"); n != 1 {
				t.Errorf("the turn has not heard of the meeting on %s", c.day)
			}
			if n := counts(t, site, "report_draft WHERE issue_on > '2098-01-01'"); n != c.kept {
				t.Errorf("with the meeting on %s the lead's day is kept: %d, want %d", c.day, n, c.kept)
			}
		}
	})
}

func TestWhatNobodyWasThereForIsMissedAndTheLatestGoesOutLate(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		at := schedules(b, home, scheduleForm("grid", "15"))
		month := time.Now().AddDate(0, -4, 0).Format("2006-01")
		rewrites(t, site, "UPDATE report_schedule SET prepare_at = ?, period = '"+month+"'")
		site.Work(t)
		comesDue(t, site)
		eventually(t, "the schedule has caught up", func() bool {
			return counts(t, site, "job WHERE kind = 'dispatch.prepare' AND done_at IS NOT NULL") > 0
		})
		missed, drafted := counts(t, site, "report_occasion WHERE state = 'missed'"), counts(t, site, "report_occasion WHERE state IN ('drafted', 'issued')") // what is late is issued at once
		if missed < 3 || drafted != 1 || counts(t, site, "report_draft") != 1 {
			t.Errorf("%d missed, %d drafted", missed, drafted)
		}
		if said := b.Get(at).Must(http.StatusOK).Text("main"); !strings.Contains(said, "Missed") {
			t.Errorf("it is not said: %q", said)
		}
	})
}

func TestAScheduleIsLookedOverAndItsFormShownAgain(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Nordvik CRM", "small")
		for field, wrong := range map[string]string{"what": "novel", "way": "daily", "month_day": "32", "at_time": "25:00", "days_ahead": "22", "extra": "nobody"} {
			form := scheduleForm("steering", "15")
			form.Set(field, wrong)
			page := b.Post(home+"/reports/schedules", form).Must(http.StatusUnprocessableEntity)
			if page.Doc().Find("main .wrong").Length() == 0 {
				t.Errorf("%s = %s: nothing is said by the field", field, wrong)
			}
		}
		at := schedules(b, home, scheduleForm("steering", "31"))
		stale := scheduleForm("steering", "1")
		stale.Set("version", "1")
		b.Post(at, stale).Must(http.StatusSeeOther)
		b.Post(at, stale).Must(http.StatusConflict)
		b.Post(at+"/delete", url.Values{"version": {"2"}}).Must(http.StatusSeeOther)
		b.Get(at).Must(http.StatusNotFound)
		comesDue(t, site, draftsDue)
		if n := counts(t, site, "job WHERE kind = 'dispatch.prepare'"); n != 0 {
			t.Errorf("%d turns of what is sent no more", n)
		}
	})
}
