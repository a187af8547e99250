package flow

import (
	"context"
	"strings"

	"stegvis/app/framework"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/record"
)

// sheetField is a field of a worksheet to which a room's words are added.
type sheetField struct {
	at    framework.Place
	sheet string
	field string
	full  string // says that there is no room for more
}

// situation is what is happening, in the case for urgency.
func situation() sheetField {
	return sheetField{framework.Place{Track: record.Kotter, StepKey: "urgency"}, "urgency_case", "situation", "workshop.result.fault.full"}
}

// mission is what the organisation is to its customers today, beside the vision.
func mission() sheetField {
	return sheetField{framework.Place{Track: record.Kotter, StepKey: "vision"}, "vision_page", "mission", "workshop.result.fault.full_mission"}
}

// urge adds what pains and drives the room to the case for urgency.
func (h *Harvest) urge(ctx context.Context, key project.Scope, _ HarvestDraft, crops []crop) (record.Ref, error) {
	return h.add(ctx, key, situation(), crops)
}

// recall adds what the room says its mission is to the page of the vision, whose text
// it leaves as it is.
func (h *Harvest) recall(ctx context.Context, key project.Scope, _ HarvestDraft, crops []crop) (record.Ref, error) {
	return h.add(ctx, key, mission(), crops)
}

// add puts subjects into a field, each with its votes, beneath what stands there.
func (h *Harvest) add(ctx context.Context, key project.Scope, to sheetField, crops []crop) (record.Ref, error) {
	paper, err := h.into.Tracks.Paper(ctx, key, to.at, to.sheet)
	if err != nil {
		return record.Ref{}, err
	}
	d := paper.Fresh(key)
	if d.Cell == nil {
		d.Cell = map[string]string{}
	}
	lines := []string{strings.TrimRight(d.Cell[to.field], "\n")}
	for _, c := range crops {
		line := "– " + strings.Join(strings.Fields(c.Words), " ") + " (" + c.code
		if votes := c.Votes.Said(key.Text); votes != "" {
			line += ", " + votes
		}
		lines = append(lines, line+")")
	}
	d.Cell[to.field] = strings.TrimLeft(strings.Join(lines, "\n"), "\n")
	if len([]rune(d.Cell[to.field])) > framework.LongestAnswer {
		return record.Ref{}, fault.Broken(to.full)
	}
	d.State = framework.Rough // somebody looks over it again before it is shown
	row, err := h.into.Tracks.SaveWorksheet(ctx, key, to.at, to.sheet, d)
	return record.Ref{Kind: framework.WorksheetKind, ID: row.ID}, err
}

// missionPart is the part of a vision's cards that speaks of today.
const missionPart = "mission"

// parted are the crops that speak of today's mission, and the others.
func parted(crops []crop) (missions, others []crop) {
	for _, c := range crops {
		if c.card.Part == missionPart {
			missions = append(missions, c)
		} else {
			others = append(others, c)
		}
	}
	return missions, others
}

// before orders what is so before what is not.
func before(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
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
