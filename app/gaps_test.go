package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func TestATargetWithDayAndReasonLeadsTheGapList(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Mål", "small") + "/maturity"
		if b.Get(home+"/targets").Must(http.StatusOK).Doc().Find(".empty").Length() != 1 {
			t.Error("without an assessment the page does not say so")
		}
		b.Post(home, assessmentForm("2026-03-02", 2, 3)).Must(http.StatusSeeOther)
		target := url.Values{"dimension": {"metrics"}, "level": {"5"}, "due_on": {inDays(180)}, "reason": {"Styrelsen vill se <siffror>."}}
		b.Post(home+"/targets", target).Must(http.StatusSeeOther)
		page := b.Get(home + "/targets").Must(http.StatusOK)
		if got := page.Doc().Find("table").First().Find("tbody th").First().Text(); got != "Metrics" {
			t.Errorf("the widest gap is not first but %q", got)
		}
		if !strings.Contains(page.Text("#main, main"), "Styrelsen vill se <siffror>.") {
			t.Error("the reason is lost or is not text")
		}
		b.Post(home+"/ease", url.Values{"dimension": {"vision"}, "ease": {"5"}}).Must(http.StatusSeeOther)
		b.Post(home+"/ease", url.Values{"dimension": {"metrics"}, "ease": {"1"}}).Must(http.StatusSeeOther)
		if got := b.Get(home + "/targets").Doc().Find("table").First().Find("tbody th").First().Text(); got != "Vision" {
			t.Errorf("what moves easily is not first but %q", got)
		}
		target.Set("due_on", "2020-01-01")
		again := b.Post(home+"/targets", target).Must(http.StatusUnprocessableEntity)
		if again.Text("#f-due_on-wrong") == "" || again.Text("textarea") != "Styrelsen vill se <siffror>." {
			t.Error("a day that has passed is accepted, or what was typed is lost")
		}
	})
}

func TestAGapBecomesRowsInTheRegistersAndTheNextAssessmentShowsThem(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		project := b.Begin("Gap", "small")
		home := project + "/maturity"
		b.Post(home, assessmentForm("2026-03-02", 2, 4)).Must(http.StatusSeeOther)
		gap := home + "/gaps/information"
		if n := b.Get(gap).Must(http.StatusOK).Doc().Find("input[name=make][checked]").Length(); n != 4 {
			t.Errorf("%d proposals are chosen, want 4", n)
		}
		b.Post(gap, url.Values{"amount": {"100"}}).Must(http.StatusUnprocessableEntity)
		b.Post(gap, url.Values{"make": {"t1", "r1", "c1"}, "amount": {"100"}}).Must(http.StatusSeeOther)
		made := b.Get(gap).Must(http.StatusOK)
		links := made.Doc().Find("main a[href*='/rollout/tasks/'], main a[href*='/risks/'], main a[href*='/costs/']")
		if links.Length() != 3 {
			t.Fatalf("%d rows were made, want 3", links.Length())
		}
		task, _ := links.First().Attr("href")
		if got := b.Get(task).Must(http.StatusOK).Text("main"); !strings.Contains(got, "Name one owner for each part of the customer data") {
			t.Error("the task does not say what it is")
		}
		b.Post(home, assessmentForm(inDays(0), 3, 4)).Must(http.StatusSeeOther)
		proof := b.Get(home + "/targets").Must(http.StatusOK).Text("#proof")
		if !strings.Contains(proof, "Name one owner") || !strings.Contains(proof, "+1") {
			t.Errorf("what moved the score is not shown: %s", proof)
		}
		seq, _ := made.Doc().Find(".flash input[name=seq]").Attr("value")
		b.Post(project+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		if n := b.Get(gap).Doc().Find("input[name=make]").Length(); n != 4 {
			t.Errorf("after one Undo %d parts can be made, want 4", n)
		}
		b.Get(home + "/gaps/weather").Must(http.StatusNotFound)
	})
}
