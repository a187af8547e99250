package app_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/maturity"
)

// assessmentForm says the same level and target in every dimension.
func assessmentForm(day string, current, target int) url.Values {
	form := url.Values{"assessed_on": {day}, "scope": {""}, "note": {"Åtta personer, två timmar."}}
	for _, dimension := range maturity.Dimensions() {
		form.Set("current["+dimension+"]", strconv.Itoa(current))
		form.Set("target["+dimension+"]", strconv.Itoa(target))
	}
	form.Set("comment[information]", "Kundregistret finns på tre ställen. <b>")
	return form
}

func TestAnAssessmentIsKeptAndTheNextOneStandsBesideIt(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Mognad", "small") + "/maturity"
		if b.Get(home).Must(http.StatusOK).Doc().Find(".empty").Length() != 1 {
			t.Error("an empty room does not say so")
		}
		b.Post(home, assessmentForm("2026-03-02", 2, 4)).Must(http.StatusSeeOther)
		form := assessmentForm("2026-06-01", 3, 4)
		form.Set("current[metrics]", "1")
		b.Post(home, form).Must(http.StatusSeeOther)

		room := b.Get(home).Must(http.StatusOK)
		if got := room.Text(".lead-sentence"); got != "Mean 2.8 of 5. Widest gap: Metrics." {
			t.Errorf("the room says %q", got)
		}
		if n := room.Doc().Find("table").Last().Find("tbody tr").Length(); n != 2 {
			t.Errorf("%d assessments in the history, want 2", n)
		}
		if !strings.Contains(room.Text("section"), "Kundregistret finns på tre ställen. <b>") {
			t.Error("a comment is lost or is not text")
		}
		first, _ := room.Doc().Find("table").Last().Find("tbody tr a").Last().Attr("href")
		if got := b.Get(first).Must(http.StatusOK).Text(".lead-sentence"); !strings.HasPrefix(got, "Mean 2.0 of 5") {
			t.Errorf("the first assessment has changed: %q", got)
		}
	})
}

func TestAnAssessmentNeedsEveryDimensionAndADayThatHasCome(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Mognad", "small") + "/maturity"
		form := assessmentForm("2126-01-01", 2, 4)
		form.Del("current[vision]")
		form.Set("target[metrics]", "9")
		again := b.Post(home, form).Must(http.StatusUnprocessableEntity)
		if n := again.Doc().Find(".wrong").Length(); n < 1 {
			t.Error("no field says what is wrong")
		}
		if got := again.Doc().Find("input[name='current[strategy]'][checked]").AttrOr("value", ""); got != "2" {
			t.Errorf("what was chosen is lost: %q", got)
		}
		ahead := b.Post(home, assessmentForm("2126-01-01", 2, 4)).Must(http.StatusUnprocessableEntity)
		if ahead.Text("#f-assessed_on-wrong") == "" {
			t.Error("a day ahead is accepted")
		}
		if b.Get(home).Doc().Find(".empty").Length() != 1 {
			t.Error("something was kept all the same")
		}
	})
}

func TestARemovedAssessmentComesBack(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		project := b.Begin("Mognad", "small")
		home := project + "/maturity"
		b.Post(home, assessmentForm("2026-03-02", 2, 4)).Must(http.StatusSeeOther)
		one, _ := b.Get(home).Doc().Find("table").Last().Find("tbody a").Attr("href")
		b.Post(one+"/delete", url.Values{"version": {"1"}}).Must(http.StatusSeeOther)
		after := b.Get(home).Must(http.StatusOK)
		seq, _ := after.Doc().Find(".flash input[name=seq]").Attr("value")
		b.Post(project+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		if got := b.Get(home).Text(".lead-sentence"); !strings.HasPrefix(got, "Mean 2.0 of 5") {
			t.Errorf("Undo brought back %q", got)
		}
	})
}
