package dispatch

import (
	"context"
	"time"

	"stegvis/app/account"
	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/platform/database"
	"stegvis/app/platform/job"
	"stegvis/app/platform/mail"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
)

// Slices are the rooms that letters are about.
type Slices struct {
	Accounts  *account.Accounts
	Projects  *project.Projects
	Committee *committee.Committees
	Decisions *decision.Register
	Reports   *report.Reports
}

// Post keeps the schedules of all projects and sends their reports.
type Post struct {
	Schedules record.Register[Schedule, *Schedule, Draft]
	db        *database.DB
	slices    Slices
	letters   account.Letters
	server    mail.Server
	now       func() time.Time
}

// New takes the database, the rooms below, how letters are written, and the server
// that takes them.
func New(db *database.DB, slices Slices, letters account.Letters, server mail.Server, now func() time.Time) *Post {
	return &Post{
		Schedules: record.Register[Schedule, *Schedule, Draft]{DB: db, May: project.Issue, Check: check, Then: follow},
		db:        db, slices: slices, letters: letters, server: server, now: now,
	}
}

// Mails reports whether the installation has a server that takes letters.
func (p *Post) Mails() bool { return p.letters.Sends }

// The kinds of the jobs.
const (
	dueKind     = "dispatch.due"     // looks for what is due
	prepareKind = "dispatch.prepare" // of a turn
	settleKind  = "dispatch.settle"  // issues what a turn prepared, unless the lead did
	issueKind   = "dispatch.issue"   // of a draft that has a day and no turn
	sendKind    = "dispatch.send"    // to one person
	askKind     = "dispatch.ask"     // one person to sign a report, or to answer a question
)

// Run has a runner do what is due. Without a mail server sendings wait, and are done
// as soon as there is one.
func (p *Post) Run(jobs *job.Runner) {
	jobs.Every(dueKind, time.Minute, p.Due)
	jobs.Handle(prepareKind, payload(p.prepare))
	jobs.Handle(settleKind, payload(p.settle))
	jobs.Handle(issueKind, payload(p.issueDraft))
	if p.Mails() {
		jobs.Handle(sendKind, payload(p.send))
		jobs.Handle(askKind, payload(p.asks))
	}
}

// key is the system's to a project, as the schedule.
func (p *Post) key(ctx context.Context, projectID string) (project.Scope, error) {
	key, err := p.slices.Projects.ByID(ctx, project.SystemScope{What: "schedule", Text: p.letters.Texts.For(""), Now: p.now()}, projectID)
	if err == nil {
		key.Text = p.letters.Texts.For(key.Project.Language)
	}
	return key, err
}
