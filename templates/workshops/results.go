package workshops

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"stegvis/app/flow"
	"stegvis/app/maturity"
	"stegvis/app/platform/chart"
	"stegvis/app/platform/i18n"
	"stegvis/app/workshop"
)

// subject is the words of what was voted on.
func subject(ctx context.Context, s workshop.State, key string) string {
	for _, o := range s.Activity.Settings().Options {
		if o.Key == key {
			return o.Phrase().In(i18n.From(ctx))
		}
	}
	for _, c := range s.Cards {
		if c.ID == key {
			return c.Text
		}
	}
	return ""
}

func level(ctx context.Context, h maturity.Hundredths) string {
	return h.In(i18n.From(ctx))
}

func group(ctx context.Context, g maturity.Group) string {
	if strings.HasPrefix(g.Role, workshop.TableGroup) {
		return maturity.RoleNamed(i18n.From(ctx), g.Role)
	}
	if g.Role == maturity.Others {
		return i18n.T(ctx, "workshop.desk.others")
	}
	return role(ctx, workshop.Role(g.Role))
}

// spreadRow is the picture of blind votes as pages and reports have it too.
func spreadRow(ctx context.Context, r workshop.Result, top int) string {
	return chart.SVG(maturity.SpreadRow(i18n.From(ctx), maturity.Voted{Agreed: r.Agreed.Value, Spread: flow.SpreadOf(r)}, top), "v-"+r.Subject)
}

// most is the highest sum of dots.
func most(s workshop.State) int {
	n := 0
	for _, r := range s.Results {
		n = max(n, r.Sum)
	}
	return n
}

func share(part, whole int) string {
	if whole == 0 {
		return "0"
	}
	return strconv.FormatFloat(float64(part)*100/float64(whole), 'f', 1, 64)
}

func chosen(s workshop.State, id string) bool {
	return slices.Contains(s.Activity.Outcome().Chosen, id)
}

// cluster is some cards under one name, "" for those in no group.
type cluster struct {
	name  string
	cards []workshop.Card
}

// groups are the cards by group, in the order in which the groups came; those in no
// group stand last.
func groups(cards []workshop.Card) []cluster {
	var all []cluster
	var loose []workshop.Card
	at := map[string]int{}
	for _, c := range cards {
		if c.Cluster == "" {
			loose = append(loose, c)
			continue
		}
		i, have := at[c.Cluster]
		if !have {
			i, at[c.Cluster] = len(all), len(all)
			all = append(all, cluster{name: c.Cluster})
		}
		all[i].cards = append(all[i].cards, c)
	}
	if len(loose) > 0 {
		all = append(all, cluster{cards: loose})
	}
	return all
}

// placed says where a card stands on its field, "" where there is none.
func placed(ctx context.Context, k workshop.ActivityKind, c workshop.Card) string {
	if k.Rules().Wide == 0 {
		return ""
	}
	if c.Column == 0 || c.Line == 0 {
		return i18n.T(ctx, "workshop.desk.unplaced")
	}
	return i18n.T(ctx, "workshop.desk.at", "column", i18n.T(ctx, "workshop.desk.column."+string(k)), "at", c.Column, "line", i18n.T(ctx, "workshop.desk.line."+string(k)), "up", c.Line)
}
