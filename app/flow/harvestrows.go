package flow

import (
	"context"
	"slices"
	"strings"

	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
	"stegvis/app/workshop"
)

// row makes a row of one subject, in the hands of whoever takes it over until they
// hand it on.
func (h *Harvest) row(ctx context.Context, key project.Scope, into Into, c crop) (record.Ref, error) {
	title, rest := entitled(c.Words)
	switch into {
	case AsRisk:
		d := risk.Fresh()
		d.Title, d.Cause, d.OwnerID = title, rest, key.PersonID
		if category := risk.Category(c.card.Part); slices.Contains(risk.Categories(), category) {
			d.Category = category
		}
		row, err := h.into.Risks.CreateFrom(ctx, key, d, "", c.origin())
		return record.Ref{Kind: risk.Kind, ID: row.ID}, err
	case AsTask:
		d := rollout.FreshTask()
		d.Title, d.Note, d.OwnerID = title, rest, key.PersonID
		row, err := h.into.Plan.Tasks.CreateFrom(ctx, key, d, "", c.origin())
		return record.Ref{Kind: rollout.TaskKind, ID: row.ID}, err
	case AsWin:
		d := framework.FreshWin()
		d.Title, d.Measure, d.OwnerID = title, rest, key.PersonID
		row, err := h.into.Tracks.Wins.CreateFrom(ctx, key, d, "", c.origin())
		return record.Ref{Kind: framework.WinKind, ID: row.ID}, err
	case AsDecision:
		return h.question(ctx, key, c)
	case AsStakeholder:
		row, err := h.into.Involved.Parties.CreateFrom(ctx, key, c.placed(stakeholder.Group, title, rest), "", c.origin())
		return record.Ref{Kind: stakeholder.PartyKind, ID: row.ID}, err
	case AsPerson:
		row, err := h.into.Involved.Parties.CreateFrom(ctx, key, c.placed(stakeholder.Person, title, rest), "", c.origin())
		return record.Ref{Kind: stakeholder.PartyKind, ID: row.ID}, err
	}
	return record.Ref{}, fault.Field("into", "workshop.result.fault.into")
}

// placed is a stakeholder as the room's map has it: support rises to the right,
// influence upward. What nobody placed, or placed on another field, stands in the
// middle.
func (c crop) placed(sort stakeholder.Sort, name, note string) stakeholder.PartyDraft {
	d := stakeholder.FreshParty()
	d.Sort, d.Name, d.Note = sort, name, note
	if c.state.Activity.Kind != workshop.Map {
		return d
	}
	if c.card.Line > 0 {
		d.Influence = c.card.Line
	}
	if c.card.Column > 0 {
		d.Support = c.card.Column - stakeholder.MostSupport - 1
	}
	return d
}

// question asks the committee what the room was asked, with what it answered. Where
// the room agreed, and who takes it over may decide, it is decided.
func (h *Harvest) question(ctx context.Context, key project.Scope, c crop) (record.Ref, error) {
	title, rest := entitled(c.Words)
	said := key.Text.T("workshop.result.from", "code", c.code, "title", c.state.Activity.Called().In(key.Text))
	if votes := c.Votes.Said(key.Text); votes != "" {
		said += " · " + votes
	}
	d := decision.Fresh()
	d.Question, d.Context = title, strings.TrimSpace(rest+"\n"+said)
	if c.Voting == workshop.Choice {
		d.Options = key.Text.T("workshop.result.yes") + "\n" + key.Text.T("workshop.result.no")
	}
	if answer := c.Answer(); answer > 0 {
		v := decision.Verdict{Choice: key.Text.T("workshop.result.yes"), Reason: c.Votes.Said(key.Text), DecidedOn: c.heardOn(key)}
		if answer == workshop.No {
			v.Choice = key.Text.T("workshop.result.no")
		}
		if key.Allows(project.Decide) {
			row, err := h.into.Decisions.Answered(ctx, key, d, v, key.Text.T("workshop.result.room", "code", c.code), c.origin())
			return record.Ref{Kind: decision.Kind, ID: row.ID}, err
		}
		d.Recommendation = v.Choice
	}
	row, err := h.into.Decisions.CreateFrom(ctx, key, d, "", c.origin())
	return record.Ref{Kind: decision.Kind, ID: row.ID}, err
}

// heardOn is the day on which the room saw what it had said, which has come.
func (c crop) heardOn(key project.Scope) date.Day {
	if at := c.state.Activity.RevealedAt; at != nil && !date.Of(*at, key.Project.Zone()).After(key.Today()) {
		return date.Of(*at, key.Project.Zone())
	}
	return key.Today()
}

// titleMost is how long a row's title is at most, in characters.
const titleMost = 120

// entitled makes a title of what somebody wrote: its words on one line. What is too
// long for one is cut, and stands whole in what is returned beside it; so is what has
// several lines.
func entitled(words string) (title, rest string) {
	title = strings.Join(strings.Fields(words), " ")
	if runes := []rune(title); len(runes) > titleMost {
		return strings.TrimSpace(string(runes[:titleMost-1])) + "…", strings.TrimSpace(words)
	}
	if strings.Contains(strings.TrimSpace(words), "\n") {
		rest = strings.TrimSpace(words)
	}
	return title, rest
}
