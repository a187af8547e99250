package flow

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"

	"stegvis/app/platform/i18n"
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
// stakeholders, the groups that are in the register by now, and nowhere what has become
// a named person. Nobody can tell whether any other card names one.
func (r Results) Leaving() Results {
	all := make([]Reaped, len(r.Activities))
	for i, a := range r.Activities {
		if a.Activity.Kind == workshop.Map && a.Activity.Phase == workshop.Revealed {
			a.Confided, a.Groups = true, groupsIn(a.Groups)
		}
		a.Groups = unnamed(a.Groups)
		all[i] = a
	}
	r.Activities = all
	return r
}

// unnamed are the groups of cards without who became of any: to others that person is
// not there.
func unnamed(all []Cluster) []Cluster {
	kept := make([]Cluster, len(all))
	for n, g := range all {
		kept[n].Name = g.Name
		for _, i := range g.Items {
			if i.Fate.Became != nil && i.Fate.Became.Named {
				i.Fate = Fate{}
			}
			kept[n].Items = append(kept[n].Items, i)
		}
	}
	return kept
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
		one := fileActivity{Place: a.Activity.Place, Kind: string(a.Activity.Kind), Title: a.Activity.Called().In(t), Minutes: a.Activity.Minutes,
			Revealed: a.Activity.Phase == workshop.Revealed, Confided: a.Confided, Items: []fileItem{}, Became: a.Whole.Named(t)}
		for _, g := range a.Groups {
			for _, i := range g.Items {
				one.Items = append(one.Items, fileItem{Words: i.Words.In(t), Group: g.Name, Part: workshop.PartNamed(t, i.Part), Tables: i.Tables, Chosen: i.Chosen, Votes: i.Votes,
					Spread: i.Spread.Said(t), Dissents: i.Dissents, Became: i.Fate.Named(t)})
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
func (i Item) Told(t *i18n.Text) string { return i.reported("").Told(t) }

// Markdown is a workshop's results as text that people read and edit; what somebody
// typed is escaped, so that it is shown as it was typed.
func (r Results) Markdown(t *i18n.Text) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", plain(r.Workshop.Titled().In(t)), plain(t.T("workshop.result.purpose", "code", r.Workshop.Code(), "day", t.Day(r.Workshop.HeldOn))))
	if r.Workshop.Rehearsal {
		fmt.Fprintf(&b, "\n%s\n", plain(t.T("workshop.result.rehearsal")))
	}
	for _, a := range r.Activities {
		fmt.Fprintf(&b, "\n## %d\\. %s\n\n%s\n", a.Activity.Place, plain(a.Activity.Called().In(t)), plain(t.N("workshop.result.minutes", a.Activity.Minutes)))
		if said := a.reported().Standing(t); said != "" {
			fmt.Fprintf(&b, "\n%s\n", plain(said))
		}
		for _, g := range a.Groups {
			if g.Name != "" {
				fmt.Fprintf(&b, "\n### %s\n", plain(g.Name))
			}
			b.WriteString("\n")
			for _, i := range g.Items {
				fmt.Fprintf(&b, "- %s\n", plain(i.Words.In(t)))
				for _, line := range []string{i.reported(g.Name).Whole(t), became(t, i.Fate)} {
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
