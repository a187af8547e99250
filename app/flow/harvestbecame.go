package flow

import (
	"context"
	"maps"
	"slices"

	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
	"stegvis/app/workshop"
)

// Became is a row that something has become: its number, its title, and its address
// below the project's.
type Became struct {
	Kind  record.Kind
	Code  string
	Title i18n.Phrase
	Path  string
	Named bool // a person, of whom few are told
}

// Became is what things that were taken over are now, by their ids; what is no longer
// there is not among them. It takes one query for each sort of row.
func (h *Harvest) Became(ctx context.Context, key project.Scope, taken []workshop.Taken) (map[string]Became, error) {
	ids := map[record.Kind][]string{}
	for _, t := range taken {
		ids[t.Kind] = append(ids[t.Kind], t.RowID)
	}
	rows := map[record.Ref]Became{}
	for _, kind := range slices.Sorted(maps.Keys(ids)) {
		if err := h.look(ctx, key, kind, ids[kind], rows); err != nil {
			return nil, err
		}
	}
	became := map[string]Became{}
	for _, t := range taken {
		if row, there := rows[record.Ref{Kind: t.Kind, ID: t.RowID}]; there {
			became[t.ID] = row
		}
	}
	return became, nil
}

func (h *Harvest) look(ctx context.Context, key project.Scope, kind record.Kind, ids []string, rows map[record.Ref]Became) error {
	switch kind {
	case risk.Kind:
		return lookIn(ctx, key, kind, ids, rows, h.into.Risks.Some, func(r *risk.Risk) Became {
			return Became{Code: r.Code(), Title: r.Phrase("title", r.Title), Path: "risks/" + r.ID}
		})
	case rollout.TaskKind:
		return lookIn(ctx, key, kind, ids, rows, h.into.Plan.Tasks.Some, func(r *rollout.Task) Became {
			return Became{Code: r.Coded(rollout.TaskLetter), Title: r.Phrase("title", r.Title), Path: "rollout/tasks/" + r.ID}
		})
	case decision.Kind:
		return lookIn(ctx, key, kind, ids, rows, h.into.Decisions.Some, func(r *decision.Decision) Became {
			return Became{Code: r.Code(), Title: r.Asks(), Path: "decisions/" + r.ID}
		})
	case framework.WinKind:
		return lookIn(ctx, key, kind, ids, rows, h.into.Tracks.Wins.Some, func(r *framework.Win) Became {
			return Became{Title: r.Titled(), Path: "tracks/kotter/wins#w-" + r.ID}
		})
	case framework.VisionKind:
		return lookIn(ctx, key, kind, ids, rows, h.into.Tracks.Visions.Some, func(*framework.Vision) Became {
			return Became{Title: i18n.Phrase{Key: "workshop.result.into.vision"}, Path: "tracks/kotter/vision"}
		})
	case framework.WorksheetKind:
		return lookIn(ctx, key, kind, ids, rows, h.into.Tracks.Worksheets.Some, func(r *framework.Worksheet) Became {
			return Became{Title: framework.SheetTitle(r.Sheet), Path: "worksheets/" + r.ID}
		})
	case stakeholder.PartyKind:
		return lookIn(ctx, key, kind, ids, rows, h.into.Involved.Parties.Some, func(r *stakeholder.Party) Became {
			return Became{Code: r.Code(), Title: r.Titled(), Path: "stakeholders/" + r.ID, Named: r.Sort == stakeholder.Person}
		})
	case maturity.Kind:
		return lookIn(ctx, key, kind, ids, rows, h.into.Maturity.Some, func(r *maturity.Assessment) Became {
			return Became{Title: i18n.Phrase{Text: r.Label()}, Path: "maturity/" + r.ID}
		})
	}
	return nil
}

func lookIn[P record.Kept](ctx context.Context, key project.Scope, kind record.Kind, ids []string, rows map[record.Ref]Became,
	some func(context.Context, project.Scope, []string) (map[string]P, error), tell func(P) Became) error {
	found, err := some(ctx, key, ids)
	for id, row := range found {
		b := tell(row)
		b.Kind = kind
		rows[record.Ref{Kind: kind, ID: id}] = b
	}
	return err
}
