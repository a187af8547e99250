package flow_test

import (
	"context"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/businesscase"
	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/dispatch"
	"stegvis/app/flow"
	"stegvis/app/framework"
	"stegvis/app/guide"
	"stegvis/app/maturity"
	"stegvis/app/outlook"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/mail"
	"stegvis/app/platform/pdf"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
	"stegvis/app/workshop"
	"stegvis/seeds"
	"stegvis/static"
)

func texts(t *testing.T) *i18n.Bundle {
	t.Helper()
	b, err := i18n.Load(sub(t, "texts"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestADemoThatWasRenamedOrDeletedStaysSo(t *testing.T) {
	for name, statement := range map[string]string{
		"untouched": "UPDATE project SET name = name",
		"renamed":   "UPDATE project SET name = 'Ours', slug = 'ours', text_key = '' WHERE slug = 'demo'",
		"deleted":   "UPDATE project SET deleted_at = created_at",
	} {
		databasetest.Each(t, func(t *testing.T, db *database.DB) {
			accounts := account.New(db, account.Letters{}, time.Now)
			demo := newDemo(t, db, accounts)
			first, err := demo.Load(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			before := state(t, db, statement)
			if before.Projects != 2 {
				t.Errorf("the demo has %d projects", before.Projects)
			}
			again, err := demo.Load(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for i := range first {
				if first[i] != again[i] {
					t.Errorf("%s: %v became %v", name, first[i], again[i])
				}
			}
			if after := state(t, db, "UPDATE project SET name = name"); after != before {
				t.Errorf("%s: before the second loading %+v, after it %+v", name, before, after)
			}
		})
	}
}

// counts is how much of everything a database holds.
type counts struct {
	Projects, Slugs, Accounts, Organisations, Members, People, Lines int64
}

func state(t *testing.T, db *database.DB, statement string) counts {
	t.Helper()
	var c counts
	err := db.Write(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		if err := tx.Exec(statement).Error; err != nil {
			return err
		}
		for table, n := range map[string]*int64{"project": &c.Projects, "project_slug": &c.Slugs, "account": &c.Accounts,
			"organisation": &c.Organisations, "member": &c.Members, "person": &c.People, "audit": &c.Lines} {
			if err := tx.Table(table).Count(n).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTheDemosOwnerHasNoPowerOverAccountsThatWereThereBefore(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		accounts := account.New(db, account.Letters{}, time.Now)
		_, err := accounts.Create(t.Context(), account.Account{}.Actor(), account.Draft{Email: "a@firm.example", Name: "A", Password: "correct horse"}, true)
		if err != nil {
			t.Fatal(err)
		}
		all, err := newDemo(t, db, accounts).Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		owner, err := accounts.ByEmail(t.Context(), all[0].Email)
		if err != nil || owner.Administrator || owner.MayCreateOrganisations || all[0].Role != "owner" {
			t.Errorf("%+v, %v, printed as %s", owner, err, all[0].Role)
		}
	})
}

func newDemo(t *testing.T, db *database.DB, accounts *account.Accounts) *flow.Demo {
	t.Helper()
	catalogue, err := flow.LoadCatalogue(sub(t, "catalogue"))
	if err != nil {
		t.Fatal(err)
	}
	return flow.NewDemo(db, accounts, texts(t), rooms(db), catalogue, seeds.Files, filepath.Join(t.TempDir(), "sign-ins"), time.Now)
}

func rooms(db *database.DB) flow.Slices {
	s := flow.Slices{Tracks: framework.New(db, framework.LoadSheets(seeds.Files)), Risks: risk.New(db), Costs: businesscase.New(db), Plan: rollout.New(db),
		Maturity: maturity.New(db, maturity.LoadShelf(seeds.Files)), Targets: maturity.NewTargets(db), Agreed: maturity.NewAgreements(db),
		Workshops: workshop.New(db, account.New(db, account.Letters{}, time.Now), time.Now), Decisions: decision.New(db),
		Involved: stakeholder.New(db, project.New(db, account.New(db, account.Letters{}, time.Now), nil, time.Now)),
		Attached: record.NewAttachments(db, []record.Sort{{Kind: risk.Kind, Table: "risk", Title: "title"}, {Kind: rollout.TaskKind, Table: "task", Title: "title"}})}
	health := outlook.New(db, outlook.Slices{Plan: s.Plan, Costs: s.Costs, Risks: s.Risks, Tracks: s.Tracks, Maturity: s.Maturity, Involved: s.Involved})
	projects := project.New(db, account.New(db, account.Letters{}, time.Now), nil, time.Now)
	s.Committee = committee.New(db)
	harvest := flow.NewHarvest(db, s.Workshops, flow.Registers{Risks: s.Risks, Plan: s.Plan, Tracks: s.Tracks, Decisions: s.Decisions, Maturity: s.Maturity, Agreed: s.Agreed, Involved: s.Involved})
	s.Reports = report.New(db, report.Sources{Projects: projects, Outlook: health, Plan: s.Plan, Risks: s.Risks, Decisions: s.Decisions, Tracks: s.Tracks,
		Maturity: s.Maturity, Targets: s.Targets, Agreed: s.Agreed, Harvest: harvest, Committee: s.Committee}, press(), "")
	s.Post = dispatch.New(db, dispatch.Slices{Projects: projects, Committee: s.Committee, Reports: s.Reports}, account.Letters{}, mail.Server{}, time.Now)
	s.Meetings, s.Deciding = flow.NewMeetings(db, s.Committee, s.Decisions, s.Plan, s.Reports, projects), flow.NewDeciding(db, s.Decisions, s.Committee, s.Post)
	s.Guide = guide.New(db, health, guide.Slices{Plan: s.Plan, Risks: s.Risks, Tracks: s.Tracks, Decisions: s.Decisions, Involved: s.Involved})
	return s
}

// press draws with the program's own faces, which are read once.
var press = sync.OnceValue(func() *pdf.Press {
	return pdf.NewPress(sync.OnceValues(func() (*pdf.Faces, error) {
		files, err := fs.Sub(static.Files, "fonts")
		if err != nil {
			return nil, err
		}
		return pdf.LoadFaces(files)
	}), 1)
})

func sub(t *testing.T, folder string) fs.FS {
	t.Helper()
	files, err := fs.Sub(seeds.Files, folder)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// demoKey is the system's key to a demo that was just loaded.
func demoKey(t *testing.T, db *database.DB, lang string) project.Scope {
	t.Helper()
	accounts := account.New(db, account.Letters{}, time.Now)
	key, err := project.New(db, accounts, texts(t), time.Now).BySlug(t.Context(), project.SystemScope{What: "test", Text: texts(t).For(lang), Now: time.Now()}, flow.DemoSlug)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestTheDemoIsAProjectHalfWayThroughInBothLanguages(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		if _, err := newDemo(t, db, account.New(db, account.Letters{}, time.Now)).Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		all := rooms(db)
		titles := map[string]string{}
		for _, lang := range []string{"en", "sv"} {
			key := demoKey(t, db, lang)
			risks, err := all.Risks.List(t.Context(), key, risk.Filter{})
			if err != nil || risks.Total < 20 {
				t.Fatalf("%d risks, %v", risks.Total, err)
			}
			tasks, err := all.Plan.Find(t.Context(), key, rollout.Filter{})
			if err != nil || tasks.Total < 40 {
				t.Fatalf("%d tasks, %v", tasks.Total, err)
			}
			for _, row := range risks.Rows {
				titles[lang] += row.Phrase("title", row.Title).In(key.Text) + "\n"
			}
			for _, row := range tasks.Rows {
				titles[lang] += row.Titled().In(key.Text) + "\n"
			}
		}
		if strings.Contains(titles["en"]+titles["sv"], "demo.") || titles["en"] == titles["sv"] {
			t.Errorf("words are missing: %s", titles["sv"])
		}
		key := demoKey(t, db, "en")
		tracks, err := all.Tracks.Tracks(t.Context(), key)
		if err != nil || tracks.Finished("kotter") != 3 || tracks.Finished("gartner") != 2 {
			t.Errorf("%d and %d steps are done, %v", tracks.Finished("kotter"), tracks.Finished("gartner"), err)
		}
		money, err := all.Costs.Case(t.Context(), key)
		if err != nil || len(money.Lines) != len(businesscase.Costs()) || len(money.Months()) != 12 {
			t.Errorf("%d cost lines over %d months, %v", len(money.Lines), len(money.Months()), err)
		}
		assessed, err := all.Maturity.History(t.Context(), key)
		if err != nil || len(assessed) != 2 || assessed[0].Mean() <= assessed[1].Mean() {
			t.Errorf("%d assessments, %v", len(assessed), err)
		}
		involved, err := all.Involved.Coalition(t.Context(), key)
		if err != nil || len(involved) < 5 {
			t.Errorf("%d play a part in the coalition, %v", len(involved), err)
		}
		waiting, err := all.Decisions.Waiting(t.Context(), key, 10)
		if err != nil || len(waiting) != 3 {
			t.Errorf("%d decisions wait, %v", len(waiting), err)
		}
	})
}

func TestTheDemosLogReadsAsAProjectsLogDoes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		if _, err := newDemo(t, db, account.New(db, account.Letters{}, time.Now)).Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		key := demoKey(t, db, "en")
		var entries []audit.Entry
		err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			var err error
			entries, _, err = audit.List(tx, key.ProjectID, audit.Filter{}, 0, 5000)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range entries[1:] { // the latest stands first
			if e.At.After(entries[i].At) && e.Seq > 40 {
				t.Errorf("line %d of %s comes before one of %s", e.Seq, e.At, entries[i].At)
			}
		}
		if last := entries[0].At; last.After(time.Now()) || time.Since(last) > 10*24*time.Hour {
			t.Errorf("the latest line is of %s", last)
		}
	})
}

func TestTheDemosWorkshopsLandedInItsRegistersWithTheirOrigin(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		if _, err := newDemo(t, db, account.New(db, account.Letters{}, time.Now)).Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		all, key := rooms(db), demoKey(t, db, "sv")
		found, err := all.Workshops.List(t.Context(), key, workshop.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		stages := map[workshop.Stage]int{}
		for _, w := range found.Rows {
			stages[w.Live.Stage()]++
			if title := w.Titled().In(key.Text); title == w.Title {
				t.Errorf("%q is not in Swedish", title)
			}
		}
		if stages[workshop.Ended] != 2 || stages[workshop.Planned] != 1 {
			t.Errorf("workshops by stage: %v", stages)
		}
		history, err := all.Maturity.History(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		scored, agreed, err := all.Agreed.Last(t.Context(), key, history)
		if err != nil || scored == nil || scored.ID != history[0].ID || len(agreed) != 32 {
			t.Fatalf("%d agreed in %+v, %v", len(agreed), scored, err)
		}
		made, err := all.Maturity.One(t.Context(), key, scored.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range agreed {
			if j, _ := made.Judgement(a.Practice); j.Level != a.Level || len(a.Votes) != 11 {
				t.Errorf("%s was agreed at %d and judged at %d, by %d", a.Practice, a.Level, j.Level, len(a.Votes))
			}
		}
		if sources, err := all.Workshops.Sources(t.Context(), key, record.Ref{Kind: maturity.Kind, ID: made.ID}); err != nil || len(sources) != 8 {
			t.Errorf("the assessment came from %d activities, %v", len(sources), err)
		}
		risks, err := all.Risks.List(t.Context(), key, risk.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		from := 0
		for _, r := range risks.Rows {
			sources, err := all.Workshops.Sources(t.Context(), key, record.Ref{Kind: risk.Kind, ID: r.ID})
			if err != nil {
				t.Fatal(err)
			}
			from += len(sources)
		}
		checks, err := all.Maturity.HistoryOf(t.Context(), key, "eight_signs")
		if err != nil || from != 4 || len(checks) != 1 {
			t.Errorf("%d risks came from a workshop, %d self-checks, %v", from, len(checks), err)
		}
	})
}

func TestTheDemosCommitteeMetReadWhatMovedAndIsAsked(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		if _, err := newDemo(t, db, account.New(db, account.Letters{}, time.Now)).Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		all, key := rooms(db), demoKey(t, db, "sv")
		board, err := all.Committee.Board(t.Context(), key)
		if err != nil || len(board.Members) != 5 || board.Needed() != 3 || !board.Chairs(board.Members[0].PersonID) || len(board.Deputies) != 1 || !board.Deputies[0].InForce(key.Today()) {
			t.Errorf("the committee is %+v, %v", board, err)
		}
		meetings, err := all.Committee.List(t.Context(), key, committee.MeetingFilter{})
		if err != nil || meetings.Total != 3 {
			t.Fatalf("%d meetings, %v", meetings.Total, err)
		}
		for _, row := range meetings.Rows {
			m, err := all.Meetings.Read(t.Context(), key, row.ID)
			if err != nil {
				t.Fatal(err)
			}
			decided := slices.ContainsFunc(m.Points, func(p flow.Point) bool { return p.Decided != nil })
			if m.Closed() != (m.Status == committee.Held) || decided != m.Closed() || m.Undone() || len(m.Points) < 3 || m.Closed() && !m.Quorate() {
				t.Errorf("%s is %s: %+v", m.Title, m.Status, m)
			}
			if m.Titled().In(key.Text) == m.Title {
				t.Errorf("%q is not in Swedish", m.Title)
			}
		}
		issued, err := all.Reports.List(t.Context(), key, report.Filter{})
		if err != nil || issued.Total != 3 {
			t.Fatalf("%d reports, %v", issued.Total, err)
		}
		in, err := all.Reports.Snapshot(t.Context(), key, issued.Rows[0].ID)
		if err != nil || in.Before == nil || in.Before.Number != 1 || in.Brand.Accent == "" || in.Brand.Logo == nil {
			t.Fatalf("the latest goes on from %+v, %v", in.Before, err)
		}
		moved := map[report.Sort]int{}
		for _, m := range in.Moved {
			moved[m.Sort]++
		}
		for _, sort := range []report.Sort{report.OfRisk, report.OfMilestone, report.OfMoney, report.OfDecision} {
			if moved[sort] == 0 {
				t.Errorf("nothing moved of %s: %v", sort, moved)
			}
		}
		asked, err := all.Decisions.Waiting(t.Context(), key, 10)
		if err != nil {
			t.Fatal(err)
		}
		votes := 0
		for _, d := range asked {
			given, err := all.Decisions.Votes(t.Context(), key, d)
			if err != nil {
				t.Fatal(err)
			}
			votes += len(given)
		}
		schedules, err := all.Post.All(t.Context(), key)
		if err != nil || votes != 2 || len(schedules) != 1 || schedules[0].PrepareAt == nil || !schedules[0].PrepareAt.After(time.Now().AddDate(0, 0, 7)) {
			t.Errorf("%d votes, schedules %+v, %v", votes, schedules, err)
		}
	})
}
