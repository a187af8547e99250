package flow

import (
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"stegvis/app/businesscase"
	"stegvis/app/framework"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
)

// Catalogue is what projects begin from: structure and keys, whose words stand
// among the texts in the namespace "domain".
type Catalogue struct{ shelves func() shelves }

// shelves are what stands in the catalogue.
type shelves struct {
	tracks    []trackStep
	causes    []Cause
	templates map[string]template
	agendas   agendas
}

// trackStep is what a step of a track must bring about.
type trackStep struct {
	Track        string `yaml:"track"`
	Step         string `yaml:"step"`
	Deliverables []struct {
		Key    string   `yaml:"key"`
		Across string   `yaml:"across"` // the step of the other track that it helps
		In     []string `yaml:"in"`     // templates that ask for it; none means all
	} `yaml:"deliverables"`
}

// Cause is a cause of failure that the catalogue offers as a risk.
type Cause struct {
	Key        string        `yaml:"key"`
	Category   risk.Category `yaml:"category"`
	Likelihood int           `yaml:"likelihood"`
	Impact     int           `yaml:"impact"`
	Response   risk.Response `yaml:"response"`
	Kotter     string        `yaml:"kotter"`
	Gartner    string        `yaml:"gartner"`
}

// TextKey is where its words stand.
func (c Cause) TextKey() string { return "domain.cause." + c.Key }

// Score is likelihood times impact.
func (c Cause) Score() int { return c.Likelihood * c.Impact }

// template is how one sort of project begins. Its days count from the start in a
// plan of Months; a project that takes longer stretches it.
type template struct {
	Months   int                          `yaml:"months"`
	Switches switches                     `yaml:"switches"`
	Steps    []stretch                    `yaml:"steps"` // by track and step: kotter.urgency
	Risks    []string                     `yaml:"risks"`
	Costs    map[businesscase.Cost]spread `yaml:"costs"`
	Waves    []stretch                    `yaml:"waves"`
	Pilots   []trial                      `yaml:"pilots"`
	Tasks    []work                       `yaml:"tasks"`
}

type switches struct {
	Simulation      bool `yaml:"simulation"`
	EarnedValue     bool `yaml:"earned_value"`
	CriticalPath    bool `yaml:"critical_path"`
	ThreeRiskScores bool `yaml:"three_risk_scores"`
}

// spread is a line's part of the expected total in thousandths, and from and to
// which per cent of the project's months it falls due.
type spread struct {
	Share int64 `yaml:"share"`
	From  int   `yaml:"from"`
	To    int   `yaml:"to"`
}

// stretch is a wave, or a step of a track.
type stretch struct {
	Key  string `yaml:"key"`
	From int    `yaml:"from"`
	To   int    `yaml:"to"`
}

// trial is a pilot with what it must show.
type trial struct {
	Key      string   `yaml:"key"`
	Wave     string   `yaml:"wave"`
	From     int      `yaml:"from"`
	To       int      `yaml:"to"`
	Criteria []string `yaml:"criteria"`
}

// work is a task or a milestone; a milestone has no beginning.
type work struct {
	Key       string `yaml:"key"`
	Stage     string `yaml:"stage"`
	From      int    `yaml:"from"`
	To        int    `yaml:"to"`
	Milestone bool   `yaml:"milestone"`
	Hours     int64  `yaml:"hours"`
	Wave      string `yaml:"wave"`
	Pilot     string `yaml:"pilot"`
	Kotter    string `yaml:"kotter"`
	Gartner   string `yaml:"gartner"`
}

// Templates lists the templates in the order in which they are offered.
func Templates() []string { return []string{"small", "enterprise", "rescue"} }

// Stages are what every template's plan goes through.
func Stages() []string {
	return []string{"prestudy", "requirements", "design", "customisation", "migration", "training", "pilot", "evaluation", "rollout", "operation"}
}

// OpenCatalogue is the catalogue in tracks.yaml, risks.yaml, agendas.yaml and
// templates/NAME.yaml, read when it is first asked for. The files are part of the
// program: one that cannot be read is the program's own mistake, and panics.
func OpenCatalogue(files fs.FS) *Catalogue {
	return &Catalogue{sync.OnceValue(func() shelves {
		all, err := readShelves(files)
		if err != nil {
			panic(err)
		}
		return all
	})}
}

// LoadCatalogue reads the catalogue at once. It fails on a word that such a file
// does not know.
func LoadCatalogue(files fs.FS) (*Catalogue, error) {
	all, err := readShelves(files)
	return &Catalogue{func() shelves { return all }}, err
}

func readShelves(files fs.FS) (shelves, error) {
	all := shelves{templates: map[string]template{}}
	for name, into := range map[string]any{"tracks": &all.tracks, "risks": &all.causes, "agendas": &all.agendas} {
		if err := readStrictly(files, name+".yaml", into); err != nil {
			return all, err
		}
	}
	for _, name := range Templates() {
		var t template
		if err := readStrictly(files, "templates/"+name+".yaml", &t); err != nil {
			return all, err
		}
		all.templates[name] = t
	}
	return all, nil
}

func readStrictly(files fs.FS, name string, into any) error {
	raw, err := fs.ReadFile(files, name)
	if err == nil {
		err = yaml.UnmarshalWithOptions(raw, into, yaml.DisallowUnknownField())
	}
	if err != nil {
		return fmt.Errorf("flow: the catalogue's %s cannot be read: %w", name, err)
	}
	return nil
}

// Plantings are the deliverables that a template asks for, in the steps' order.
func (c *Catalogue) Plantings(name string) []framework.Planting {
	var all []framework.Planting
	for _, s := range c.shelves().tracks {
		for _, d := range s.Deliverables {
			if len(d.In) == 0 || slices.Contains(d.In, name) {
				all = append(all, framework.Planting{Track: s.Track, StepKey: s.Step, Deliverable: d.Key, Across: d.Across})
			}
		}
	}
	return all
}

// cause is the cause of that key; false when the catalogue has none.
func (c *Catalogue) cause(key string) (Cause, bool) {
	causes := c.shelves().causes
	i := slices.IndexFunc(causes, func(one Cause) bool { return one.Key == key })
	if i < 0 {
		return Cause{}, false
	}
	return causes[i], true
}

// Contents is what a template fills in, by number.
type Contents struct {
	Template     string
	Months       int
	Deliverables int
	Risks        int
	Costs        int
	Waves        int
	Pilots       int
	Tasks        int // without milestones
	Milestones   int
	Expert       project.Switches
}

// Contents are what the templates fill in, in the order in which they are offered.
func (c *Catalogue) Contents() []Contents {
	var all []Contents
	on := c.shelves()
	for _, name := range Templates() {
		t := on.templates[name]
		one := Contents{
			Template: name, Months: t.Months, Deliverables: len(c.Plantings(name)), Risks: len(t.Risks), Costs: len(businesscase.Costs()),
			Waves: len(t.Waves), Pilots: len(t.Pilots), Expert: project.Switches(t.Switches),
		}
		for _, w := range t.Tasks {
			if w.Milestone {
				one.Milestones++
			}
		}
		one.Tasks = len(t.Tasks) - one.Milestones
		all = append(all, one)
	}
	return all
}

func tags(kotter, gartner string) record.Tags {
	return record.Tags{KotterStep: kotter, GartnerStep: gartner}
}
