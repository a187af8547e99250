package flow

import (
	"context"
	"strings"

	"stegvis/app/framework"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// The worksheet in which the case for urgency is made, and the field of it that says
// what is happening.
const (
	urgencySheet = "urgency_case"
	urgencyField = "situation"
)

// urge adds what pains and drives the room to the case for urgency, each with its
// votes, beneath what stands there.
func (h *Harvest) urge(ctx context.Context, key project.Scope, _ HarvestDraft, crops []crop) (record.Ref, error) {
	at := framework.Place{Track: record.Kotter, StepKey: "urgency"}
	paper, err := h.into.Tracks.Paper(ctx, key, at, urgencySheet)
	if err != nil {
		return record.Ref{}, err
	}
	d := paper.Fresh(key)
	if d.Cell == nil {
		d.Cell = map[string]string{}
	}
	lines := []string{strings.TrimRight(d.Cell[urgencyField], "\n")}
	for _, c := range crops {
		line := "– " + strings.Join(strings.Fields(c.Words), " ") + " (" + c.code
		if votes := VotesSaid(key.Text, c.Votes); votes != "" {
			line += ", " + votes
		}
		lines = append(lines, line+")")
	}
	d.Cell[urgencyField] = strings.TrimLeft(strings.Join(lines, "\n"), "\n")
	if len([]rune(d.Cell[urgencyField])) > framework.LongestAnswer {
		return record.Ref{}, fault.Broken("workshop.result.fault.full")
	}
	d.State = framework.Rough // somebody looks over it again before it is shown
	row, err := h.into.Tracks.SaveWorksheet(ctx, key, at, urgencySheet, d)
	return record.Ref{Kind: framework.WorksheetKind, ID: row.ID}, err
}

// envision makes what the room chose the text of the vision, which both tracks show.
// It takes the place of a text only for who has seen that text.
func (h *Harvest) envision(ctx context.Context, key project.Scope, d HarvestDraft, crops []crop) (record.Ref, error) {
	now, err := h.into.Tracks.Vision(ctx, key)
	if err != nil {
		return record.Ref{}, err
	}
	if now.Body != "" && now.Version != d.Version {
		return record.Ref{}, fault.Broken("workshop.result.fault.vision")
	}
	var words []string
	for _, c := range crops {
		words = append(words, strings.TrimSpace(c.Words))
	}
	row, err := h.into.Tracks.SaveVision(ctx, key, framework.VisionDraft{Body: strings.Join(words, "\n\n"), State: framework.Drafting, Version: now.Version})
	return record.Ref{Kind: framework.VisionKind, ID: row.ID}, err
}
