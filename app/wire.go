package app

import (
	"path/filepath"
	"time"

	"stegvis/app/account"
	"stegvis/app/businesscase"
	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/dispatch"
	"stegvis/app/flow"
	"stegvis/app/framework"
	"stegvis/app/guide"
	"stegvis/app/maturity"
	"stegvis/app/outlook"
	"stegvis/app/platform/bus"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database"
	"stegvis/app/platform/i18n"
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
	"stegvis/app/workshop"
	"stegvis/seeds"
)

// wire makes every room, the lower ones first.
func wire(db *database.DB, settings config.Settings, texts *i18n.Bundle, catalogue *flow.Catalogue, press *pdf.Press) web.Rooms {
	now := time.Now
	r := web.Rooms{DB: db, Bus: bus.New(), Texts: texts, Now: now, Forms: once.New(db), Journal: record.NewJournal(db)}
	r.Accounts = account.New(db, account.Letters{Texts: texts, Base: settings.BaseURL(), Sends: settings.SMTPHost != ""}, now)
	r.Projects = project.New(db, r.Accounts, texts, now)
	r.Attached = record.NewAttachments(db, sorts())
	wireSlices(&r)
	r.Projects.Seated = committee.Seated
	r.Outlook = outlook.New(db, outlook.Slices{Plan: r.Rollout, Costs: r.Costs, Risks: r.Risks, Tracks: r.Tracks, Maturity: r.Maturity, Involved: r.Involved, Projects: r.Projects, Asked: r.Decisions})
	r.Guide = guide.New(db, r.Outlook, guide.Slices{Plan: r.Rollout, Risks: r.Risks, Tracks: r.Tracks, Decisions: r.Decisions, Involved: r.Involved})
	r.Harvest = flow.NewHarvest(db, r.Workshops, flow.Registers{Risks: r.Risks, Plan: r.Rollout, Tracks: r.Tracks, Decisions: r.Decisions, Maturity: r.Maturity, Agreed: r.Agreed, Involved: r.Involved})
	r.Reports = report.New(db, report.Sources{Projects: r.Projects, Outlook: r.Outlook, Plan: r.Rollout, Risks: r.Risks, Decisions: r.Decisions,
		Tracks: r.Tracks, Maturity: r.Maturity, Targets: r.Targets, Agreed: r.Agreed, Harvest: r.Harvest, Committee: r.Committee}, press, settings.BaseURL())
	r.Post = dispatch.New(db, dispatch.Slices{Accounts: r.Accounts, Projects: r.Projects, Committee: r.Committee, Decisions: r.Decisions, Reports: r.Reports}, r.Accounts.Letters(), mail.ServerOf(settings), now)
	r.Begin = flow.NewBegin(db, r.Projects, r.Tracks, r.Risks, r.Costs, r.Rollout, catalogue)
	r.Gaps = flow.NewGaps(db, r.Maturity, r.Rollout, r.Risks, r.Costs, r.Attached)
	r.Meetings = flow.NewMeetings(db, r.Committee, r.Decisions, r.Rollout, r.Reports, r.Projects)
	r.Causes = flow.NewCauses(db, r.Risks, catalogue)
	r.Agendas = flow.NewAgendas(r.Workshops, r.Library, catalogue, r.Maturity)
	r.Deciding = flow.NewDeciding(db, r.Decisions, r.Committee, r.Post)
	r.Reviews = flow.NewReviews(db, r.Committee, r.Reports)
	r.Doors = flow.NewDoors(r.Committee, r.Projects)
	r.Finder, r.Undo = finder(r), undo(r)
	return r
}

// wireSlices makes the slices, none of which asks another.
func wireSlices(r *web.Rooms) {
	r.Risks, r.Costs = risk.New(r.DB), businesscase.New(r.DB)
	r.Maturity, r.Decisions = maturity.New(r.DB, maturity.LoadShelf(seeds.Files)), decision.New(r.DB)
	r.Agreed, r.Targets = maturity.NewAgreements(r.DB), maturity.NewTargets(r.DB)
	r.Tracks, r.Rollout = framework.New(r.DB, framework.LoadSheets(seeds.Files)), rollout.New(r.DB)
	r.Involved = stakeholder.New(r.DB, r.Projects)
	r.Workshops = workshop.New(r.DB, r.Accounts, r.Now)
	r.Committee = committee.New(r.DB)
	r.Library = workshop.NewLibrary(r.DB, r.Workshops, r.Now)
}

// demonstration is the demo, played in the same rooms.
func demonstration(r web.Rooms, settings config.Settings, catalogue *flow.Catalogue) *flow.Demo {
	slices := flow.Slices{
		Tracks: r.Tracks, Risks: r.Risks, Costs: r.Costs, Plan: r.Rollout, Maturity: r.Maturity, Targets: r.Targets, Agreed: r.Agreed,
		Workshops: r.Workshops, Decisions: r.Decisions, Involved: r.Involved, Attached: r.Attached, Guide: r.Guide,
		Committee: r.Committee, Meetings: r.Meetings, Deciding: r.Deciding, Reports: r.Reports, Post: r.Post,
	}
	return flow.NewDemo(r.DB, r.Accounts, r.Texts, slices, catalogue, seeds.Files, filepath.Join(settings.DataDir, "demo-sign-ins"), r.Now)
}

// finder looks through the rows of every sort.
func finder(r web.Rooms) *record.Finder {
	return record.NewFinder(r.DB, textsDigest, r.Risks.Find, r.Costs.Find,
		r.Rollout.Tasks.Find, r.Rollout.Waves.Find, r.Rollout.Pilots.Find, r.Rollout.Criteria.Find,
		r.Decisions.Find, r.Committee.Meetings.Find, r.Maturity.Find, r.Maturity.Evidence.Find, r.Workshops.Find,
		r.Tracks.Steps.Find, r.Tracks.Deliverables.Find, r.Tracks.Visions.Find, r.Tracks.Wins.Find, r.Tracks.Worksheets.Find,
		r.Involved.Parties.Find, r.Involved.Members.Find, r.Involved.Messages.Find, r.Involved.Trainings.Find)
}

// undo takes back what was done to a row of any sort.
func undo(r web.Rooms) *flow.Undo {
	return flow.NewUndo(r.DB, map[record.Kind]flow.Undoable{
		record.CommentKind: r.Attached.Undo, record.FileKind: r.Attached.Undo, record.LinkKind: r.Attached.Undo,
		risk.Kind: r.Risks.Undo, businesscase.Kind: r.Costs.Undo, maturity.Kind: r.Maturity.Undo, maturity.EvidenceKind: r.Maturity.Evidence.Undo, decision.Kind: r.Decisions.Undo, workshop.Kind: r.Workshops.Undo, workshop.TakenKind: r.Workshops.UndoTaken, workshop.AgendaPoint: r.Workshops.UndoRemoved,
		maturity.AgreementKind: r.Agreed.Undo, maturity.TargetKind: r.Targets.Undo, maturity.EaseKind: r.Targets.Eases.Undo,
		framework.StepKind: r.Tracks.Steps.Undo, framework.DeliverableKind: r.Tracks.Deliverables.Undo, framework.WorksheetKind: r.Tracks.Worksheets.Undo,
		framework.VisionKind: r.Tracks.Visions.Undo, framework.WinKind: r.Tracks.Wins.Undo,
		rollout.TaskKind: r.Rollout.Tasks.Undo, rollout.WaveKind: r.Rollout.Waves.Undo,
		rollout.PilotKind: r.Rollout.Pilots.Undo, rollout.CriterionKind: r.Rollout.Criteria.Undo,
		stakeholder.PartyKind: r.Involved.Parties.Undo, stakeholder.MemberKind: r.Involved.Members.Undo, stakeholder.MessageKind: r.Involved.Messages.Undo, stakeholder.TrainingKind: r.Involved.Trainings.Undo,
		committee.Kind: r.Committee.Rules.Undo, committee.MemberKind: r.Committee.Members.Undo, committee.DeputyKind: r.Committee.Deputies.Undo, committee.MeetingKind: r.Committee.Meetings.Undo,
		committee.ItemKind: r.Committee.Items.Undo, committee.ActionKind: r.Committee.Actions.Undo,
		outlook.OverrideKind: r.Outlook.Overrides.Undo, outlook.RulesKind: r.Outlook.Changes.Undo, guide.DismissalKind: r.Guide.Dismissals.Undo,
		report.VariantKind: r.Reports.Variants.Undo, report.DraftKind: r.Reports.Drafts.Undo,
		dispatch.Kind: r.Post.Schedules.Undo,
	})
}

// sorts are the rows that comments, files and links may hang on.
func sorts() []record.Sort {
	return []record.Sort{
		{Kind: risk.Kind, Table: "risk", Title: "title", Letter: risk.Letter, Path: "risks"},
		{Kind: businesscase.Kind, Table: "cost_line", Title: "name", Letter: businesscase.Letter, Path: "costs"},
		{Kind: rollout.TaskKind, Table: "task", Title: "title", Letter: rollout.TaskLetter, Path: "rollout/tasks"},
		{Kind: rollout.PilotKind, Table: "pilot", Title: "name", Letter: rollout.PilotLetter, Path: "rollout/pilots"},
		{Kind: stakeholder.PartyKind, Table: "stakeholder", Title: "name", Letter: stakeholder.PartyLetter, Path: "stakeholders", Needs: project.Confide, Closed: "sort = 'person'"},
		{Kind: stakeholder.MessageKind, Table: "message", Title: "subject", Field: "text", Letter: stakeholder.MessageLetter, Path: "messages"},
		{Kind: stakeholder.TrainingKind, Table: "training", Title: "topic", Letter: stakeholder.TrainingLetter, Path: "trainings"},
		{Kind: framework.WorksheetKind, Table: "worksheet", Title: "sheet", Words: "domain.worksheet", Letter: framework.WorksheetLetter, Path: "worksheets"},
		{Kind: committee.MeetingKind, Table: "meeting", Title: "title", Letter: committee.MeetingLetter, Path: "meetings"},
		{Kind: decision.Kind, Table: "decision", Title: "question", Letter: decision.Letter, Path: "decisions"},
	}
}
