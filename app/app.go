// Package app is the composition root: the only place that knows every room and
// wires them together.
package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path/filepath"
	"sync/atomic"
	"time"

	"stegvis/app/account"
	"stegvis/app/businesscase"
	"stegvis/app/decision"
	"stegvis/app/flow"
	"stegvis/app/framework"
	"stegvis/app/guide"
	"stegvis/app/maturity"
	"stegvis/app/migrations"
	"stegvis/app/outlook"
	"stegvis/app/platform/bus"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/job"
	"stegvis/app/platform/mail"
	"stegvis/app/platform/once"
	"stegvis/app/platform/pdf"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
	"stegvis/app/web"
	"stegvis/seeds"
	"stegvis/static"
)

// App is one node, opened and not yet serving.
type App struct {
	settings config.Settings
	rooms    web.Rooms
	assets   *web.Assets
	migrated atomic.Bool
	demo     *flow.Demo
	jobs     *job.Runner
}

// Open connects to the database and wires every room. It changes nothing.
func Open(ctx context.Context, settings config.Settings) (*App, error) {
	texts, err := openTexts()
	if err != nil {
		return nil, err
	}
	catalogue, err := openCatalogue()
	if err != nil {
		return nil, err
	}
	assets, err := web.LoadAssets(static.Files)
	if err != nil {
		return nil, err
	}
	press, err := openPress()
	if err != nil {
		return nil, err
	}
	db, err := database.Open(ctx, settings.DatabaseURL, settings.DataDir)
	if err != nil {
		return nil, err
	}
	a := &App{settings: settings, assets: assets}
	a.wire(db, texts, catalogue, press)
	a.sendLetters()
	return a, nil
}

func openTexts() (*i18n.Bundle, error) {
	files, err := fs.Sub(seeds.Files, "texts")
	if err != nil {
		return nil, err
	}
	return i18n.Open(files)
}

// textsDigest tells the words of this version of the program from others.
func textsDigest() string {
	sum := sha256.New()
	err := fs.WalkDir(seeds.Files, "texts", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := seeds.Files.ReadFile(path)
		sum.Write(raw)
		return err
	})
	if err != nil {
		panic(err) // the files are part of the program
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

func openCatalogue() (*flow.Catalogue, error) {
	files, err := fs.Sub(seeds.Files, "catalogue")
	if err != nil {
		return nil, err
	}
	return flow.OpenCatalogue(files), nil
}

func (a *App) wire(db *database.DB, texts *i18n.Bundle, catalogue *flow.Catalogue, press *pdf.Press) {
	sheets := framework.LoadSheets(seeds.Files)
	now := time.Now
	accounts := account.New(db, account.Letters{Texts: texts, Base: a.settings.BaseURL(), Sends: a.settings.SMTPHost != ""}, now)
	risks, costs := risk.New(db), businesscase.New(db)
	assessments, decisions := maturity.New(db), decision.New(db)
	tracks, plan := framework.New(db, sheets), rollout.New(db)
	hung := record.NewAttachments(db, sorts())
	projects := project.New(db, accounts, texts, now)
	stakeholders := stakeholder.New(db, projects)
	health := outlook.New(db, outlook.Slices{Plan: plan, Costs: costs, Risks: risks, Tracks: tracks, Maturity: assessments, Involved: stakeholders, Projects: projects})
	advice := guide.New(db, health, guide.Slices{Plan: plan, Risks: risks, Tracks: tracks, Decisions: decisions, Involved: stakeholders})
	slices := flow.Slices{Tracks: tracks, Risks: risks, Costs: costs, Plan: plan, Maturity: assessments, Decisions: decisions, Involved: stakeholders, Attached: hung, Guide: advice}
	a.demo = flow.NewDemo(db, accounts, texts, slices, catalogue, seeds.Files, filepath.Join(a.settings.DataDir, "demo-sign-ins"), now)
	events := bus.New()
	a.jobs = job.NewRunner(db, events, job.Options{})
	a.jobs.Every("account.sweep", time.Hour, accounts.Sweep)
	forms := once.New(db)
	a.jobs.Every("once.sweep", time.Hour, forms.Sweep)
	a.jobs.Every("outlook.keep", time.Hour, func(ctx context.Context) error {
		return projects.Each(ctx, project.SystemScope{What: guide.Jobs, Text: texts.For(i18n.Fallback), Now: now()}, advice.Keep)
	})
	a.jobs.Every("record.find", time.Hour, func(ctx context.Context) error {
		return projects.Each(ctx, project.SystemScope{What: "search", Text: texts.For(i18n.Fallback), Now: now()}, a.rooms.Finder.Index)
	})
	a.rooms = web.Rooms{
		DB: db, Bus: events, Texts: texts, Accounts: accounts, Forms: forms, Now: now,
		Projects:  projects,
		Begin:     flow.NewBegin(db, projects, tracks, risks, costs, plan, catalogue),
		Risks:     risks,
		Causes:    flow.NewCauses(db, risks, catalogue),
		Costs:     costs,
		Maturity:  assessments,
		Tracks:    tracks,
		Outlook:   health,
		Guide:     advice,
		Attached:  hung,
		Involved:  stakeholders,
		Rollout:   plan,
		Decisions: decisions,
		Reports: report.New(db, report.Sources{
			Projects: projects, Outlook: health, Plan: plan, Risks: risks, Decisions: decisions,
		}, press),
		Journal: record.NewJournal(db),
		Finder: record.NewFinder(db, textsDigest, risks.Find, costs.Find, plan.Tasks.Find, plan.Waves.Find, plan.Pilots.Find, plan.Criteria.Find,
			decisions.Find, assessments.Find, tracks.Steps.Find, tracks.Deliverables.Find, tracks.Visions.Find, tracks.Wins.Find, tracks.Worksheets.Find,
			stakeholders.Members.Find, stakeholders.Messages.Find, stakeholders.Trainings.Find),
		Undo: flow.NewUndo(db, map[record.Kind]flow.Undoable{
			record.CommentKind: hung.Undo, record.FileKind: hung.Undo, record.LinkKind: hung.Undo,
			risk.Kind: risks.Undo, businesscase.Kind: costs.Undo,
			maturity.Kind:      assessments.Undo,
			framework.StepKind: tracks.Steps.Undo, framework.DeliverableKind: tracks.Deliverables.Undo,
			framework.VisionKind: tracks.Visions.Undo, framework.WinKind: tracks.Wins.Undo,
			framework.WorksheetKind: tracks.Worksheets.Undo,
			decision.Kind:           decisions.Undo,
			rollout.TaskKind:        plan.Tasks.Undo, rollout.WaveKind: plan.Waves.Undo,
			rollout.PilotKind: plan.Pilots.Undo, rollout.CriterionKind: plan.Criteria.Undo,
			stakeholder.MemberKind: stakeholders.Members.Undo, stakeholder.MessageKind: stakeholders.Messages.Undo,
			stakeholder.TrainingKind: stakeholders.Trainings.Undo,
			outlook.OverrideKind:     health.Overrides.Undo, outlook.RulesKind: health.Changes.Undo,
			guide.DismissalKind: advice.Dismissals.Undo,
		}),
	}
}

// sendLetters hands mail in, where there is a server for it.
func (a *App) sendLetters() {
	if a.settings.SMTPHost != "" {
		a.jobs.Handle(mail.Kind, mail.ServerOf(a.settings).Send)
		a.jobs.Handle(account.ForgotKind, a.rooms.Accounts.AnswerForgotten)
	}
}

// Work does what waits in the background until ctx ends.
func (a *App) Work(ctx context.Context) { a.jobs.Run(ctx) }

// Close gives the database back.
func (a *App) Close() error { return a.rooms.DB.Close() }

// Statements is how many the node has sent to its database so far.
func (a *App) Statements() int64 { return a.rooms.DB.Statements() }

// Migrate brings the database's schema up to this program's.
func (a *App) Migrate(ctx context.Context) error {
	if err := migrations.Up(ctx, a.rooms.DB.SQL(), a.rooms.DB.Postgres()); err != nil {
		return err
	}
	a.migrated.Store(true)
	return nil
}

// OfferSetUp is the token that opens the set-up page, "" when it is closed.
func (a *App) OfferSetUp(ctx context.Context) (string, error) {
	return a.rooms.Accounts.OfferSetUp(ctx)
}

// sorts are the rows that comments, files and links may hang on.
func sorts() []record.Sort {
	return []record.Sort{
		{Kind: risk.Kind, Table: "risk", Title: "title", Letter: risk.Letter, Path: "risks"},
		{Kind: businesscase.Kind, Table: "cost_line", Title: "name", Letter: businesscase.Letter, Path: "costs"},
		{Kind: rollout.TaskKind, Table: "task", Title: "title", Letter: rollout.TaskLetter, Path: "rollout/tasks"},
		{Kind: rollout.PilotKind, Table: "pilot", Title: "name", Letter: rollout.PilotLetter, Path: "rollout/pilots"},
		{Kind: stakeholder.MessageKind, Table: "message", Title: "subject", Field: "text", Letter: stakeholder.MessageLetter, Path: "messages"},
		{Kind: stakeholder.TrainingKind, Table: "training", Title: "topic", Letter: stakeholder.TrainingLetter, Path: "trainings"},
		{Kind: framework.WorksheetKind, Table: "worksheet", Title: "sheet", Words: "domain.worksheet", Letter: framework.WorksheetLetter, Path: "worksheets"},
		{Kind: decision.Kind, Table: "decision", Title: "question", Letter: decision.Letter, Path: "decisions"},
	}
}
