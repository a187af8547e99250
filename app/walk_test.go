package app_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image/color"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/project"
	"stegvis/app/workshop"
)

// walkDate lies in the past and after every template's start.
var walkDate = date.New(2026, 3, 2).String()

// door is one address of the site and who is let in.
type door struct {
	route string // as Fiber knows it: "GET /projects/:slug/risks/:id"
	lets  lets
	thing string // the fixture that :id stands for
}

// lets says who is let in. Within a project it is who holds a permission; every
// other member is told so, and everybody else finds nothing there.
type lets struct {
	everybody     bool
	bearer        string // of a link of that purpose; nobody else finds anything
	there         bool   // whose seat is in the workshop that is asked for
	mine          bool   // whose own it is; nobody else who is signed in finds anything
	signedIn      bool
	administrator bool
	owner         bool // of the demo's organisation
	organisation  part // in the organisation that the address names
	permission    project.Permission
	toNothing     bool // whoever is let in finds nothing there, for want of what an empty form does not name
}

// part is what somebody must be in the organisation that an address names.
type part string

const (
	belongs part = "belongs to it, or administers the installation"
	keeps   part = "owns it, or administers the installation"
	owns    part = "owns it"
)

// parts are a door's method and its address as Fiber knows it.
func (d door) parts() (method, path string) {
	method, path, _ = strings.Cut(d.route, " ")
	return method, path
}

// at is a door's address in one project, given the fixtures that were made there.
func (d door) at(slug string, made map[string]string) string {
	_, path := d.parts()
	return strings.NewReplacer(":slug", slug, ":organisation", houseOf(slug), ":kind", "risk", ":track", "kotter", ":step", "anchor", ":sheet", "new_ways", ":id", made[d.thing], ":activity", made["activity"], ":item", made["meeting item"], ":action", made["meeting action"], ":code", made["code"], ":report", "steering").Replace(path)
}

// houseOf is the organisation of one of the two projects.
func houseOf(slug string) string {
	return map[string]string{"demo": "nordvik-vattenteknik", "foreign": "fjord-son"}[slug]
}

func may(p project.Permission) lets { return lets{permission: p} }

// doors is every address and who is let in: a new address gets its line here.
func doors() []door {
	var (
		everybody = lets{everybody: true}
		signedIn  = lets{signedIn: true}
		read      = may(project.Read)
		edit      = may(project.EditRegisters)
		assess    = may(project.Assess)
		manage    = may(project.Manage)
		issue     = may(project.Issue)

		seat          = lets{bearer: "seat"}
		there         = lets{bearer: "seat", there: true}
		manageNothing = lets{permission: project.Manage, toNothing: true}
	)
	return []door{
		// coming in
		{"GET /", everybody, ""},
		{"GET /sign-in", everybody, ""},
		{"POST /sign-in", everybody, ""},
		{"GET /forgot", everybody, ""},
		{"POST /forgot", everybody, ""},
		{"GET /reset/:token", lets{bearer: "reset"}, ""},
		{"POST /reset/:token", lets{bearer: "reset"}, ""},
		{"GET /invitation/:token", lets{bearer: "invitation"}, ""},
		{"POST /invitation/:token", lets{bearer: "invitation"}, ""},
		{"POST /invitation/:token/take", lets{bearer: "invitation", signedIn: true}, ""},

		// whether a PDF was issued
		{"GET /verify", everybody, ""},
		{"POST /verify", everybody, ""},

		// a seat in a workshop
		{"GET /join", everybody, ""},
		{"POST /join", everybody, ""},
		{"GET /join/:code", everybody, ""},
		{"GET /room", seat, ""},
		{"GET /room/own", seat, ""},
		{"GET /room/events", seat, ""},
		{"POST /room/votes", there, ""},
		{"POST /room/cards", there, ""},
		{"POST /room/table", seat, ""},
		{"POST /room/cards/:id/delete", there, "said card"},

		// a report that somebody was asked to sign
		{"GET /review/:token", lets{bearer: "review"}, ""},
		{"GET /review/:token/report.pdf", lets{bearer: "review"}, ""},
		{"POST /review/:token/comments", lets{bearer: "review"}, ""},
		{"POST /review/:token/sign", lets{bearer: "review"}, ""},

		// a question that is put to the committee by circulation
		{"GET /ballot/:token", lets{bearer: "ballot"}, ""},
		{"POST /ballot/:token/votes", lets{bearer: "ballot"}, ""},

		// oneself
		{"GET /me", signedIn, ""},
		{"POST /me", signedIn, ""},
		{"POST /me/password", signedIn, ""},
		{"POST /me/sessions/:id/end", lets{signedIn: true, toNothing: true}, "none"},
		{"GET /me/agendas", signedIn, ""},
		{"POST /me/agendas/:id", lets{signedIn: true, mine: true}, "agenda"},
		{"POST /me/agendas/:id/delete", lets{signedIn: true, mine: true}, "agenda"}, // of an older version, and stays

		// projects
		{"GET /projects", signedIn, ""},
		{"GET /projects/new", lets{owner: true}, ""},
		{"POST /projects", lets{signedIn: true, toNothing: true}, ""},

		// organisations
		{"GET /organisations", signedIn, ""},
		{"POST /organisations", lets{administrator: true}, ""},
		{"GET /organisations/:organisation", lets{organisation: belongs}, ""},
		{"GET /organisations/:organisation/portfolio.pdf", lets{organisation: belongs}, ""},
		{"POST /organisations/:organisation/portfolio", lets{organisation: owns}, ""},
		{"GET /organisations/:organisation/portfolio/:id", lets{organisation: owns}, "portfolio"},
		{"GET /organisations/:organisation/portfolio/:id/report.pdf", lets{organisation: owns}, "portfolio"},
		{"POST /organisations/:organisation", lets{organisation: keeps}, ""},
		{"GET /organisations/:organisation/brand", lets{organisation: owns}, ""},
		{"POST /organisations/:organisation/brand", lets{organisation: owns}, ""}, // which changes no colour
		{"POST /organisations/:organisation/brand/logo", lets{organisation: owns}, ""},
		{"POST /organisations/:organisation/brand/logo/delete", lets{organisation: owns}, ""},
		{"GET /organisations/:organisation/logo.png", lets{organisation: belongs}, ""},
		{"POST /organisations/:organisation/members", lets{organisation: keeps}, ""},
		{"POST /organisations/:organisation/members/:id", lets{organisation: keeps}, "none"},
		{"POST /organisations/:organisation/members/:id/delete", lets{organisation: keeps, toNothing: true}, "none"},
		{"POST /organisations/:organisation/invitations/:id/renew", lets{organisation: keeps, toNothing: true}, "none"},
		{"POST /organisations/:organisation/invitations/:id/revoke", lets{organisation: keeps, toNothing: true}, "none"},
		{"POST /organisations/:organisation/projects/:id/restore", lets{organisation: owns, toNothing: true}, "none"},

		// the installation
		{"GET /admin/accounts", lets{administrator: true}, ""},
		{"POST /admin/accounts", lets{administrator: true}, ""},
		{"POST /admin/accounts/:id/organisations", lets{administrator: true, toNothing: true}, "none"},
		{"POST /admin/accounts/:id/reset", lets{administrator: true, toNothing: true}, "none"},
		{"POST /admin/accounts/:id/close", lets{administrator: true, toNothing: true}, "none"},
		{"POST /admin/accounts/:id/reopen", lets{administrator: true, toNothing: true}, "none"},

		// overview
		{"GET /projects/:slug/", read, ""},
		{"POST /projects/:slug/undo", lets{permission: project.Comment, toNothing: true}, ""},
		{"GET /projects/:slug/search", read, ""},
		{"GET /projects/:slug/search/hints", read, ""},
		{"GET /projects/:slug/health", read, ""},
		{"POST /projects/:slug/health", may(project.Manage), ""},
		{"POST /projects/:slug/health/overrides/:id/delete", may(project.Manage), "override"},

		// the grid
		{"GET /projects/:slug/grid", read, ""},
		{"GET /projects/:slug/grid/list", read, ""},

		// next best steps
		{"GET /projects/:slug/next", read, ""},
		{"POST /projects/:slug/next", manage, ""},
		{"POST /projects/:slug/next/:id/delete", manage, "dismissal"},

		// the two tracks
		{"GET /projects/:slug/tracks/:track", read, ""},
		{"GET /projects/:slug/tracks/:track/:step", read, ""},
		{"GET /projects/:slug/tracks/:track/:step/*", read, ""},
		{"POST /projects/:slug/tracks/:track/:step", edit, ""},
		{"POST /projects/:slug/tracks/:track/:step/finish", edit, ""},
		{"POST /projects/:slug/tracks/:track/:step/reopen", edit, ""},
		{"POST /projects/:slug/tracks/:track/:step/deliverables", edit, ""},
		{"POST /projects/:slug/tracks/:track/:step/deliverables/:id", edit, "deliverable"},
		{"POST /projects/:slug/tracks/:track/:step/deliverables/:id/delete", edit, "deliverable"},
		{"POST /projects/:slug/tracks/:track/:step/deliverables/:id/worksheet", lets{permission: project.EditRegisters, toNothing: true}, "deliverable"},
		{"GET /projects/:slug/tracks/:track/:step/worksheets/:sheet", read, ""},
		{"POST /projects/:slug/tracks/:track/:step/worksheets/:sheet", edit, ""},
		{"GET /projects/:slug/tracks/:track/:step/worksheets/:sheet/worksheet.pdf", read, ""},
		{"GET /projects/:slug/worksheets/:id", read, "worksheet"},
		{"POST /projects/:slug/tracks/kotter/vision/text", edit, ""},
		{"POST /projects/:slug/tracks/kotter/wins/promises", edit, ""},
		{"POST /projects/:slug/tracks/kotter/wins/promises/:id", edit, "win"},
		{"POST /projects/:slug/tracks/kotter/wins/promises/:id/delete", edit, "win"},

		// stakeholders, coalition, messages, trainings
		{"GET /projects/:slug/stakeholders", read, ""},
		{"POST /projects/:slug/stakeholders", edit, ""},
		{"POST /projects/:slug/stakeholders/pick", edit, ""},
		{"POST /projects/:slug/stakeholders/bulk", edit, ""},
		{"GET /projects/:slug/stakeholders/:id", read, "stakeholder"},
		{"POST /projects/:slug/stakeholders/:id", edit, "stakeholder"},
		{"POST /projects/:slug/stakeholders/:id/delete", edit, "stakeholder"},
		{"GET /projects/:slug/coalition", read, ""},
		{"POST /projects/:slug/coalition", edit, ""},
		{"POST /projects/:slug/coalition/pick", edit, ""},
		{"POST /projects/:slug/coalition/bulk", edit, ""},
		{"GET /projects/:slug/coalition/:id", read, "member"},
		{"POST /projects/:slug/coalition/:id", edit, "member"},
		{"POST /projects/:slug/coalition/:id/delete", edit, "member"},
		{"GET /projects/:slug/messages", read, ""},
		{"POST /projects/:slug/messages", edit, ""},
		{"POST /projects/:slug/messages/pick", edit, ""},
		{"POST /projects/:slug/messages/bulk", edit, ""},
		{"GET /projects/:slug/messages/:id", read, "message"},
		{"POST /projects/:slug/messages/:id", edit, "message"},
		{"POST /projects/:slug/messages/:id/delete", edit, "message"},
		{"GET /projects/:slug/trainings", read, ""},
		{"POST /projects/:slug/trainings", edit, ""},
		{"POST /projects/:slug/trainings/pick", edit, ""},
		{"POST /projects/:slug/trainings/bulk", edit, ""},
		{"GET /projects/:slug/trainings/:id", read, "training"},
		{"POST /projects/:slug/trainings/:id", edit, "training"},
		{"POST /projects/:slug/trainings/:id/delete", edit, "training"},

		// risks
		{"GET /projects/:slug/risks", read, ""},
		{"POST /projects/:slug/risks", edit, ""},
		{"POST /projects/:slug/risks/from-catalogue", lets{permission: project.EditRegisters, toNothing: true}, ""},
		{"POST /projects/:slug/risks/pick", edit, ""},
		{"POST /projects/:slug/risks/bulk", edit, ""},
		{"GET /projects/:slug/risks/:id", read, "risk"},
		{"POST /projects/:slug/risks/:id", edit, "risk"},
		{"POST /projects/:slug/risks/:id/delete", edit, "risk"},

		// money
		{"GET /projects/:slug/costs", read, ""},
		{"POST /projects/:slug/costs", edit, ""},
		{"POST /projects/:slug/costs/pick", edit, ""},
		{"POST /projects/:slug/costs/bulk", edit, ""},
		{"GET /projects/:slug/costs/:id", read, "cost"},
		{"POST /projects/:slug/costs/:id", edit, "cost"},
		{"POST /projects/:slug/costs/:id/delete", edit, "cost"},

		// roll-out
		{"GET /projects/:slug/rollout", read, ""},
		{"POST /projects/:slug/rollout", edit, ""},
		{"POST /projects/:slug/rollout/pick", edit, ""},
		{"POST /projects/:slug/rollout/bulk", edit, ""},
		{"GET /projects/:slug/rollout/tasks/:id", read, "task"},
		{"POST /projects/:slug/rollout/tasks/:id", edit, "task"},
		{"POST /projects/:slug/rollout/tasks/:id/move", edit, "task"},
		{"POST /projects/:slug/rollout/tasks/:id/delete", edit, "task"},
		{"GET /projects/:slug/rollout/waves", read, ""},
		{"POST /projects/:slug/rollout/waves", edit, ""},
		{"GET /projects/:slug/rollout/waves/:id", read, "wave"},
		{"POST /projects/:slug/rollout/waves/:id", edit, "wave"},
		{"POST /projects/:slug/rollout/waves/:id/delete", edit, "wave"},
		{"GET /projects/:slug/rollout/pilots", read, ""},
		{"POST /projects/:slug/rollout/pilots", edit, ""},
		{"GET /projects/:slug/rollout/pilots/:id", read, "pilot"},
		{"POST /projects/:slug/rollout/pilots/:id", edit, "pilot"},
		{"POST /projects/:slug/rollout/pilots/:id/delete", edit, "pilot"},
		{"POST /projects/:slug/rollout/criteria", lets{permission: project.EditRegisters, toNothing: true}, ""},
		{"GET /projects/:slug/rollout/criteria/:id", read, "criterion"},
		{"POST /projects/:slug/rollout/criteria/:id", edit, "criterion"},
		{"POST /projects/:slug/rollout/criteria/:id/delete", edit, "criterion"},

		// people and members
		{"GET /projects/:slug/members", read, ""},
		{"POST /projects/:slug/members", manage, ""},
		{"POST /projects/:slug/invitations/:id/renew", manageNothing, "none"},
		{"POST /projects/:slug/invitations/:id/revoke", manageNothing, "none"},
		{"POST /projects/:slug/people", edit, ""},
		{"GET /projects/:slug/people/:id", read, "person"},
		{"POST /projects/:slug/people/:id", edit, "person"},
		{"POST /projects/:slug/people/:id/delete", edit, "person"},
		{"POST /projects/:slug/people/:id/restore", lets{permission: project.EditRegisters, toNothing: true}, "person"}, // who is not removed
		{"POST /projects/:slug/people/:id/role", manageNothing, "person"},                                               // who is no member
		{"POST /projects/:slug/people/:id/leave", manageNothing, "person"},
		{"POST /projects/:slug/people/:id/reset", manageNothing, "person"},

		// maturity
		{"GET /projects/:slug/maturity", read, ""},
		{"POST /projects/:slug/maturity", assess, ""},
		{"GET /projects/:slug/maturity/new", assess, ""},
		{"GET /projects/:slug/maturity/targets", read, ""},
		{"POST /projects/:slug/maturity/targets", assess, ""},
		{"POST /projects/:slug/maturity/ease", manage, ""},
		{"GET /projects/:slug/maturity/gaps/:id", read, "dimension"},
		{"POST /projects/:slug/maturity/gaps/:id", edit, "dimension"},
		{"GET /projects/:slug/maturity/:id", read, "assessment"},
		{"POST /projects/:slug/maturity/:id/evidence", assess, "assessment"},
		{"POST /projects/:slug/maturity/:id/evidence/:evidence/delete", lets{permission: project.Assess, toNothing: true}, "assessment"},
		{"POST /projects/:slug/maturity/:id/delete", assess, "assessment"},
		{"GET /projects/:slug/questionnaires", read, ""},
		{"POST /projects/:slug/questionnaires", manage, ""},
		{"GET /projects/:slug/questionnaires/new", manage, ""},
		{"GET /projects/:slug/questionnaires/:id", read, "questionnaire"},
		{"POST /projects/:slug/questionnaires/:id", manage, "questionnaire"},
		{"GET /projects/:slug/questionnaires/:id/edit", manage, "questionnaire"},
		{"POST /projects/:slug/questionnaires/:id/copy", manage, "questionnaire"},
		{"GET /projects/:slug/questionnaires/:id/questionnaire.yaml", read, "questionnaire"},
		{"POST /projects/:slug/questionnaires/:id/delete", manage, "questionnaire"},

		// agendas and rehearsals of workshops
		{"GET /projects/:slug/workshops/:id/agenda", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/agenda", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/rehearsal", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/rehearsal/discard", assess, "workshop"},
		// what came of workshops
		{"GET /projects/:slug/workshops/:id/results", read, "workshop"},
		{"GET /projects/:slug/workshops/:id/results.csv", read, "workshop"},
		{"GET /projects/:slug/workshops/:id/results.json", read, "workshop"},
		{"GET /projects/:slug/workshops/:id/results.md", read, "workshop"},
		{"POST /projects/:slug/workshops/:id/results", assess, "workshop"},
		// workshops
		{"GET /projects/:slug/workshops", read, ""},
		{"POST /projects/:slug/workshops", assess, ""},
		{"GET /projects/:slug/workshops/:id", read, "workshop"},
		{"POST /projects/:slug/workshops/:id", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/delete", assess, "workshop"}, // which runs, and stays
		{"POST /projects/:slug/workshops/:id/activities", assess, "workshop"},
		{"GET /projects/:slug/workshops/:id/activities/:activity", read, "workshop"},
		{"POST /projects/:slug/workshops/:id/activities/:activity", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/activities/:activity/move", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/activities/:activity/delete", assess, "workshop"},
		{"GET /projects/:slug/workshops/:id/desk", assess, "workshop"},
		{"GET /projects/:slug/workshops/:id/desk/pulse", assess, "workshop"},
		{"GET /projects/:slug/workshops/:id/screen", assess, "workshop"},
		{"GET /projects/:slug/workshops/:id/events", lets{permission: project.Assess, toNothing: true}, "workshop"}, // which asks for no stream
		{"POST /projects/:slug/workshops/:id/desk/begin", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/code", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/lock", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/time", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/people", assess, "workshop"},
		{"GET /projects/:slug/workshops/:id/desk/people", assess, "workshop"},
		{"GET /projects/:slug/workshops/:id/desk/people/latest", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/people/dismiss", assess, "workshop"}, // of nobody
		{"POST /projects/:slug/workshops/:id/desk/card", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/show", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/turn", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/cards", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/place", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/dismiss", lets{permission: project.Assess, toNothing: true}, "workshop"}, // of nobody
		{"POST /projects/:slug/workshops/:id/desk/votes", assess, "workshop"},                                              // of nothing
		{"POST /projects/:slug/workshops/:id/desk/agree", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/choose", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/tables", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/seat", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/apart", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/gather", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/merge", assess, "workshop"},
		{"POST /projects/:slug/workshops/:id/desk/end", assess, "workshop"},

		// decisions
		{"GET /projects/:slug/decisions", read, ""},
		{"POST /projects/:slug/decisions", edit, ""},
		{"POST /projects/:slug/decisions/pick", edit, ""},
		{"POST /projects/:slug/decisions/bulk", edit, ""},
		{"GET /projects/:slug/decisions/:id", read, "decision"},
		{"POST /projects/:slug/decisions/:id", edit, "decision"},
		{"POST /projects/:slug/decisions/:id/decide", may(project.Decide), "decision"},
		{"POST /projects/:slug/decisions/:id/circulate", edit, "decision"},
		{"POST /projects/:slug/decisions/:id/recall", edit, "decision"},
		{"POST /projects/:slug/decisions/:id/votes", read, "decision"}, // who has a seat, whatever their role
		{"POST /projects/:slug/decisions/:id/close", manage, "decision"},
		{"POST /projects/:slug/decisions/:id/links", manageNothing, "decision"}, // of nobody
		{"POST /projects/:slug/decisions/:id/links/revoke", manageNothing, "decision"},
		{"POST /projects/:slug/decisions/:id/carry", edit, "decision"},
		{"POST /projects/:slug/decisions/:id/done", edit, "decision"},
		{"POST /projects/:slug/decisions/:id/reopen", edit, "decision"},
		{"POST /projects/:slug/decisions/:id/delete", edit, "decision"},

		// the steering committee and its meetings
		{"GET /projects/:slug/committee", read, ""},
		{"POST /projects/:slug/committee", manage, ""},
		{"POST /projects/:slug/committee/members", manage, ""},
		{"POST /projects/:slug/committee/members/:id/delete", manage, "committee member"},
		{"POST /projects/:slug/committee/deputies", may(project.Comment), ""},
		{"POST /projects/:slug/committee/deputies/:id/delete", may(project.Comment), "deputy"},
		{"GET /projects/:slug/meetings", read, ""},
		{"POST /projects/:slug/meetings", edit, ""},
		{"GET /projects/:slug/meetings/:id", read, "meeting"},
		{"POST /projects/:slug/meetings/:id", edit, "meeting"},
		{"POST /projects/:slug/meetings/:id/delete", edit, "meeting"},
		{"POST /projects/:slug/meetings/:id/participants", edit, "meeting"},
		{"POST /projects/:slug/meetings/:id/agenda", edit, "meeting"},
		{"POST /projects/:slug/meetings/:id/items", edit, "meeting"},
		{"GET /projects/:slug/meetings/:id/items/:item", read, "meeting"},
		{"POST /projects/:slug/meetings/:id/items/:item", edit, "meeting"},
		{"POST /projects/:slug/meetings/:id/items/:item/move", edit, "meeting"},
		{"POST /projects/:slug/meetings/:id/items/:item/delete", edit, "meeting"},
		{"POST /projects/:slug/meetings/:id/items/:item/decide", manage, "meeting"}, // who may write minutes and decide
		{"POST /projects/:slug/meetings/:id/items/:item/actions", edit, "meeting"},
		{"POST /projects/:slug/meetings/:id/items/:item/actions/:action", edit, "meeting"},
		{"POST /projects/:slug/meetings/:id/items/:item/actions/:action/delete", edit, "meeting"},
		{"POST /projects/:slug/meetings/:id/tasks", edit, "meeting"},
		{"POST /projects/:slug/meetings/:id/close", edit, "meeting"}, // which is not held, and stays open
		{"GET /projects/:slug/meetings/:id/minutes.pdf", read, "meeting"},

		// reports
		{"GET /projects/:slug/reports", read, ""},
		{"GET /projects/:slug/reports/compare", read, ""},
		{"GET /projects/:slug/reports/:report.pdf", read, ""},
		{"POST /projects/:slug/reports/drafts", issue, ""},
		{"GET /projects/:slug/reports/drafts/:id", issue, "report draft"},
		{"POST /projects/:slug/reports/drafts/:id", issue, "report draft"},
		{"GET /projects/:slug/reports/drafts/:id/report.pdf", issue, "report draft"},
		{"POST /projects/:slug/reports/drafts/:id/issue", issue, "report draft"},
		{"POST /projects/:slug/reports/drafts/:id/delete", issue, "report draft"},
		{"GET /projects/:slug/reports/variants", issue, ""},
		{"POST /projects/:slug/reports/variants", issue, ""},
		{"GET /projects/:slug/reports/variants/:id", issue, "variant"},
		{"POST /projects/:slug/reports/variants/:id", issue, "variant"},
		{"POST /projects/:slug/reports/variants/:id/delete", issue, "variant"},
		{"GET /projects/:slug/reports/schedules", issue, ""},
		{"POST /projects/:slug/reports/schedules", issue, ""},
		{"GET /projects/:slug/reports/schedules/:id", issue, "schedule"},
		{"POST /projects/:slug/reports/schedules/:id", issue, "schedule"},
		{"POST /projects/:slug/reports/schedules/:id/delete", issue, "schedule"},
		{"POST /projects/:slug/reports/:id/send", issue, "report"},
		{"POST /projects/:slug/reports/:id/again", lets{permission: project.Issue, toNothing: true}, "report"},
		{"GET /projects/:slug/reports/:id", read, "report"},
		{"GET /projects/:slug/reports/:id/report.pdf", read, "report"},

		// reviews of reports
		{"GET /projects/:slug/reports/:id/review", read, "report"},
		{"POST /projects/:slug/reports/:id/review", issue, "report"},
		{"POST /projects/:slug/reports/:id/review/close", issue, "report"},
		{"POST /projects/:slug/reports/:id/review/sign", read, "report"}, // who was asked, whatever their role
		{"POST /projects/:slug/reports/:id/review/comments", may(project.Comment), "report"},
		{"POST /projects/:slug/reports/:id/review/links", lets{permission: project.Issue, toNothing: true}, "report"}, // of nobody
		{"POST /projects/:slug/reports/:id/review/links/revoke", lets{permission: project.Issue, toNothing: true}, "report"},

		// activity
		{"GET /projects/:slug/activity", may(project.ReadActivity), ""},

		// settings
		{"GET /projects/:slug/settings", manage, ""},
		{"POST /projects/:slug/settings", manage, ""},
		{"POST /projects/:slug/settings/delete", manage, ""},
		{"GET /projects/:slug/settings/health", may(project.Manage), ""},
		{"POST /projects/:slug/settings/health", may(project.Manage), ""},

		// comments, files and links of any row
		{"POST /projects/:slug/on/:kind/:id/comments", may(project.Comment), "risk"},
		{"POST /projects/:slug/on/:kind/:id/files", edit, "risk"},
		{"POST /projects/:slug/on/:kind/:id/links", edit, "risk"},
		{"GET /projects/:slug/files/:id", read, "file"},
		{"POST /projects/:slug/comments/:id/delete", lets{permission: project.Comment, toNothing: true}, "none"},
		{"POST /projects/:slug/files/:id/delete", lets{permission: project.EditRegisters, toNothing: true}, "none"},
		{"POST /projects/:slug/links/:id/delete", lets{permission: project.EditRegisters, toNothing: true}, "none"},
	}
}

// sent is what the doors are sent that an empty form would ask for nothing: field
// and fixture, or a value of its own.
func sent() map[string][]string {
	at := func(what string) string { return "POST /projects/:slug/workshops/:id/desk/" + what }
	return map[string][]string{
		"POST /room/votes":            {"activity", "said on", "vote", "said vote", "sent", "1"},
		"POST /room/cards":            {"activity", "said on", "id", "said card", "text", "Walked words"},
		"POST /room/cards/:id/delete": {"activity", "said on"},
		"POST /me/agendas/:id":        {"name", "Walked agenda", "version", "0"},
		at("show"):                    {"activity", "activity"},
		at("turn"):                    {"activity", "activity", "phase", "open"},
		at("cards"):                   {"activity", "activity", "do", "group", "cluster", "Walked", "pick", "card"},
		at("place"):                   {"activity", "activity", "card", "card"},
		at("agree"):                   {"activity", "activity", "subject", "card", "value", "3"}, // where no level is agreed on
		at("choose"):                  {"activity", "activity", "card", "card", "on", "true"},
		at("apart"):                   {"activity", "activity"},
		at("gather"):                  {"activity", "activity"},
		at("merge"):                   {"activity", "activity", "pick", "card"},
	}
}

// form is what a door is sent.
func (d door) form(made map[string]string) url.Values {
	form, fields := url.Values{}, sent()[d.route]
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], cmp.Or(made[fields[i+1]], fields[i+1]))
	}
	return form
}

// untried are addresses that would end the walk for whoever takes them, or that
// are closed by then; other tests try them.
func untried() []string {
	return []string{"GET /set-up", "POST /set-up", "POST /sign-out", "POST /me/sign-out-everywhere", "GET /healthz", "GET /readyz", "GET /static/*"}
}

// things makes, in a project, what the doors with an id need: fixture → id.
func things(b *apptest.Browser, home string) map[string]string {
	linked := func(page, list, marker string) string {
		link, found := b.Get(page).Must(http.StatusOK).Doc().Find(fmt.Sprintf("main a[href^='%s/']:contains('%s')", list, marker)).Attr("href")
		if !found {
			panic("the walk finds no " + marker + " on " + page)
		}
		return link[strings.LastIndex(link, "/")+1:]
	}
	id := func(list, marker string) string { return linked(list, strings.Split(list, "?")[0], marker) }
	made := map[string]string{"none": "none", "dimension": "vision"}
	b.Post(home+"/risks", riskForm("Walked risk")).Must(http.StatusSeeOther)
	made["risk"] = id(home+"/risks?q=Walked", "Walked risk")
	b.Post(home+"/people", url.Values{"name": {"Walked Person"}}).Must(http.StatusSeeOther)
	made["person"] = linked(home+"/members?q=Walked", home+"/people", "Walked Person")
	b.Post(home+"/costs", url.Values{"cost": {"hardware"}, "name": {"Walked cost"}}).Must(http.StatusSeeOther)
	made["cost"] = id(home+"/costs", "Walked cost")
	b.Post(home+"/maturity", assessmentForm(walkDate, 2, 3)).Must(http.StatusSeeOther)
	made["assessment"] = id(home+"/maturity", "Assessment")
	made["questionnaire"] = "ours"
	if b.Get(home+"/questionnaires").Must(http.StatusOK).Doc().Find("main a[href*='/questionnaires/ours']").Length() == 0 { // it is the organisation's
		b.Post(home+"/questionnaires", url.Values{"source": {ownSource}}).Must(http.StatusSeeOther)
	}
	inPlace := func(page, marker string) string {
		row := b.Get(page).Must(http.StatusOK).Doc().Find(fmt.Sprintf("li.deliverable:contains('%s')", marker))
		return row.AttrOr("id", "  ")[2:]
	}
	b.Post(home+"/tracks/kotter/anchor/deliverables", url.Values{"name": {"Walked deliverable"}}).Must(http.StatusSeeOther)
	made["deliverable"] = inPlace(home+"/tracks/kotter/anchor", "Walked deliverable")
	sheet := home + "/tracks/kotter/anchor/worksheets/new_ways"
	if b.Get(sheet).Doc().Find("form[action*='/on/worksheet/']").Length() == 0 { // a step has one of each
		b.Post(sheet, url.Values{"state": {"draft"}, "cell[stories]": {"Walked worksheet"}}).Must(http.StatusSeeOther)
	}
	onSheet, _ := b.Get(sheet).Doc().Find("form[action*='/on/worksheet/']").Attr("action")
	made["worksheet"] = strings.Split(onSheet, "/")[5]
	b.Post(home+"/tracks/kotter/wins/promises", url.Values{"title": {"Walked win"}, "status": {"promised"}}).Must(http.StatusSeeOther)
	made["win"] = inPlace(home+"/tracks/kotter/wins", "Walked win")
	b.Send(home+"/on/risk/"+made["risk"]+"/files", b.Token(), nil, map[string][]byte{"file": []byte("walked")}).Must(http.StatusSeeOther)
	made["file"] = linked(home+"/risks/"+made["risk"], home+"/files", "file.txt")
	b.Post(home+"/coalition", memberForm("Walked Person "+database.NewID())).Must(http.StatusSeeOther)
	made["member"] = id(home+"/coalition", "Walked Person")
	b.Post(home+"/stakeholders", partyForm("Walked stakeholder")).Must(http.StatusSeeOther)
	made["stakeholder"] = id(home+"/stakeholders?q=Walked", "Walked stakeholder")
	b.Post(home+"/messages", messageForm("Walked message")).Must(http.StatusSeeOther)
	made["message"] = id(home+"/messages", "Walked message")
	b.Post(home+"/trainings", trainingForm("Walked training")).Must(http.StatusSeeOther)
	made["training"] = id(home+"/trainings", "Walked training")
	b.Post(home+"/rollout", url.Values{"title": {"Walked task"}, "status": {"todo"}}).Must(http.StatusSeeOther)
	made["task"] = linked(home+"/rollout?q=Walked", home+"/rollout/tasks", "Walked task")
	b.Post(home+"/rollout/waves", url.Values{"name": {"Walked wave"}}).Must(http.StatusSeeOther)
	made["wave"] = id(home+"/rollout/waves", "Walked wave")
	b.Post(home+"/rollout/pilots", url.Values{"name": {"Walked pilot"}}).Must(http.StatusSeeOther)
	made["pilot"] = id(home+"/rollout/pilots", "Walked pilot")
	b.Post(home+"/rollout/criteria", url.Values{"pilot_id": {made["pilot"]}, "name": {"Walked criterion"}, "target": {"80 %"}, "verdict": {"open"}}).Must(http.StatusSeeOther)
	made["criterion"] = linked(home+"/rollout/pilots/"+made["pilot"], home+"/rollout/criteria", "Walked criterion")
	walkedWorkshop(b, home, made)
	b.Post(home+"/decisions", url.Values{"question": {"Walked question"}}).Must(http.StatusSeeOther)
	made["decision"] = id(home+"/decisions?q=Walked", "Walked question")
	walkedReports(b, home, made)
	walkedCommittee(b, home, made)
	b.Post(home+"/reports/"+made["report"]+"/review", nil).Must(http.StatusSeeOther)
	for _, colour := range []string{"green", "amber"} { // one of them is not the rule's
		if b.Post(home+"/health", url.Values{"dimension": {"capability"}, "colour": {colour}, "reason": {"Walked reason"}}).Status == http.StatusSeeOther {
			break
		}
	}
	action, _ := b.Get(home + "/health").Doc().Find("form[action*='/overrides/']").Attr("action")
	made["override"] = strings.Split(action, "/")[5]
	b.Post(home+"/next", url.Values{"rule": {"silence"}, "object": {database.NewID()}, "reason": {"Walked"}, "returns_on": {inDays(9)}}).Must(http.StatusSeeOther)
	action, _ = b.Get(home + "/next").Must(http.StatusOK).Doc().Find("form[action*='/next/']").Attr("action")
	made["dismissal"] = strings.Split(action, "/")[4]
	return made
}

// walkedReports prepares two reports, of which one is issued, and puts one together.
func walkedReports(b *apptest.Browser, home string, made map[string]string) {
	last := func(at string) string { return at[strings.LastIndex(at, "/")+1:] }
	issued := b.Post(home+"/reports/drafts", url.Values{"kind": {"grid"}}).Must(http.StatusSeeOther)
	made["report"] = last(b.Post(issued.Location+"/issue", url.Values{"version": {"1"}}).Must(http.StatusSeeOther).Location)
	made["report draft"] = last(b.Post(home+"/reports/drafts", url.Values{"kind": {"grid"}}).Must(http.StatusSeeOther).Location)
	b.Post(home+"/reports/variants", url.Values{"name": {"Walked variant"}, "sections": {"summary"}}).Must(http.StatusSeeOther)
	at, _ := b.Get(home + "/reports/variants").Must(http.StatusOK).Doc().Find("main a[href*='/reports/variants/']").Attr("href")
	made["variant"] = last(at)
	b.Post(home+"/reports/schedules", scheduleForm("steering", "15")).Must(http.StatusSeeOther)
	at, _ = b.Get(home + "/reports/schedules").Must(http.StatusOK).Doc().Find("main h2 a[href*='/reports/schedules/']").Attr("href")
	made["schedule"] = last(at)
}

// walker is somebody who tries every door.
type walker struct {
	name    string
	browser *apptest.Browser
	role    project.Role // in the project that is theirs, "" for none
	home    string       // "demo", "foreign" or ""
	owner   bool         // of an organisation
	admin   bool
	token   string            // of forms
	bears   string            // the purpose of the link that they hold, "" for none
	link    string            // its address
	made    map[string]string // fixtures of what they said in their workshop
}

// walkers are one of each sort: those of the demo project, the owner of another
// organisation who also administers the installation, and nobody.
func walkers(t *testing.T, site *apptest.Site) []walker {
	t.Helper()
	stranger := site.SetUp(t)
	all := []walker{
		{name: "anonymous", browser: site.Browser(t)},
		{name: "administrator elsewhere", browser: stranger, role: project.Lead, home: "foreign", owner: true, admin: true},
	}
	stranger.Begin("Foreign", "small")
	all = append(all, seatedIn(t, site, "foreign"))
	for _, s := range demoSignIns(t, site) {
		b := site.Browser(t)
		b.Post("/sign-in", url.Values{"email": {s[1]}, "password": {s[2]}}).Must(http.StatusSeeOther)
		w := walker{name: s[0], browser: b, role: project.Role(s[0]), home: "demo"}
		if !slices.Contains(project.Roles(), w.role) {
			w.role, w.owner = project.Lead, true
		}
		if w.role == project.Lead && !w.owner {
			for purpose, link := range links(t, b) {
				all = append(all, walker{name: "bearer of a link of " + purpose, browser: site.Browser(t), bears: purpose, link: link})
			}
			all = append(all, seatedIn(t, site, "demo"))
		}
		all = append(all, w)
	}
	for i := range all {
		all[i].token = all[i].browser.Token()
	}
	return all
}

// seatedIn is the bearer of a seat in a workshop of a project, who has said something.
func seatedIn(t *testing.T, site *apptest.Site, slug string) walker {
	t.Helper()
	h, phone, card := newHall(t, site, slug), site.Browser(t), database.NewID()
	on := h.adds(workshop.ActivityDraft{Kind: workshop.Cards, Title: "Walked session"})
	h.turns(on, workshop.Open)
	h.lets(phone, "Maja", "")
	phone.Post("/room/cards", url.Values{"activity": {on}, "id": {card}, "text": {"Said"}}).Must(http.StatusSeeOther)
	return walker{name: "bearer of a seat in " + slug, browser: phone, bears: "seat", home: slug, made: map[string]string{"said on": on, "said card": card, "said vote": card + ":1"}}
}

// links are one of each purpose that a lead can hand out.
func links(t *testing.T, lead *apptest.Browser) map[string]string {
	t.Helper()
	const people = "/projects/demo/members"
	somebody, _ := lead.Get(people).Must(http.StatusOK).Doc().Find("main a[href^='/projects/demo/people/']:contains('Jonatan')").Attr("href")
	invited := lead.Post(people, url.Values{"email": {"bearer@nordvik.example"}, "role": {"viewer"}}).Must(http.StatusOK)
	reset := lead.Post(somebody+"/reset", nil).Must(http.StatusOK)
	return map[string]string{
		"review":     reviewLink(t, lead, "/projects/demo"),
		"ballot":     ballotLink(t, lead, "/projects/demo"),
		"invitation": linkIn(t, invited.Text(".copyable"), "invitation"),
		"reset":      linkIn(t, reset.Text(".copyable"), "reset"),
	}
}

// reviewLink is a link by which somebody without an account signs a report.
func reviewLink(t *testing.T, lead *apptest.Browser, home string) string {
	t.Helper()
	seats(lead, home, "Sigbritt Wallander "+database.NewID()[:8])
	at := issued(lead, home, "grid") + "/review"
	lead.Post(at, nil).Must(http.StatusSeeOther)
	who := lead.Get(at).Must(http.StatusOK).Doc().Find("#asked li:contains('Sigbritt') input[name=asked]").First().AttrOr("value", "")
	return linkIn(t, lead.Post(at+"/links", url.Values{"asked": {who}}).Must(http.StatusOK).Text(".copyable"), "review")
}

// ballotLink is a link by which somebody without an account answers a question.
func ballotLink(t *testing.T, lead *apptest.Browser, home string) string {
	t.Helper()
	name := "Hillevi Sandgren " + database.NewID()[:8]
	seats(lead, home, name)
	return ballotOf(t, lead, circulated(lead, home, "Hur länge väntar vi?"), name)
}

// held is an address with the link that a walker holds, or one that nobody has.
func (w walker) held(path string) string {
	_, token, _ := strings.Cut(strings.TrimPrefix(w.link, "/"), "/")
	return strings.ReplaceAll(path, ":token", cmp.Or(token, "none"))
}

// demoSignIns are how people get into the demo, which is played unless it is there:
// role, e-mail, password.
func demoSignIns(t *testing.T, site *apptest.Site) [][]string {
	t.Helper()
	said, err := os.ReadFile(filepath.Join(site.Settings.DataDir, apptest.SignIns))
	if errors.Is(err, fs.ErrNotExist) {
		var out bytes.Buffer
		err = site.Demo(t.Context(), &out)
		said = out.Bytes()
	}
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]string
	for line := range strings.Lines(string(said)) {
		lines = append(lines, strings.Split(strings.TrimSpace(line), "\t"))
	}
	return lines
}

// verdict is what a walker must meet at a door.
type verdict string

const (
	in      verdict = "let in"
	signIn  verdict = "asked to sign in"
	refused verdict = "told that the role may not"
	nothing verdict = "finds nothing"
)

func (d door) verdict(w walker, slug string) verdict {
	signedIn := w.role != ""
	switch {
	case d.lets.everybody:
		return d.choose(true)
	case d.lets.bearer != "" && d.lets.bearer != w.bears, d.lets.there && w.home != slug:
		return nothing
	case d.lets.bearer != "" && !d.lets.signedIn:
		return d.choose(true)
	case !signedIn:
		return signIn
	case d.lets.mine && !w.owns(slug):
		return nothing
	case d.lets.signedIn:
		return d.choose(true)
	case d.lets.administrator:
		return d.choose(w.admin)
	case d.lets.owner:
		return d.choose(w.owner)
	case d.lets.organisation != "" && w.home != slug && !w.admin, d.lets.organisation == "" && w.home != slug:
		return nothing
	case d.lets.organisation == belongs:
		return d.choose(true)
	case d.lets.organisation == keeps:
		return d.choose(w.admin || w.owner)
	case d.lets.organisation == owns:
		return d.choose(w.owner && w.home == slug)
	}
	return d.choose(w.role.May(d.lets.permission))
}

// owns reports whether the fixtures of a project are of a walker's making.
func (w walker) owns(slug string) bool { return w.home == slug && w.owner }

func (d door) choose(allowed bool) verdict {
	switch {
	case allowed && d.lets.toNothing:
		return nothing
	case allowed:
		return in
	}
	return refused
}

// met reads a verdict off an answer. A form that is sent empty is let in when it
// is looked at: invalid, stale or done.
func met(a apptest.Answer, method string) verdict {
	switch {
	case a.Status == http.StatusUnauthorized, a.Status == http.StatusSeeOther && strings.HasPrefix(a.Location, "/sign-in?next="):
		return signIn
	case a.Status == http.StatusForbidden:
		return refused
	case a.Status == http.StatusNotFound:
		return nothing
	case a.Status == http.StatusOK, a.Status == http.StatusSeeOther:
		return in
	case method == http.MethodPost && (a.Status == http.StatusUnprocessableEntity || a.Status == http.StatusConflict):
		return in
	}
	return verdict(fmt.Sprintf("status %d", a.Status))
}

func TestEveryRouteMeetsEveryRoleAsItMust(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		all := walkers(t, site)
		ids := map[string]map[string]string{}
		for _, w := range all {
			if w.role == project.Lead && w.owner {
				ids[w.home] = things(w.browser, "/projects/"+w.home)
				issued := w.browser.Post("/organisations/"+houseOf(w.home)+"/portfolio", nil).Must(http.StatusSeeOther).Location
				ids[w.home]["portfolio"] = issued[strings.LastIndex(issued, "/")+1:]
				logo := map[string][]byte{"logo": logoOf(t, color.Black)} // which stays: the walk knows an older version
				brand := "/organisations/" + houseOf(w.home) + "/brand"
				seen := shownForm(t, w.browser.Get(brand).Must(http.StatusOK).Doc(), brand+"/logo")
				w.browser.Send(brand+"/logo", w.token, url.Values{"version": seen["version"]}, logo).Must(http.StatusSeeOther)
			}
		}
		for _, w := range all {
			if w.bears == "seat" {
				maps.Copy(ids[w.home], w.made)
			}
		}
		for _, d := range doors() {
			method, path := d.parts()
			for _, slug := range []string{"demo", "foreign"} {
				filled := d.at(slug, ids[slug])
				for _, w := range all {
					want := d.verdict(w, slug)
					if got := met(knock(w, method, w.held(filled), d.form(ids[slug])), method); got != want {
						t.Errorf("%s %s: %s %s, want %s", method, w.held(filled), w.name, got, want)
					}
				}
				if !strings.Contains(path, ":slug") && !strings.Contains(path, ":organisation") {
					break
				}
			}
		}
	})
}

func knock(w walker, method, path string, form url.Values) apptest.Answer {
	if method == http.MethodGet {
		return w.browser.Get(path)
	}
	return w.browser.Send(path, w.token, form, nil)
}

func TestEveryRouteStandsInTheWalk(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	known := untried()
	for _, d := range doors() {
		known = append(known, d.route)
	}
	routed := map[string]bool{}
	for _, r := range site.Routes() {
		if r.Method != http.MethodGet && r.Method != http.MethodPost {
			continue
		}
		route := r.Method + " " + r.Path
		routed[route] = true
		if !slices.Contains(known, route) {
			t.Errorf("%s has no line in doors()", route)
		}
	}
	for _, route := range known {
		if !routed[route] {
			t.Errorf("%s is walked but is no route", route)
		}
	}
}
