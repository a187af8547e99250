package app_test

import (
	"context"
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"gorm.io/gorm"

	"stegvis/app/apptest"
	"stegvis/app/platform/database"
)

// rows reads an exported file with its heads.
func rows(t *testing.T, a apptest.Answer, comma rune) [][]string {
	t.Helper()
	text, marked := strings.CutPrefix(string(a.Must(http.StatusOK).Body), "\ufeff")
	if !marked || a.Type != "text/csv; charset=utf-8" || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment; filename=\"") {
		t.Errorf("%s, %s", a.Type, a.Header.Get("Content-Disposition"))
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = comma
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// rowsOf reads a file of the English page.
func rowsOf(t *testing.T, a apptest.Answer) [][]string { return rows(t, a, ',') }

func TestTheListsAreExportedAsTheyAreFiltered(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Listor", "small")
		b.Post(home+"/risks", with(riskForm("=cmd|' /C calc'!A0, åäö"), "cause", "Two\nlines; one \"quote\"")).Must(http.StatusSeeOther)
		b.Post(home+"/risks", riskForm("Another")).Must(http.StatusSeeOther)
		asked(b, home, questionForm("-Exported?"))
		taskLink(b, home, with(taskForm("Exported"), "forecast_finish", "2026-03-22"))

		link := b.Get(home+"/risks?q=cmd").Doc().Find("a[download]").AttrOr("href", "")
		risks := rows(t, b.Get(link), ',')
		if len(risks) != 2 || risks[0][1] != "Risk" || risks[1][1] != "'=cmd|' /C calc'!A0, åäö" || risks[1][5] != "20" || risks[1][6] != "Two\nlines; one \"quote\"" {
			t.Errorf("risks: %q", risks)
		}
		tasks := rows(t, b.Get(home+"/rollout?view=list&q=exported&export=csv"), ',')
		if len(tasks) != 2 || tasks[1][1] != "Exported" || tasks[1][8] != "2026-03-20" || tasks[1][11] != "2" {
			t.Errorf("tasks: %q", tasks)
		}
		b.Post("/me", url.Values{"name": {"Åsa Łukowska"}, "language": {"sv"}, "theme": {"auto"}, "version": {"1"}}).Must(http.StatusSeeOther)
		decisions := rows(t, b.Get(home+"/decisions?q=exported&export=csv"), ';')
		if len(decisions) != 2 || decisions[0][1] != "Fråga" || decisions[1][1] != "'-Exported?" || decisions[1][6] != "2026-03-01" {
			t.Errorf("decisions: %q", decisions)
		}
	})
}

func TestAnExportHoldsMoreThanAPageOfAList(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Listor", "small")
	before := len(rows(t, b.Get(home+"/rollout?view=list&size=1&page=3&export=csv"), ','))
	token := b.Token()
	for range 120 {
		b.Send(home+"/rollout", token, taskForm("Many"), nil).Must(http.StatusSeeOther)
	}
	if got := len(rows(t, b.Get(home+"/rollout?view=list&export=csv"), ',')); got != before+120 {
		t.Errorf("%d lines, want %d", got, before+120)
	}
}

func TestAFileHoldsAllRowsHoweverManyAndLittleOfItIsInMemory(t *testing.T) {
	t.Parallel()
	settings := sqliteSettings(t)
	site := apptest.Open(t, settings)
	b := site.SetUp(t)
	home := b.Begin("Listor", "small")
	b.Post(home+"/risks", riskForm("Copied")).Must(http.StatusSeeOther)
	const want = 25_000
	db, err := database.Open(t.Context(), "", settings.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		return tx.Exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
			INSERT INTO risk (id, organisation_id, project_id, number, version, created_at, updated_at, text_key, kotter_step, gartner_step, origin_kind, origin_id,
				title, title_fold, category, cause, effect, likelihood, impact, score, response, plan, status)
			SELECT 'many-' || n.i, organisation_id, project_id, 1000 + n.i, 1, created_at, updated_at, '', '', '', '', '',
				'Copied ' || n.i, 'copied ' || n.i, category, cause, effect, likelihood, impact, score, response, plan, status FROM risk, n WHERE title = 'Copied'`, want-1).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[string]bool{}
	for _, row := range rowsOf(t, b.Get(home+"/risks?q=copied&sort=title&export=csv"))[1:] {
		numbers[row[0]] = true
	}
	if len(numbers) != want {
		t.Errorf("the file holds %d rows, want %d", len(numbers), want)
	}
}
