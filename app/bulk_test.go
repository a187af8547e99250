package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
)

// picksOf are the values by which the rows of a list are picked, in its order.
func picksOf(b *apptest.Browser, list string) []string {
	return b.Get(list).Doc().Find("input[name=pick]").Map(func(_ int, box *goquery.Selection) string { return box.AttrOr("value", "") })
}

// seqOf is the line that the offered Undo takes back.
func seqOf(a apptest.Answer) string {
	return a.Doc().Find(".flash input[name=seq]").AttrOr("value", "")
}

func TestManyRisksAreChangedAtOnceAndOneUndoTakesAllBack(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Många", "small")
		for i := range 3 {
			b.Post(home+"/risks", riskForm(fmt.Sprint("Bulk ", i))).Must(http.StatusSeeOther)
		}
		list := home + "/risks?q=bulk"
		picks := picksOf(b, list)
		if len(picks) != 3 {
			t.Fatalf("%d rows can be picked", len(picks))
		}
		ask := b.Post(home+"/risks/pick?q=bulk", url.Values{"pick": picks, "do": {"change"}}).Must(http.StatusOK)
		carried := ask.Doc().Find("input[name=pick]").AttrOr("value", "")
		if got := ask.Doc().Find("aside .log li").Length(); got != 3 || carried != strings.Join(picks, ",") {
			t.Errorf("%d rows are named, %q is carried", got, carried)
		}
		b.Post(home+"/risks/bulk?q=bulk", url.Values{"pick": {carried}}).Must(http.StatusUnprocessableEntity) // nothing chosen
		change := url.Values{"pick": {carried}, "status": {"closed"}, "kotter_step": {"nobody"}, "gartner_step": {"strategy"}, "shift": {"7"}}
		done := b.Post(home+"/risks/bulk?q=bulk", change).Must(http.StatusSeeOther)
		if to := done.Header.Get("Location"); to != list {
			t.Errorf("it leads to %s", to)
		}
		after := b.Get(list)
		if !strings.Contains(after.Text(".flash"), "3 rows changed") {
			t.Errorf("said: %q", after.Text(".flash"))
		}
		files := rowsOf(t, b.Get(home+"/risks?q=bulk&export=csv"))
		for _, row := range files[1:] {
			if row[11] != "2026-12-08" || row[12] != "Closed" || row[13] != "" || row[14] == "" {
				t.Errorf("a row is %q", row)
			}
		}
		b.Post(home+"/undo", url.Values{"seq": {seqOf(after)}}).Must(http.StatusSeeOther)
		again := b.Get(list)
		for _, row := range rowsOf(t, b.Get(home+"/risks?q=bulk&export=csv"))[1:] {
			if row[11] != "2026-12-01" || row[12] != "Open" || row[13] == "" || row[14] != "" {
				t.Errorf("after Undo a row is %q", row)
			}
		}
		_ = again
	})
}

func TestOfManyRowsNoneIsChangedWhenOneHasMovedOn(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Många", "small")
		b.Post(home+"/risks", riskForm("Bulk one")).Must(http.StatusSeeOther)
		b.Post(home+"/risks", riskForm("Bulk two")).Must(http.StatusSeeOther)
		picks := picksOf(b, home+"/risks?q=bulk")
		id, _, _ := strings.Cut(picks[0], ":")
		b.Post(home+"/risks/"+id, with(riskForm("Bulk moved on"), "version", "1")).Must(http.StatusSeeOther)

		stale := b.Post(home+"/risks/bulk?q=bulk", url.Values{"pick": picks, "status": {"closed"}}).Must(http.StatusConflict)
		if told := stale.Text("[role=alert]"); !strings.Contains(told, "Bulk moved on") || strings.Contains(told, "Bulk two") {
			t.Errorf("told: %q", told)
		}
		if kept := stale.Doc().Find("select[name=status] option[selected]").AttrOr("value", ""); kept != "closed" {
			t.Errorf("the choice is lost: %q", kept)
		}
		if n := b.Get(home + "/risks?q=bulk&status=closed").Doc().Find("tbody tr").Length(); n != 0 {
			t.Errorf("%d rows were changed", n)
		}
		// What is shown now can be sent again, based on what it is now.
		again := stale.Doc().Find("input[name=pick]").AttrOr("value", "")
		b.Post(home+"/risks/bulk?q=bulk", url.Values{"pick": {again}, "status": {"closed"}}).Must(http.StatusSeeOther)

		gone := b.Post(home+"/risks/bulk", url.Values{"pick": {again}, "do": {"delete"}}).Must(http.StatusConflict)
		if n := gone.Doc().Find("[role=alert] li").Length(); n != 2 {
			t.Errorf("%d rows are named", n)
		}
		b.Post(home+"/risks/bulk", url.Values{"pick": picksOf(b, home+"/risks?q=bulk"), "do": {"delete"}}).Must(http.StatusSeeOther)
		after := b.Get(home + "/risks?q=bulk")
		if n := after.Doc().Find("tbody tr").Length(); n != 0 {
			t.Errorf("%d rows are left", n)
		}
		b.Post(home+"/undo", url.Values{"seq": {seqOf(after)}}).Must(http.StatusSeeOther)
		if n := len(picksOf(b, home+"/risks?q=bulk")); n != 2 {
			t.Errorf("Undo brought back %d rows", n)
		}
	})
}

func TestUndoOfManyIsRefusedWithNamesWhenARowHasChangedSince(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Många", "small")
		b.Post(home+"/risks", riskForm("Bulk one")).Must(http.StatusSeeOther)
		b.Post(home+"/risks", riskForm("Bulk two")).Must(http.StatusSeeOther)
		picks := picksOf(b, home+"/risks?q=bulk")
		b.Post(home+"/risks/bulk", url.Values{"pick": picks, "status": {"closed"}}).Must(http.StatusSeeOther)
		seq := seqOf(b.Get(home + "/risks"))
		id, _, _ := strings.Cut(picks[1], ":")
		b.Post(home+"/risks/"+id, with(with(riskForm("Bulk since"), "version", "2"), "status", "closed")).Must(http.StatusSeeOther)
		refused := b.Post(home+"/undo", url.Values{"seq": {seq}}).Must(http.StatusConflict)
		if text := refused.Text("main"); !strings.Contains(text, "Bulk one") && !strings.Contains(text, "Bulk two") {
			t.Errorf("nothing is named: %q", text)
		}
		if n := len(picksOf(b, home+"/risks?q=bulk&status=closed")); n != 2 {
			t.Errorf("%d rows are still closed", n)
		}
	})
}

func TestTheRulesOfEachRegisterHoldForManyRows(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Många", "small")

		question := asked(b, home, questionForm("Bulk decided?"))
		b.Post(question+"/decide", url.Values{"own": {"Yes"}, "version": {"1"}}).Must(http.StatusSeeOther)
		asked(b, home, questionForm("Bulk open?"))
		questions := picksOf(b, home+"/decisions?q=bulk")
		decided := b.Post(home+"/decisions/bulk", url.Values{"pick": questions, "kotter_step": {"wins"}}).Must(http.StatusConflict)
		if told := decided.Text("[role=alert]"); !strings.Contains(told, "Bulk decided?") {
			t.Errorf("told: %q", told)
		}
		b.Post(home+"/decisions/bulk", url.Values{"pick": picksOf(b, home+"/decisions?q=bulk&status=asked"), "status": {"withdrawn"}}).Must(http.StatusSeeOther)

		taskLink(b, home, with(taskForm("Bulk task"), "forecast_finish", ""))
		tasks := home + "/rollout?view=list&q=bulk"
		b.Post(home+"/rollout/bulk?view=list&q=bulk", url.Values{"pick": picksOf(b, tasks), "shift": {"10"}, "reason": {"Waits"}}).Must(http.StatusSeeOther)
		moved := rowsOf(t, b.Get(tasks+"&export=csv"))[1]
		if moved[8] != "2026-03-20" || moved[9] != "2026-03-30" {
			t.Errorf("the task is %q", moved)
		}
		b.Post(home+"/rollout/bulk?view=list", url.Values{"pick": picksOf(b, tasks), "status": {"done"}}).Must(http.StatusSeeOther)
		if done := rowsOf(t, b.Get(tasks+"&export=csv"))[1]; done[10] == "" {
			t.Errorf("a task that is done has no day: %q", done)
		}

		costs := picksOf(b, home+"/costs?group=services")
		b.Post(home+"/costs/bulk?group=services", url.Values{"pick": costs, "owner_id": {"somebody"}}).Must(http.StatusConflict)
		b.Post(home+"/costs/bulk?group=services", url.Values{"pick": costs, "kotter_step": {"wins"}}).Must(http.StatusSeeOther)
		if n := len(picksOf(b, home+"/costs?kotter_step=wins")); n != len(costs) || n == 0 {
			t.Errorf("%d of %d lines are tagged", n, len(costs))
		}
	})
}

func TestAllThatAFilterFindsIsPickedUpToALimit(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Många", "small")
	token := b.Token()
	for i := range 503 {
		b.Send(home+"/risks", token, riskForm(fmt.Sprint("Bulk ", i)), nil).Must(http.StatusSeeOther)
	}
	if text := b.Get(home + "/risks?q=bulk").Text(".picks"); !strings.Contains(text, "503") || !strings.Contains(text, "500") {
		t.Errorf("the limit is not said: %q", text)
	}
	b.Post(home+"/risks/pick?q=bulk", url.Values{"every": {"true"}}).Must(http.StatusUnprocessableEntity)
	ask := b.Post(home+"/risks/pick?q=bulk+4", url.Values{"every": {"true"}}).Must(http.StatusOK)
	carried := ask.Doc().Find("input[name=pick]").AttrOr("value", "")
	if n := strings.Count(carried, ":"); n != 111 {
		t.Fatalf("%d rows are picked", n)
	}
	b.Post(home+"/risks/bulk?q=bulk+4", url.Values{"pick": {carried}, "category": {"personnel"}}).Must(http.StatusSeeOther)
	if text := b.Get(home + "/risks?q=bulk&category=personnel").Text(".pager"); !strings.Contains(text, "111") {
		t.Errorf("the list says %q", text)
	}
}

func TestOnlyThoseWhoMayEditPickRows(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Många", "small")
		if b.Get(home+"/risks").Doc().Find("#picks").Length() != 1 {
			t.Error("a lead cannot pick")
		}
		b.Post(home+"/risks/pick", url.Values{}).Must(http.StatusSeeOther)
		b.Post(home+"/risks/bulk", url.Values{"pick": {"x:1"}, "status": {"closed"}}).Must(http.StatusConflict)
		b.Post(home+"/risks/bulk", url.Values{"pick": {"x"}, "status": {"closed"}}).Must(http.StatusNotFound)
		b.Post(home+"/risks/bulk", url.Values{"status": {"closed"}}).Must(http.StatusUnprocessableEntity)
	})
}
