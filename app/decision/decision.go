// Package decision keeps what the steering committee is asked, what is
// recommended, and who decided what and when.
package decision

import (
	"slices"
	"strings"
	"time"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
)

// Kind names decisions in addresses, tags and the log.
const Kind record.Kind = "decision"

// Letter stands before a decision's number.
const Letter = "D"

// Status is where a decision stands.
type Status string

// The statuses.
const (
	Asked     Status = "asked"
	Decided   Status = "decided"
	Withdrawn Status = "withdrawn"
)

// Statuses lists the statuses.
func Statuses() []Status { return []Status{Asked, Decided, Withdrawn} }

// How is in which way a decision was made; "" where nobody said.
type How string

// The ways: in a meeting of the committee, or by its members' answers outside of one.
const (
	Meeting     How = "meeting"
	Circulation How = "circulation"
)

// Hows lists the ways.
func Hows() []How { return []How{Meeting, Circulation} }

// Decision is a question to the steering committee and what became of it. Options
// stand one a line. Cost is in the minor units of the project's currency, nil where
// nobody named one.
type Decision struct {
	record.Row     `gorm:"embedded"`
	record.Tags    `gorm:"embedded"`
	record.Origin  `gorm:"embedded"`
	Question       string     `json:"question"`
	QuestionFold   string     `json:"-"`
	Context        string     `json:"context"`
	Options        string     `json:"options"`
	Recommendation string     `json:"recommendation"`
	Cost           *int64     `json:"cost_minor" gorm:"column:cost_minor"`
	Deadline       date.Day   `json:"deadline"`
	Status         Status     `json:"status"`
	Choice         string     `json:"choice"`
	Reason         string     `json:"reason"`
	DecidedBy      string     `json:"decided_by"` // who decided, "" for the committee as a whole
	DecidedOn      date.Day   `json:"decided_on"`
	DecidedHow     How        `json:"decided_how"`
	MeetingID      string     `json:"meeting_id"` // "" for none
	OwnerID        *string    `json:"owner_id"`   // who carries it out
	DueOn          date.Day   `json:"due_on"`
	DoneOn         date.Day   `json:"done_on"`
	DoneBy         string     `json:"done_by"`
	Outcome        string     `json:"outcome"`
	CirculatedAt   *time.Time `json:"circulated_at"` // when it was put to the members outside of a meeting
	Round          int        `json:"round"`         // how often it was put to them; answers of an earlier round count no more
	currency       string     // of the project, for the decimals of a form
}

// TableName tells GORM.
func (Decision) TableName() string { return "decision" }

// RecordKind tells package record.
func (Decision) RecordKind() record.Kind { return Kind }

// Label is the question.
func (d Decision) Label() string { return d.Question }

// Code is the number as people name it.
func (d Decision) Code() string { return d.Coded(Letter) }

// Asks is the question as a phrase.
func (d Decision) Asks() i18n.Phrase { return d.Phrase("question", d.Question) }

// Recommends is the recommendation as a phrase.
func (d Decision) Recommends() i18n.Phrase { return d.Phrase("recommendation", d.Recommendation) }

// Chose is what was decided, as a phrase.
func (d Decision) Chose() i18n.Phrase { return d.Phrase("choice", d.Choice) }

// Came is what came of it, as a phrase.
func (d Decision) Came() i18n.Phrase { return d.Phrase("outcome", d.Outcome) }

// committee is who decided where nobody did so alone.
const committee = "decision.by_committee"

// Decider is who decided in a way, as a reader calls them: somebody by name, or the
// committee as a whole, for which there is no name. Before, it was written down in the
// language of whoever did so.
func Decider(t *i18n.Text, by string, how How) string {
	whole := i18n.Phrase{Key: committee}
	if how != "" && (by == "" || slices.Contains(t.Everywhere(whole), by)) {
		return whole.In(t)
	}
	return by
}

// By is who decided, as a reader calls them.
func (d Decision) By(t *i18n.Text) string { return Decider(t, d.DecidedBy, d.DecidedHow) }

// decider is who decided, as a phrase.
func (d Decision) decider() i18n.Phrase {
	if d.DecidedBy == "" && d.DecidedHow != "" {
		return i18n.Phrase{Key: committee}
	}
	return i18n.Phrase{Text: d.DecidedBy}
}

// Owner is the id of who carries it out, "" for nobody.
func (d Decision) Owner() string { return record.Given(d.OwnerID) }

// decide writes a verdict down, once.
func (d *Decision) decide(v Verdict, key project.Scope, by string) error {
	if d.Status != Asked {
		return fault.Broken("decision.fault.closed")
	}
	if v.DecidedOn.IsZero() {
		v.DecidedOn = key.Today()
	}
	d.say(key, record.Words{Field: "choice", Stored: &d.Choice, Typed: strings.TrimSpace(v.Choice + v.Own)}, record.Words{Field: "reason", Stored: &d.Reason, Typed: v.Reason})
	if v.ByCommittee {
		by = ""
	}
	answer{v, by}.onto(d)
	return nil
}

// say keeps words that come to a question after it was asked. Where the catalogue
// that the question is from has others for them, the row's words are its own from
// then on.
func (d *Decision) say(key project.Scope, words ...record.Words) {
	for _, w := range words {
		if catalogues := d.Phrase(w.Field, "").In(key.Text); catalogues != "" && catalogues != w.Typed {
			d.TextKey = ""
		}
		*w.Stored = w.Typed
	}
}

// Choices are the options in a reader's language.
func (d Decision) Choices(t *i18n.Text) []string {
	var choices []string
	for line := range strings.Lines(d.Phrase("options", d.Options).In(t)) {
		if line = strings.TrimSpace(line); line != "" {
			choices = append(choices, line)
		}
	}
	return choices
}

// OptionLetter is the letter of an option by its place from 0, by which minutes name it:
// A to Z, then AA.
func OptionLetter(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return OptionLetter(i/26-1) + OptionLetter(i%26)
}

// Draft is what is typed of a question.
type Draft struct {
	Question       string   `form:"question" validate:"required,max=300,oneline"`
	Context        string   `form:"context" validate:"max=10000"`
	Options        string   `form:"options" validate:"max=4000"`
	Recommendation string   `form:"recommendation" validate:"max=2000"`
	Cost           string   `form:"cost" validate:"max=40"`
	Deadline       date.Day `form:"deadline"`
	Withdrawn      bool     `form:"withdrawn"`
	Version        int64    `form:"version"`
	record.Tags
	record.Proposal
	answer   *answer   // of a question that was answered before it was written down
	carrying *Carrying // of one of many decisions whose carrying out is changed
}

// Fresh is a draft that leaves its tags to its words.
func Fresh() Draft { return Draft{Proposal: record.Tags{}.Proposed()} }

// suggested are the tags that question and context tell of.
func (d Draft) suggested() record.Tags {
	return record.Suggest(d.Question+" "+d.Context, record.Tags{})
}

// BasedOn is the version that the person saw.
func (d Draft) BasedOn() int64 { return d.Version }

// Valid reads the cost, which takes the currency's decimals.
func (d Draft) Valid(key project.Scope) error {
	if _, err := money.Parse(key.Project.Currency, d.Cost); err != nil {
		return fault.Wrong(map[string]fault.Text{"cost": validate.Unreadable(err)})
	}
	return nil
}

// costs is the cost that was typed, nil for none; Valid has read it before.
func (d Draft) costs(currency string) *int64 {
	if strings.TrimSpace(d.Cost) == "" {
		return nil
	}
	a, _ := money.Parse(currency, d.Cost)
	return &a.Minor
}

// Apply copies the draft onto a decision. What has been decided stays decided.
func (d Draft) Apply(row *Decision, key project.Scope) {
	if d.carrying != nil {
		row.OwnerID, row.DueOn = record.Optional(d.carrying.OwnerID), d.carrying.DueOn
		return
	}
	row.Keep(key.Text,
		record.Words{Field: "question", Stored: &row.Question, Typed: strings.TrimSpace(d.Question)},
		record.Words{Field: "context", Stored: &row.Context, Typed: d.Context},
		record.Words{Field: "options", Stored: &row.Options, Typed: d.Options},
		record.Words{Field: "recommendation", Stored: &row.Recommendation, Typed: d.Recommendation},
	)
	row.Deadline, row.Tags = d.Deadline, d.Settle(d.Tags, d.suggested())
	row.currency = key.Project.Currency
	row.Cost = d.costs(row.currency)
	switch {
	case row.Status == Decided:
	case d.answer != nil:
		d.answer.onto(row)
	case d.Withdrawn:
		row.Status = Withdrawn
	default:
		row.Status = Asked
	}
}

// Drafted is the question as its form shows it.
func (d Decision) Drafted(t *i18n.Text) any { return d.Draft(t) }

// Draft is the question as its form shows it to a reader.
func (d Decision) Draft(t *i18n.Text) Draft {
	return Draft{
		Question: d.Asks().In(t), Cost: d.plainCost(), Context: d.Phrase("context", d.Context).In(t), Options: d.Phrase("options", d.Options).In(t),
		Recommendation: d.Recommends().In(t), Deadline: d.Deadline, Withdrawn: d.Status == Withdrawn, Version: d.Version, Tags: d.Tags,
	}
}

// plainCost is the cost as a form shows it.
func (d Decision) plainCost() string {
	if d.Cost == nil {
		return ""
	}
	return money.New(*d.Cost, d.currency).Plain()
}
