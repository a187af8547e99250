package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func TestManyMessagesTrainingsAndMembersAreChangedAtOnceAndOneUndoTakesAllBack(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Många", "small")
		for _, name := range []string{"Bulk one", "Bulk two"} {
			b.Post(home+"/messages", messageForm(name)).Must(http.StatusSeeOther)
			b.Post(home+"/trainings", trainingForm(name)).Must(http.StatusSeeOther)
			b.Post(home+"/coalition", with(memberForm(name), "part", "it")).Must(http.StatusSeeOther)
		}
		for _, c := range []struct {
			list, filter string
			change       url.Values
			column       int
			before, want string
		}{
			{"messages", "?q=bulk", url.Values{"channel": {"intranet"}}, 3, "Workshop", "Intranet"},
			{"messages", "?q=bulk", url.Values{"shift": {"7"}}, 5, walkDate, "2026-03-09"},
			{"messages", "?q=bulk", url.Values{"gartner_step": {"technology"}}, 11, "", "Technology"},
			{"trainings", "?q=bulk", url.Values{"status": {"cancelled"}}, 7, "Planned", "Cancelled"},
			{"trainings", "?q=bulk", url.Values{"shift": {"-1"}}, 5, walkDate, "2026-03-01"},
			{"coalition", "?part=it", url.Values{"left_on": {"2026-04-01"}}, 3, "", "2026-04-01"},
			{"coalition", "?part=it", url.Values{"part": {"expert"}}, 1, "IT", "Expert"},
		} {
			list := home + "/" + c.list
			picks := picksOf(b, list+c.filter)
			ask := b.Post(list+"/pick"+c.filter, url.Values{"pick": picks, "do": {"change"}}).Must(http.StatusOK)
			if text := ask.Text("aside .log"); len(picks) != 2 || !strings.Contains(text, "Bulk one") || !strings.Contains(text, "Bulk two") {
				t.Errorf("%s: %d rows, named %q", c.list, len(picks), text)
			}
			c.change.Set("pick", strings.Join(picks, ","))
			b.Post(list+"/bulk"+c.filter, c.change).Must(http.StatusSeeOther)
			changed := b.Get(list)
			holds := func(want string) {
				t.Helper()
				found := 0
				for _, row := range rowsOf(t, b.Get(list+"?export=csv"))[1:] {
					if strings.Contains(strings.Join(row, ","), "Bulk ") && row[c.column] == want {
						found++
					}
				}
				if found != 2 {
					t.Errorf("%s: %d rows hold %q", c.list, found, want)
				}
			}
			holds(c.want)
			b.Post(home+"/undo", url.Values{"seq": {seqOf(changed)}}).Must(http.StatusSeeOther)
			holds(c.before)
		}
	})
}

func TestWhatWasSentOrHeldKeepsItsPlanAndWhoHasLeftTheDay(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Många", "small")
		b.Post(home+"/messages", with(messageForm("Bulk sent"), "status", "sent")).Must(http.StatusSeeOther)
		b.Post(home+"/messages", messageForm("Bulk planned")).Must(http.StatusSeeOther)
		b.Post(home+"/messages/bulk", url.Values{"pick": picksOf(b, home+"/messages?q=bulk"), "shift": {"7"}}).Must(http.StatusSeeOther)
		for _, row := range rowsOf(t, b.Get(home+"/messages?q=bulk&export=csv"))[1:] {
			if want := map[string]string{"Bulk sent": walkDate, "Bulk planned": "2026-03-09"}[row[1]]; row[5] != want {
				t.Errorf("%s is planned on %s, want %s", row[1], row[5], want)
			}
		}
		b.Post(home+"/coalition", with(with(memberForm("Bulk left"), "part", "it"), "left_on", "2026-03-20")).Must(http.StatusSeeOther)
		b.Post(home+"/coalition", with(memberForm("Bulk there"), "part", "it")).Must(http.StatusSeeOther)
		b.Post(home+"/coalition/bulk", url.Values{"pick": picksOf(b, home+"/coalition?part=it"), "left_on": {"2026-04-01"}}).Must(http.StatusSeeOther)
		for _, row := range rowsOf(t, b.Get(home+"/coalition?part=it&export=csv"))[1:] {
			if want := map[string]string{"Bulk left": "2026-03-20", "Bulk there": "2026-04-01"}[row[0]]; row[3] != want {
				t.Errorf("%s left on %s, want %s", row[0], row[3], want)
			}
		}
		b.Post(home+"/coalition", with(memberForm("Bulk new"), "part", "it")).Must(http.StatusSeeOther)
		early := b.Post(home+"/coalition/bulk", url.Values{"pick": picksOf(b, home+"/coalition?part=it"), "left_on": {"2020-01-01"}}).Must(http.StatusConflict)
		if told := early.Text("[role=alert]"); !strings.Contains(told, "Bulk new") || strings.Contains(told, "Bulk there") {
			t.Errorf("who leaves before they came: %q", told)
		}
	})
}
