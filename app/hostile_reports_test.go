package app_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/apptest"
	"stegvis/app/platform/database"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
	"stegvis/app/risk"
	"stegvis/app/rollout"
)

// hostile are words that nobody should note, and somebody will.
func hostile() []string {
	return []string{
		strings.Repeat("Kundregistret flyttas över ", 371), // ten thousand letters
		strings.Repeat("Kund", 75),                         // one word of three hundred
		"Klart 🚀 för 👩\u200d👩\u200d👧\u200d👦 i 🇸🇪",
		"The pilot of علی رضایی in Malmö (۱۲ of 34)",
		"turned \u202eti dnuora and back\u202c again",
	}
}

// written are the columns in which people write, by table.
func written() map[string][]string {
	return map[string][]string{
		"project": {"name", "aim"}, "organisation": {"name"}, "person": {"name", "title"},
		"risk": {"title", "cause", "effect", "plan"}, "cost_line": {"name", "note"},
		"wave": {"name", "note"}, "pilot": {"name", "site", "outcome_reason"}, "criterion": {"name", "target", "result"}, "task": {"title", "note"},
		"decision": {"question", "context", "options", "recommendation", "choice", "reason", "decided_by"},
		"step":     {"notes"}, "deliverable": {"name", "evidence_text", "reason"}, "vision": {"body"}, "win": {"title", "measure"},
		"coalition_member": {"note"}, "meeting": {"title", "place"}, "meeting_item": {"title", "said"}, "meeting_action": {"title"},
		"message": {"subject", "body", "audience"}, "training": {"topic", "audience", "trainer", "note"},
	}
}

// eachReport draws every kind of report of a project in every language and gives its file to
// whoever looks at it.
func eachReport(t *testing.T, b *apptest.Browser, home string, look func(name string, file []byte)) {
	t.Helper()
	for _, kind := range report.Kinds() {
		for _, lang := range []string{"en", "sv"} {
			drawnReport(t, b, home, kind, lang, look)
		}
	}
}

// drawnReport draws one of them.
func drawnReport(t *testing.T, b *apptest.Browser, home string, kind report.Kind, lang string, look func(name string, file []byte)) {
	t.Helper()
	answer := b.Get(fmt.Sprintf("%s/reports/%s.pdf?lang=%s", home, kind, lang))
	if answer.Status != http.StatusOK || answer.Type != "application/pdf" {
		t.Errorf("%s in %s: %d, %s", kind, lang, answer.Status, answer.Text("main"))
		return
	}
	look(string(kind)+" in "+lang, answer.Body)
}

// direct writes to the site's database as no page would.
func direct(t *testing.T, site *apptest.Site, write func(tx *gorm.DB) error) {
	t.Helper()
	if err := site.Rooms().DB.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error { return write(tx) }); err != nil {
		t.Fatal(err)
	}
}

func TestEveryReportOfAnEmptyProjectIsWellSet(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		direct(t, site, func(tx *gorm.DB) error {
			for _, table := range []string{"criterion", "task", "pilot", "wave", "risk", "cost_line", "decision", "deliverable", "step"} {
				if err := tx.Exec("UPDATE "+table+" SET deleted_at = ?", time.Now().UTC()).Error; err != nil {
					return err
				}
			}
			return nil
		})
		eachReport(t, b, home, func(name string, file []byte) {
			pdftest.WellSet(t, name, file, pdftest.Limits{Most: 3})
		})
	})
}

func TestWhateverIsWrittenInAProjectEveryReportOfItIsWellSet(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		lead := demoBrowser(t, site, "lead")
		direct(t, site, func(tx *gorm.DB) error { return soil(tx) })
		eachReport(t, lead, "/projects/demo", func(name string, file []byte) {
			pdftest.WellSet(t, name, file, pdftest.Limits{Gaps: true})
		})
	})
}

func TestWhateverIsWrittenThePortfolioAndAllMinutesAreWellSet(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		owner, lead := demoBrowser(t, site, "administrator"), demoBrowser(t, site, "lead")
		var meetings []string
		direct(t, site, func(tx *gorm.DB) error {
			if err := soil(tx); err != nil {
				return err
			}
			if err := tx.Exec("UPDATE meeting SET closed_at = NULL").Error; err != nil { // so that they are composed of what is there now
				return err
			}
			return tx.Table("meeting").Pluck("id", &meetings).Error
		})
		if len(meetings) < 3 {
			t.Fatalf("the demo has %d meetings", len(meetings))
		}
		for _, lang := range []string{"en", "sv"} {
			file := owner.Get("/organisations/nordvik-vattenteknik/portfolio.pdf?lang=" + lang).Must(http.StatusOK).Body
			pdftest.WellSet(t, "portfolio in "+lang, file, pdftest.Limits{Gaps: true})
			for _, id := range meetings {
				file := lead.Get("/projects/demo/meetings/" + id + "/minutes.pdf?lang=" + lang).Must(http.StatusOK).Body
				pdftest.WellSet(t, "minutes in "+lang, file, pdftest.Limits{Gaps: true})
			}
		}
	})
}

// soil writes hostile words wherever people write: tales in the first row of each table,
// and in the others what is short, other ones from row to row and from column to column.
func soil(tx *gorm.DB) error {
	for table, columns := range written() {
		var ids []string
		if err := tx.Table(table).Order("id").Pluck("id", &ids).Error; err != nil {
			return err
		}
		for i, id := range ids {
			words := map[string]any{}
			for j, column := range columns {
				words[column] = hostile()[0]
				if i > 0 {
					words[column] = hostile()[1+(i+j)%(len(hostile())-1)]
				}
			}
			if tx.Migrator().HasColumn(table, "text_key") {
				words["text_key"] = ""
			}
			if err := tx.Table(table).Where("id = ?", id).Updates(words).Error; err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
		}
	}
	return nil
}

func TestNamesThatAreTooLongAreRefusedClearly(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		long := strings.Repeat("å", 10_000)
		for _, c := range []struct {
			at   string
			form url.Values
		}{
			{"/risks", url.Values{"title": {long}, "category": {"technical"}, "likelihood": {"3"}, "impact": {"3"}, "response": {"reduce"}, "status": {"open"}}},
			{"/rollout", url.Values{"title": {long}, "status": {"todo"}}},
			{"/reports/variants", url.Values{"name": {long}, "sections": {"summary"}}},
			{"/people", url.Values{"name": {long}}},
		} {
			answer := b.Post(home+c.at, c.form).Must(http.StatusUnprocessableEntity)
			if said := answer.Text(".wrong"); !strings.Contains(said, "characters") {
				t.Errorf("%s: of a name of 10,000 letters it says %q", c.at, said)
			}
		}
	})
}

// TestAThousandRisksAndFiveThousandTasksAreReportedWhole draws every kind, each in one of the
// languages, on SQLite, and the two that list them all with the committee's page on
// PostgreSQL: what a report says of rows does not depend on which database gave them, and
// each such file has hundreds of pages to look at.
func TestAThousandRisksAndFiveThousandTasksAreReportedWhole(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		crowd(t, site, strings.TrimPrefix(home, "/projects/"))
		look := func(name string, file []byte) {
			limits, said := pdftest.Limits{Most: 2}, ""
			switch {
			case strings.HasPrefix(name, "plan"):
				limits, said = pdftest.Limits{Least: 100}, "T5000"
			case strings.HasPrefix(name, "risk"):
				limits, said = pdftest.Limits{Least: 20}, "R1000"
			case !strings.HasPrefix(name, "steering") && !strings.HasPrefix(name, "grid"):
				limits = pdftest.Limits{}
			}
			pdftest.WellSet(t, name, file, limits)
			if said != "" && !slices.Contains(strings.Fields(pdftest.Said(t, file)), said) {
				t.Errorf("%s does not tell of %s", name, said)
			}
		}
		kinds := []report.Kind{report.KindPlan, report.KindRisk, report.KindSteering}
		if strings.HasSuffix(t.Name(), "/sqlite") {
			kinds = report.Kinds()
		}
		for i, kind := range kinds {
			drawnReport(t, b, home, kind, []string{"en", "sv"}[i%2], look)
		}
	})
}

// crowd fills a project with a thousand risks and five thousand tasks.
func crowd(t *testing.T, site *apptest.Site, slug string) {
	t.Helper()
	rooms := site.Rooms()
	key, err := rooms.Projects.BySlug(t.Context(), project.SystemScope{What: "test", Text: rooms.Texts.For("en"), Now: time.Now()}, slug)
	if err != nil {
		t.Fatal(err)
	}
	row := func(n int) record.Row {
		at := database.Instant(key.Now())
		return record.Row{ID: database.NewID(), OrganisationID: key.OrganisationID, ProjectID: key.ProjectID, Number: int64(n), Version: 1, CreatedAt: at, UpdatedAt: at}
	}
	var risks []risk.Risk
	for i := range 1000 {
		likelihood, impact := 1+i%5, 1+i/5%5
		risks = append(risks, risk.Risk{Row: row(i + 1), Title: fmt.Sprintf("Risk %d of the many that there are", i+1), Category: risk.Categories()[i%4],
			Cause: "A cause that takes a line or two of its own", Likelihood: likelihood, Impact: impact, Score: likelihood * impact, Response: risk.Responses()[i%4], Plan: "What is done about it", Status: risk.Open})
	}
	var tasks []rollout.Task
	for i := range 5000 {
		from := key.Today().AddDays(i/20 - 150 + i%40)
		task := rollout.Task{Row: row(i + 1), Title: fmt.Sprintf("Task %d of the many that there are", i+1), Milestone: i%100 == 0, Status: rollout.Statuses()[i%4],
			PlannedStart: from, PlannedFinish: from.AddDays(20), ForecastFinish: from.AddDays(20 + i%9)}
		if task.Status == rollout.Done {
			task.ActualFinish = task.ForecastFinish
		}
		tasks = append(tasks, task)
	}
	direct(t, site, func(tx *gorm.DB) error {
		for _, statement := range []string{"DELETE FROM task WHERE project_id = ?", "DELETE FROM risk_scoring WHERE project_id = ?", "DELETE FROM risk WHERE project_id = ?"} {
			if err := tx.Exec(statement, key.ProjectID).Error; err != nil {
				return err
			}
		}
		if err := tx.CreateInBatches(risks, 100).Error; err != nil {
			return err
		}
		return tx.CreateInBatches(tasks, 100).Error
	})
}

func TestABrandWithABrokenLogoOrNoneLeavesEveryReportMade(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("Vår CRM", "small")
		b.Post("/organisations/fjord-son/brand", url.Values{"accent": {"#8a1c4a"}, "version": {"0"}}).Must(http.StatusSeeOther)
		for name, logo := range map[string][]byte{"none": nil, "words": []byte("not a picture"), "the head of one": []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x06\x00\x00\x00")} {
			direct(t, site, func(tx *gorm.DB) error {
				return tx.Table("organisation_brand").Where("1 = 1").Update("logo", logo).Error
			})
			for _, kind := range []string{"steering", "risk", "grid"} {
				file := b.Get(home + "/reports/" + kind + ".pdf").Must(http.StatusOK).Body
				pdftest.WellSet(t, kind+" with a logo of "+name, file, pdftest.Limits{Most: 3})
			}
		}
	})
}

func TestAReportOutlivesWhoIssuedItAndWhoItNames(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		lead := demoBrowser(t, site, "lead")
		at, file := issuedSteering(lead, "/projects/demo")
		by := lead.Get(at).Must(http.StatusOK).Text("dl.facts")
		direct(t, site, func(tx *gorm.DB) error { // everybody whom a report names leaves
			return tx.Exec("UPDATE person SET deleted_at = ?", time.Now().UTC()).Error
		})
		eachReport(t, lead, "/projects/demo", func(name string, file []byte) {
			pdftest.WellSet(t, name, file, pdftest.Limits{Most: 30})
		})
		if again := lead.Get(at + "/report.pdf").Must(http.StatusOK).Body; !bytes.Equal(again, file) {
			t.Error("the issued file has changed")
		}
		if now := lead.Get(at).Must(http.StatusOK).Text("dl.facts"); now != by {
			t.Errorf("its page said %q and says %q", by, now)
		}
	})
}

func TestReportsAreIssuedAndComparedThoughTheClockGoesBack(t *testing.T) {
	t.Parallel()
	apptest.EachDemo(t, func(t *testing.T, site *apptest.Site) {
		lead, rooms, number := demoBrowser(t, site, "lead"), site.Rooms(), int64(0)
		for _, now := range []time.Time{time.Now().AddDate(0, 1, 0), time.Now(), time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)} {
			key, err := rooms.Projects.BySlug(t.Context(), project.SystemScope{What: "test", Text: rooms.Texts.For("en"), Now: now}, "demo")
			if err != nil {
				t.Fatal(err)
			}
			for _, kind := range []report.Kind{report.KindSteering, report.KindStatus, report.KindRisk} {
				draft, err := rooms.Reports.Drafts.Create(t.Context(), key, report.DraftForm{Kind: kind})
				if err != nil {
					t.Fatal(err)
				}
				issued, err := rooms.Reports.Issue(t.Context(), key, draft, key.Text)
				if number == 0 {
					number = issued.Number - 1 // the demo has issued some
				}
				if number++; err != nil || issued.Number != number {
					t.Fatalf("%s at %s has the number %d, %v", kind, now, issued.Number, err)
				}
				file := lead.Get("/projects/demo/reports/" + issued.ID + "/report.pdf").Must(http.StatusOK).Body
				pdftest.WellSet(t, fmt.Sprint(kind, " at ", now.Year()), file, pdftest.Limits{Most: 30})
				lead.Get("/projects/demo/reports/" + issued.ID).Must(http.StatusOK)
				lead.Get("/projects/demo/reports/compare?b=" + issued.ID).Must(http.StatusOK)
			}
		}
	})
}
