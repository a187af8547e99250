// Package stakeholder holds the pages of the coalition, the messages and the
// trainings, and what of them a step of the change shows.
package stakeholder

import (
	"stegvis/app/platform/date"
	"stegvis/app/stakeholder"
	"stegvis/templates/partial"
)

// List is what the three lists have in common.
type List struct {
	Home    string // address of the list
	List    partial.Listing
	People  []partial.Option
	Form    partial.Form // to add
	MayEdit bool
	Today   date.Day
}

// Single is what the three pages of one row have in common.
type Single struct {
	Form    partial.Form
	Delete  partial.Form
	People  []partial.Option
	Person  string // the name of the member, or of who says it
	MayEdit bool
	Back    string
	Today   date.Day
}

// Extra is what the three parts of a step have in common.
type Extra struct {
	Home    string // address of the list
	Add     partial.Form
	People  []partial.Option
	MayEdit bool
	Today   date.Day
}

// Member is one line of the coalition.
type Member struct {
	stakeholder.Member
	Person string
}

// CoalitionPage is the list of the coalition's members.
type CoalitionPage struct {
	List
	Members []Member
	Missing []stakeholder.Part // needed parts that nobody plays
}

// MemberPage is one member with its form.
type MemberPage struct {
	Single
	Member stakeholder.Member
}

// CoalitionPart is the coalition as its step shows it.
type CoalitionPart struct {
	Extra
	Coalition    stakeholder.Coalition
	Stakeholders string // address of the register
}

// Message is one line of the messages.
type Message struct {
	stakeholder.Message
	Sender string
}

// MessagesPage is the list of messages.
type MessagesPage struct {
	List
	Messages []Message
	Sum      stakeholder.Told
}

// MessagePage is one message with its form.
type MessagePage struct {
	Single
	Message stakeholder.Message
}

// MessagesPart are the messages as their step shows them.
type MessagesPart struct {
	Extra
	Messages []Message
	Sum      stakeholder.Told
}

// TrainingsPage is the list of trainings.
type TrainingsPage struct {
	List
	Trainings []stakeholder.Training
	Sum       stakeholder.Trained
}

// TrainingPage is one training with its form.
type TrainingPage struct {
	Single
	Training stakeholder.Training
}

// TrainingsPart are the trainings as their step shows them.
type TrainingsPart struct {
	Extra
	Trainings []stakeholder.Training
	Sum       stakeholder.Trained
}
