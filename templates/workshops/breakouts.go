package workshops

import (
	"context"
	"slices"
	"strconv"

	"stegvis/app/platform/i18n"
	"stegvis/app/workshop"
	"stegvis/templates/partial"
)

func (p DeskPage) live() workshop.Live { return p.Table.Workshop.Live }

// dividing is the form in which a room is divided, with what it is divided into now.
func (p DeskPage) dividing() partial.Form {
	f := p.form("tables", "", "")
	if f.Value("by") != "" {
		return f
	}
	tables, by := p.live().Tables, p.live().TablesBy
	if tables < 2 {
		tables = max(p.Table.Workshop.Tables, min(max(2, (len(p.Table.People)+4)/5), workshop.TablesMost)) // about five at each
	}
	if by == "" {
		by = workshop.ByChance
	}
	return f.With("tables", strconv.Itoa(tables)).With("by", string(by))
}

func (p DeskPage) divideWord() string {
	if p.live().Divided() {
		return "table.desk.divide_again"
	}
	return "table.desk.divide"
}

func ways(ctx context.Context) []partial.Option {
	return partial.Options(workshop.Dividings(), func(by workshop.Dividing) string { return i18n.T(ctx, "table.desk.way."+string(by)) })
}

// tableNumbers are the tables of a room.
func tableNumbers(ctx context.Context, tables int) []partial.Option {
	all := make([]partial.Option, tables)
	for i := range all {
		all[i] = partial.Option{Value: strconv.Itoa(i + 1), Label: i18n.T(ctx, "table.named", "n", i+1)}
	}
	return all
}

// sitting are the people of a room with their tables, table by table.
func sitting(ctx context.Context, people []workshop.Participant) []partial.Option {
	sorted := slices.Clone(people)
	slices.SortStableFunc(sorted, func(x, y workshop.Participant) int { return x.Group - y.Group })
	var all []partial.Option
	for _, p := range sorted {
		label := whose(ctx, p)
		if p.Role != "" {
			label += " · " + role(ctx, p.Role)
		}
		if p.Group > 0 {
			label = i18n.T(ctx, "table.named", "n", p.Group) + " · " + label
		}
		all = append(all, partial.Option{Value: p.ID, Label: label})
	}
	return all
}

// namesAt are those who sit at a table, in one line; "" where that tells no more than
// their number.
func namesAt(ctx context.Context, people []workshop.Participant, b workshop.Breakout) string {
	var names []string
	named := false
	for _, p := range people {
		if p.Group == b.Number {
			names, named = append(names, p.Name), named || p.Name != ""
		}
	}
	if !named {
		return ""
	}
	return workshop.Together(i18n.From(ctx), names)
}

// unseated is how many people sit at no table.
func unseated(people []workshop.Participant) int {
	n := 0
	for _, p := range people {
		if p.Group == 0 {
			n++
		}
	}
	return n
}

// tableOf is at which tables a card was written, in words; whoever leads sees it while
// the tables are still apart.
func tableOf(ctx context.Context, s workshop.State, c workshop.Card) string {
	if s.Activity == nil || !s.Activity.AtTables {
		return ""
	}
	return workshop.TablesNamed(i18n.From(ctx), c.Tables)
}

func tablesOf(cards []workshop.Card) []int {
	var all []int
	for _, c := range cards {
		all = append(all, c.Tables...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// head are the cards of a table that the wall has room for.
func (p ScreenPage) head(g workshop.GatheredCards) []workshop.Card {
	room := 6
	if len(p.State.Gathered()) > 4 {
		room = 2
	}
	return g.Cards[:min(len(g.Cards), room)]
}

// finding reports whether people look for their tables.
func (p ScreenPage) finding() bool {
	return len(p.State.Breakouts) > 0 && (p.State.Activity == nil || p.State.Activity.Phase == workshop.Waiting && p.State.Activity.AtTables)
}

// tableNamed is tableOf the card of an id, "" for what is no card.
func tableNamed(ctx context.Context, s workshop.State, id string) string {
	for _, c := range s.Cards {
		if c.ID == id {
			return tableOf(ctx, s, c)
		}
	}
	return ""
}

// together reports whether the wall shows what tables wrote side by side: before it is
// revealed, and never where people stand.
func (p ScreenPage) together() bool {
	return len(p.State.Gathered()) > 0 && p.State.Activity.Kind != workshop.Map
}
