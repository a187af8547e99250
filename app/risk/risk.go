// Package risk is the risk register: what may go wrong, how likely and how bad
// it is, who looks after it and what is done.
package risk

import (
	"strings"
	"time"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Kind names risks in addresses, tags and the log.
const Kind record.Kind = "risk"

// Letter stands before a risk's number.
const Letter = "R"

// Category is where a risk comes from.
type Category string

// Categories lists the four categories.
func Categories() []Category { return []Category{Technical, Organisational, Personnel, Project} }

// The categories.
const (
	Technical      Category = "technical"
	Organisational Category = "organisational"
	Personnel      Category = "personnel"
	Project        Category = "project"
)

// Response is what is done about a risk.
type Response string

// Responses lists the four classical responses to a threat.
func Responses() []Response { return []Response{Avoid, Reduce, Transfer, Accept} }

// The responses.
const (
	Avoid    Response = "avoid"
	Reduce   Response = "reduce"
	Transfer Response = "transfer"
	Accept   Response = "accept"
)

// Status says whether a risk still needs care.
type Status string

// Statuses lists the statuses.
func Statuses() []Status { return []Status{Open, Occurred, Closed} }

// The statuses.
const (
	Open     Status = "open"
	Occurred Status = "occurred"
	Closed   Status = "closed"
)

// Risk is one row of the register. Likelihood and Impact are 1 to 5 and hold the
// latest scoring; Score is their product.
type Risk struct {
	record.Row    `gorm:"embedded"`
	record.Tags   `gorm:"embedded"`
	record.Origin `gorm:"embedded"`
	Title         string   `json:"title"`
	TitleFold     string   `json:"-"`
	Category      Category `json:"category"`
	Cause         string   `json:"cause"`
	Effect        string   `json:"effect"`
	Likelihood    int      `json:"likelihood"`
	Impact        int      `json:"impact"`
	Score         int      `json:"score"`
	OwnerID       *string  `json:"owner_id"`
	Response      Response `json:"response"`
	Plan          string   `json:"plan"`
	ReviewOn      date.Day `json:"review_on"`
	Status        Status   `json:"status"`
}

// TableName tells GORM.
func (Risk) TableName() string { return "risk" }

// RecordKind tells package record.
func (Risk) RecordKind() record.Kind { return Kind }

// Label is the title.
func (r Risk) Label() string { return r.Title }

// Code is the number as people name it.
func (r Risk) Code() string { return r.Coded(Letter) }

// Owner is the owner's id, "" for nobody.
func (r Risk) Owner() string { return record.Given(r.OwnerID) }

// Level is how much attention a score asks for.
type Level string

// The levels.
const (
	Low    Level = "low"
	Middle Level = "middle"
	High   Level = "high"
)

// From which score on a risk is high, and from which middle.
const (
	highFrom   = 12
	middleFrom = 5
)

// LevelOf divides the 25 scores of a five by five matrix.
func LevelOf(score int) Level {
	switch {
	case score >= highFrom:
		return High
	case score >= middleFrom:
		return Middle
	}
	return Low
}

// ReviewDue reports whether an open risk's review day has passed.
func (r Risk) ReviewDue(today date.Day) bool {
	return r.Status == Open && !r.ReviewOn.IsZero() && r.ReviewOn.Before(today)
}

// Scoring is one judgement of a risk; they are appended and never changed.
type Scoring struct {
	ID             string    `json:"id" gorm:"primaryKey"`
	OrganisationID string    `json:"organisation_id"`
	ProjectID      string    `json:"project_id"`
	RiskID         string    `json:"risk_id"`
	Likelihood     int       `json:"likelihood"`
	Impact         int       `json:"impact"`
	MadeBy         string    `json:"made_by"`
	MadeAt         time.Time `json:"made_at"`
}

// TableName tells GORM.
func (Scoring) TableName() string { return "risk_scoring" }

// Draft is what is typed of a risk.
type Draft struct {
	Title      string   `form:"title" validate:"required,max=200,oneline"`
	Category   Category `form:"category" validate:"required,oneof=technical organisational personnel project"`
	Cause      string   `form:"cause" validate:"max=10000"`
	Effect     string   `form:"effect" validate:"max=10000"`
	Likelihood int      `form:"likelihood" validate:"min=1,max=5"`
	Impact     int      `form:"impact" validate:"min=1,max=5"`
	OwnerID    string   `form:"owner_id" validate:"max=36"`
	Response   Response `form:"response" validate:"required,oneof=avoid reduce transfer accept"`
	Plan       string   `form:"plan" validate:"max=10000"`
	ReviewOn   date.Day `form:"review_on"`
	Status     Status   `form:"status" validate:"required,oneof=open occurred closed"`
	Version    int64    `form:"version"`
	record.Tags
	record.Proposal
}

// Fresh is a draft with the values that a new risk usually begins with.
func Fresh() Draft {
	d := Draft{Category: Organisational, Likelihood: 3, Impact: 3, Response: Reduce, Status: Open}
	d.Tags = d.suggested()
	d.Proposal = d.Tags.Proposed()
	return d
}

// suggested are the tags that title, cause and category tell of.
func (d Draft) suggested() record.Tags { return record.Suggest(d.Title+" "+d.Cause, d.Category.Tags()) }

// Tags are those of most risks of a category.
func (c Category) Tags() record.Tags {
	switch c {
	case Technical:
		return record.Tags{KotterStep: "enable", GartnerStep: "technology"}
	case Organisational:
		return record.Tags{KotterStep: "communicate", GartnerStep: "collaboration"}
	case Personnel:
		return record.Tags{KotterStep: "enable", GartnerStep: "processes"}
	case Project:
		return record.Tags{KotterStep: "coalition", GartnerStep: "strategy"}
	}
	return record.Tags{}
}

// Drafted is the risk as its form shows it to a reader.
func (r Risk) Drafted(t *i18n.Text) any { return r.Draft(t) }

// Draft is the risk as its form shows it to a reader.
func (r Risk) Draft(t *i18n.Text) Draft {
	return Draft{
		Title: r.Phrase("title", r.Title).In(t), Category: r.Category, Cause: r.Phrase("cause", r.Cause).In(t),
		Effect: r.Phrase("effect", r.Effect).In(t), Likelihood: r.Likelihood, Impact: r.Impact, OwnerID: r.Owner(),
		Response: r.Response, Plan: r.Phrase("response", r.Plan).In(t), ReviewOn: r.ReviewOn, Status: r.Status,
		Version: r.Version, Tags: r.Tags,
	}
}

// BasedOn is the version that the person saw.
func (d Draft) BasedOn() int64 { return d.Version }

// Apply copies the draft onto a risk.
func (d Draft) Apply(r *Risk, key project.Scope) {
	r.Keep(key.Text,
		record.Words{Field: "title", Stored: &r.Title, Typed: strings.TrimSpace(d.Title)},
		record.Words{Field: "cause", Stored: &r.Cause, Typed: d.Cause},
		record.Words{Field: "effect", Stored: &r.Effect, Typed: d.Effect},
		record.Words{Field: "response", Stored: &r.Plan, Typed: d.Plan},
	)
	r.Category, r.Likelihood, r.Impact, r.Score = d.Category, d.Likelihood, d.Impact, d.Likelihood*d.Impact
	r.OwnerID, r.Response, r.ReviewOn, r.Status, r.Tags = record.Optional(d.OwnerID), d.Response, d.ReviewOn, d.Status, d.Settle(d.Tags, d.suggested())
}
