package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/maturity"
	"stegvis/seeds"
)

// ownSource is a questionnaire of an organisation's own.
const ownSource = `key: ours
kind: check
title: Our own check
sections:
  - key: one
    title: First
    weight: 2
    practices:
      - {key: tidy, title: The shelves are tidy}
      - {key: open, title: 'The door is open <b>', weight: 3}
`

// practicesForm judges all practices of the ladder alike.
func practicesForm(t *testing.T, day, level string) url.Values {
	t.Helper()
	q, _, err := maturity.LoadShelf(seeds.Files).Of(maturity.CRM)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"questionnaire": {maturity.CRM}, "by": {"practice"}, "assessed_on": {day}, "method": {"single"}}
	for _, s := range q.Sections {
		form.Set("target["+s.Key+"]", "4")
		for _, p := range s.Practices {
			form.Set("level["+p.Key+"]", level)
		}
	}
	return form
}

func TestPracticesMakeTheLevelAndTheirEvidenceStaysForTheNextAssessment(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Mognad", "small") + "/maturity"
		form := practicesForm(t, "2026-03-02", "2")
		form.Set("level[written]", "3")
		form.Set("why[written]", "Antagen i mars. <b>")
		form.Set("proof[written]", "Protokoll 7")
		form.Set("web[written]", "https://intranet.example/vision")
		b.Post(home, form).Must(http.StatusSeeOther)
		one, _ := b.Get(home).Must(http.StatusOK).Doc().Find("table").Last().Find("tbody a").Attr("href")
		read := b.Get(one).Must(http.StatusOK)
		if got := read.Text("#practices"); !strings.Contains(got, "2.3 → 4") || !strings.Contains(got, "Antagen i mars. <b>") || !strings.Contains(got, "Protokoll 7") {
			t.Errorf("the assessment reads %q", got)
		}
		b.Post(one+"/evidence", url.Values{"practice": {"leaders"}}).Must(http.StatusUnprocessableEntity)
		b.Post(one+"/evidence", url.Values{"practice": {"leaders"}, "note": {"x"}, "web": {"javascript:alert(1)"}}).Must(http.StatusUnprocessableEntity)
		b.Post(one+"/evidence", url.Values{"practice": {"nothing"}, "note": {"x"}}).Must(http.StatusNotFound)
		b.Post(one+"/evidence", url.Values{"practice": {"leaders"}, "note": {"Årshjul"}}).Must(http.StatusSeeOther)

		next := b.Get(home + "/new").Must(http.StatusOK)
		still := next.Doc().Find("input[name^='still['][checked]")
		if still.Length() != 2 {
			t.Fatalf("%d pieces of evidence are offered again, want 2", still.Length())
		}
		form = practicesForm(t, "2026-06-01", "3")
		form.Set(still.First().AttrOr("name", ""), "true")
		b.Post(home, form).Must(http.StatusSeeOther)
		later, _ := b.Get(home).Doc().Find("table").Last().Find("tbody a").Attr("href")
		if got := b.Get(later).Text("#practices"); !strings.Contains(got, "Protokoll 7") || strings.Contains(got, "Årshjul") {
			t.Errorf("the next assessment shows %q", got)
		}
		if got := b.Get(one).Text("#practices"); !strings.Contains(got, "Årshjul") {
			t.Error("the first assessment lost its evidence")
		}
		file := b.Get(one + "?export=csv").Must(http.StatusOK)
		if !strings.Contains(string(file.Body), "Antagen i mars. <b>") {
			t.Error("the file lacks a comment")
		}
	})
}

func TestAPracticeThatIsNotJudgedIsAskedForAndWhatWasChosenStands(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Mognad", "small") + "/maturity"
		form := practicesForm(t, "2026-03-02", "2")
		form.Del("level[known]")
		again := b.Post(home, form).Must(http.StatusUnprocessableEntity)
		if again.Doc().Find("[id='f-level[known]-wrong']").Length() != 1 || again.Doc().Find("input[name='level[written]'][value='2'][checked]").Length() != 1 {
			t.Error("the form does not say which practice is missing, or forgets the others")
		}
		form.Set("go", "metrics")
		part := b.Post(home, form).Must(http.StatusOK)
		if n := part.Doc().Find("fieldset[id^='f-level']").Length(); n != 4 {
			t.Errorf("one section shows %d practices, want 4", n)
		}
		if part.Doc().Find("input[type=hidden][name='level[written]'][value='2']").Length() != 1 {
			t.Error("what is not shown is lost")
		}
	})
}

func TestASelfCheckSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		project := b.Begin("Mognad", "small")
		form := url.Values{"questionnaire": {"five_factors"}, "by": {"practice"}, "assessed_on": {"2026-03-02"}}
		for key, level := range map[string]string{"engaged": "1", "support": "5", "stages": "5", "experts": "3", "pilot": "5"} {
			form.Set("level["+key+"]", level)
		}
		b.Post(project+"/maturity", form).Must(http.StatusSeeOther)
		page := b.Get(project + "/questionnaires/five_factors").Must(http.StatusOK)
		if got := page.Text(".lead-sentence"); got != "70 % is in place" {
			t.Errorf("the check says %q", got)
		}
		if b.Get(project+"/maturity").Doc().Find(".empty").Length() != 1 {
			t.Error("a self-check counts as an assessment of the dimensions")
		}
		form.Set("level[pilot]", "2")
		b.Post(project+"/maturity", form).Must(http.StatusUnprocessableEntity)
	})
}

func TestAnOrganisationMakesItsOwnQuestionnaire(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Mognad", "small") + "/questionnaires"
		b.Post(home, url.Values{"source": {ownSource}}).Must(http.StatusSeeOther)
		b.Post(home, url.Values{"source": {ownSource}}).Must(http.StatusUnprocessableEntity)
		wrong := b.Post(home, url.Values{"source": {strings.Replace(ownSource, "weight: 2", "weight: many", 1)}}).Must(http.StatusUnprocessableEntity)
		if got := wrong.Text("ul.wrong"); !strings.Contains(got, "Line 7") {
			t.Errorf("the fault reads %q", got)
		}
		if got := b.Get(home + "/ours").Must(http.StatusOK).Text("main"); !strings.Contains(got, "The door is open <b>") {
			t.Error("its words are lost or are no text")
		}
		changed := strings.Replace(ownSource, "The shelves are tidy", "The shelves are full", 1)
		b.Post(home+"/ours", url.Values{"source": {changed}, "version": {"1"}}).Must(http.StatusSeeOther)
		b.Post(home+"/ours", url.Values{"source": {ownSource}, "version": {"1"}}).Must(http.StatusConflict)
		b.Post(home+"/crm/copy", url.Values{}).Must(http.StatusSeeOther)
		b.Get(home + "/crm_2/edit").Must(http.StatusOK)
		b.Get(home + "/crm/edit").Must(http.StatusNotFound)
		source := string(b.Get(home + "/ours/questionnaire.yaml").Must(http.StatusOK).Body)
		if _, complaints := maturity.ReadQuestionnaire(source); len(complaints) > 0 {
			t.Errorf("the file cannot be read again: %v\n%s", complaints, source)
		}
		b.Post(home+"/ours/delete", url.Values{"version": {"2"}}).Must(http.StatusSeeOther)
		b.Get(home + "/ours").Must(http.StatusNotFound)
	})
}
