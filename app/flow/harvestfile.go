package flow

import (
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"strings"

	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/report"
	"stegvis/app/stakeholder"
	"stegvis/app/workshop"
)

// fileVersion is that of the JSON's shape; it rises when a field changes its meaning.
const fileVersion = 2

// file is a workshop's results as JSON. Nobody's name and no single voice is in it.
type file struct {
	Version    int            `json:"version"`
	Workshop   string         `json:"workshop"` // its number, such as W3
	Title      string         `json:"title"`
	HeldOn     string         `json:"held_on"`
	Rehearsal  bool           `json:"rehearsal"`
	Activities []fileActivity `json:"activities"`
}

type fileActivity struct {
	Place    int        `json:"place"`
	Kind     string     `json:"kind"`
	Title    string     `json:"title"`
	Minutes  int        `json:"minutes"`
	Revealed bool       `json:"revealed"`           // without it there are no items
	Confided bool       `json:"confided,omitempty"` // what may name a person is left out
	Items    []fileItem `json:"items"`
	Became   string     `json:"became,omitempty"` // of the activity as a whole
}

type fileItem struct {
	Words    string             `json:"words"`
	Group    string             `json:"group,omitempty"`
	Part     string             `json:"part,omitempty"`
	Tables   []int              `json:"tables,omitempty"` // at which it was written, where tables worked apart
	Chosen   bool               `json:"chosen,omitempty"`
	Votes    workshop.Votes     `json:"votes"`
	Spread   string             `json:"spread,omitempty"` // of blind scores, in words, as far as it tells no voice
	Dissents []workshop.Dissent `json:"dissents,omitempty"`
	Became   string             `json:"became,omitempty"`
}

// Leaving are results as they leave the house, in whoever's hands: of a map of
// stakeholders, the groups that are in the register by now. Nobody can tell whether any
// other card names a person.
func (r Results) Leaving() Results {
	all := make([]Reaped, len(r.Activities))
	for i, a := range r.Activities {
		if a.Activity.Kind == workshop.Map && a.Activity.Phase == workshop.Revealed {
			a.Confided, a.Groups = true, groupsIn(a.Groups)
		}
		all[i] = a
	}
	r.Activities = all
	return r
}

// groupsIn are the cards that have become stakeholders without a person's name.
func groupsIn(all []Cluster) []Cluster {
	var kept []Cluster
	for _, g := range all {
		only := Cluster{Name: g.Name}
		for _, i := range g.Items {
			if b := i.Fate.Became; b != nil && b.Kind == stakeholder.PartyKind && !b.Named {
				only.Items = append(only.Items, i)
			}
		}
		if len(only.Items) > 0 {
			kept = append(kept, only)
		}
	}
	return kept
}

// JSON is a workshop's results as a file for other programs.
func (r Results) JSON(t *i18n.Text) ([]byte, error) {
	f := file{Version: fileVersion, Workshop: r.Workshop.Code(), Title: r.Workshop.Titled().In(t), HeldOn: r.Workshop.HeldOn.String(), Rehearsal: r.Workshop.Rehearsal, Activities: []fileActivity{}}
	for _, a := range r.Activities {
		one := fileActivity{Place: a.Activity.Place, Kind: string(a.Activity.Kind), Title: Titled(a.Activity).In(t), Minutes: a.Activity.Minutes,
			Revealed: a.Activity.Phase == workshop.Revealed, Confided: a.Confided, Items: []fileItem{}, Became: a.Whole.Named(t)}
		for _, g := range a.Groups {
			for _, i := range g.Items {
				one.Items = append(one.Items, fileItem{Words: i.Words.In(t), Group: g.Name, Part: a.PartNamed(t, i), Tables: i.Tables, Chosen: i.Chosen, Votes: i.Votes,
					Spread: SpreadSaid(t, i.Spread), Dissents: i.Dissents, Became: i.Fate.Named(t)})
			}
		}
		f.Activities = append(f.Activities, one)
	}
	return json.MarshalIndent(f, "", "  ")
}

// Named is what something has become, as people name it, "" for nothing.
func (f Fate) Named(t *i18n.Text) string {
	if f.Became == nil {
		return ""
	}
	return strings.TrimSpace(f.Became.Code + " " + f.Became.Title.In(t))
}

// Told is what the room said of an item beside its words.
func (i Item) Told(t *i18n.Text) string {
	var parts []string
	for _, part := range []string{SpreadSaid(t, i.Spread), VotesSaid(t, i.Votes)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if i.Chosen {
		parts = append(parts, t.T("workshop.result.chosen"))
	}
	for _, d := range i.Dissents {
		parts = append(parts, DissentSaid(t, d))
	}
	return strings.Join(parts, ". ")
}

// whole is Told, with the tables at which an item was written.
func (i Item) whole(t *i18n.Text) string {
	tables, told := workshop.TablesNamed(t, i.Tables), i.Told(t)
	if tables == "" || told == "" {
		return tables + told
	}
	return tables + ". " + told
}

// Markdown is a workshop's results as text that people read and edit; what somebody
// typed is escaped, so that it is shown as it was typed.
func (r Results) Markdown(t *i18n.Text) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", plain(r.Workshop.Titled().In(t)), plain(t.T("workshop.result.purpose", "code", r.Workshop.Code(), "day", t.Day(r.Workshop.HeldOn))))
	if r.Workshop.Rehearsal {
		fmt.Fprintf(&b, "\n%s\n", plain(t.T("workshop.result.rehearsal")))
	}
	for _, a := range r.Activities {
		fmt.Fprintf(&b, "\n## %d\\. %s\n\n%s\n", a.Activity.Place, plain(Titled(a.Activity).In(t)), plain(t.N("workshop.result.minutes", a.Activity.Minutes)))
		if said := a.standing(t); said != "" {
			fmt.Fprintf(&b, "\n%s\n", plain(said))
		}
		for _, g := range a.Groups {
			if g.Name != "" {
				fmt.Fprintf(&b, "\n### %s\n", plain(g.Name))
			}
			b.WriteString("\n")
			for _, i := range g.Items {
				fmt.Fprintf(&b, "- %s\n", plain(i.Words.In(t)))
				for _, line := range []string{i.whole(t), became(t, i.Fate)} {
					if line != "" {
						fmt.Fprintf(&b, "  - %s\n", plain(line))
					}
				}
			}
		}
		if line := became(t, a.Whole); line != "" {
			fmt.Fprintf(&b, "\n%s\n", plain(line))
		}
	}
	return []byte(b.String())
}

func became(t *i18n.Text, f Fate) string {
	if f.Became == nil {
		return ""
	}
	return t.T("workshop.result.became", "what", f.Named(t))
}

// standing says why nothing is told of an activity, "" when something is.
func (r Reaped) standing(t *i18n.Text) string {
	switch {
	case r.Activity.Phase != workshop.Revealed:
		return t.T("workshop.result.hidden")
	case r.Confided:
		return t.T("workshop.result.confided")
	case len(r.Groups) == 0:
		return t.T("workshop.result.silent")
	}
	return ""
}

// plain is words on one line, in which Markdown and HTML find nothing of theirs.
func plain(words string) string {
	words = html.EscapeString(strings.Join(strings.Fields(words), " "))
	var b strings.Builder
	for _, r := range words {
		if strings.ContainsRune("\\`*_{}[]()#+-!|~:=", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// withoutEmpty is a table without the columns in which nothing stands.
func withoutEmpty(p report.PaperPart) report.PaperPart {
	var heads []string
	rows := make([][]string, len(p.Rows))
	for j, head := range p.Heads {
		if !slices.ContainsFunc(p.Rows, func(row []string) bool { return row[j] != "" }) {
			continue
		}
		heads = append(heads, head)
		for i, row := range p.Rows {
			rows[i] = append(rows[i], row[j])
		}
	}
	p.Heads, p.Rows = heads, rows
	return p
}

// Paper is a workshop's results as they are printed: the agenda, what each activity
// came to, and what became of it.
func (r Results) Paper(key project.Scope, t *i18n.Text) report.Paper {
	w := r.Workshop
	p := report.Paper{Organisation: key.Organisation, Project: key.Project.Named().In(t), Day: key.Today(), Name: "workshop-" + strings.ToLower(w.Code()),
		Title: w.Titled().In(t), Purpose: t.T("workshop.result.purpose", "code", w.Code(), "day", t.Day(w.HeldOn))}
	if w.Rehearsal {
		p.Standing = t.T("workshop.result.rehearsal")
	}
	agenda := report.PaperPart{Title: t.T("workshop.result.agenda")}
	actions := report.PaperPart{Title: t.T("workshop.result.actions"), Text: t.T("workshop.result.no_actions"), Heads: []string{t.T("workshop.result.column.words"), t.T("workshop.result.column.became")}}
	var parts []report.PaperPart
	for _, a := range r.Activities {
		title := fmt.Sprintf("%d. %s", a.Activity.Place, Titled(a.Activity).In(t))
		agenda.Text += title + " · " + t.N("workshop.result.minutes", a.Activity.Minutes) + "\n"
		part := report.PaperPart{Title: title, Pictures: a.Spreads(t), Text: a.standing(t), Heads: []string{t.T("workshop.result.column.words"), t.T("workshop.result.column.group"), t.T("workshop.result.column.votes")}}
		if name := a.Whole.Named(t); name != "" {
			actions.Rows = append(actions.Rows, []string{title, name})
		}
		for _, g := range a.Groups {
			for _, i := range g.Items {
				part.Rows = append(part.Rows, []string{i.Words.In(t), g.Name, i.whole(t)})
				if name := i.Fate.Named(t); name != "" {
					actions.Rows = append(actions.Rows, []string{i.Words.In(t), name})
				}
			}
		}
		parts = append(parts, withoutEmpty(part))
	}
	p.Parts = append(append([]report.PaperPart{agenda}, parts...), actions)
	return p
}
