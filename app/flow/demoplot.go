package flow

import (
	"io/fs"

	"stegvis/app/businesscase"
	"stegvis/app/decision"
	"stegvis/app/platform/date"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
)

// plot is what happens in the demo: structure and keys, without words. Days count
// from the day on which it is loaded; "who" is a role of the cast or a key of
// People.
type plot struct {
	People map[string]struct {
		Name string `yaml:"name"`
	} `yaml:"people"`
	Steps  map[string]plotStep `yaml:"steps"` // by track.step
	Vision struct {
		At           int `yaml:"at"`
		Communicated int `yaml:"communicated"`
	} `yaml:"vision"`
	Risks       []plotRisk                     `yaml:"risks"`
	Costs       map[businesscase.Cost]plotCost `yaml:"costs"`
	Waves       []plotWave                     `yaml:"waves"`
	Pilots      []plotPilot                    `yaml:"pilots"`
	Tasks       []plotTask                     `yaml:"tasks"`
	Assessments []plotAssessment               `yaml:"assessments"`
	Decisions   []plotDecision                 `yaml:"decisions"`
	Wins        []plotWin                      `yaml:"wins"`
	Coalition   []plotAlly                     `yaml:"coalition"`
	Parties     []plotParty                    `yaml:"stakeholders"`
	Messages    []plotMessage                  `yaml:"messages"`
	Trainings   []plotTraining                 `yaml:"trainings"`
	Comments    []plotComment                  `yaml:"comments"`
	Worksheets  []plotSheet                    `yaml:"worksheets"`
	Workshops   []plotWorkshop                 `yaml:"workshops"`
	Targets     []plotTarget                   `yaml:"targets"`
	Checks      []plotCheck                    `yaml:"checks"`
	Committee   plotCommittee                  `yaml:"committee"`
	Reports     []plotReport                   `yaml:"reports"`
	Meetings    []plotMeeting                  `yaml:"meetings"`
	Schedule    plotSchedule                   `yaml:"schedule"`
}

// plotForecast is an expectation and the day on which it was made.
type plotForecast struct {
	At     int    `yaml:"at"`
	To     int    `yaml:"to"`
	Reason string `yaml:"reason"`
}

// PlotTags place a row on the tracks.
type PlotTags struct {
	Kotter  string `yaml:"kotter"`
	Gartner string `yaml:"gartner"`
}

func (t PlotTags) tags() record.Tags {
	return record.Tags{KotterStep: t.Kotter, GartnerStep: t.Gartner}
}

type plotStep struct {
	Owner     string         `yaml:"owner"`
	From      int            `yaml:"from"`
	To        int            `yaml:"to"`
	Forecasts []plotForecast `yaml:"forecasts"`
	Settled   int            `yaml:"settled"` // deliverables with evidence; all of a step that is done
	Done      *int           `yaml:"done"`
}

type plotRisk struct {
	Key        string        `yaml:"key"`
	Category   risk.Category `yaml:"category"`
	At         int           `yaml:"at"`
	By         string        `yaml:"by"`
	Likelihood int           `yaml:"likelihood"`
	Impact     int           `yaml:"impact"`
	Owner      string        `yaml:"owner"`
	Response   risk.Response `yaml:"response"`
	Review     *int          `yaml:"review"`
	Rescored   []struct {
		At         int `yaml:"at"`
		Likelihood int `yaml:"likelihood"`
		Impact     int `yaml:"impact"`
	} `yaml:"rescored"`
	Workshop string `yaml:"workshop"` // whose room spoke of it
	Occurred *int   `yaml:"occurred"`
	Closed   *int   `yaml:"closed"`
	PlotTags `yaml:",inline"`
}

// plotCost is a line by months from the project's first, in thousands of the
// currency; the plan is what was approved unless it says otherwise.
type plotCost struct {
	Owner    string  `yaml:"owner"`
	Approved []int64 `yaml:"approved"`
	Planned  []int64 `yaml:"planned"`
	Actual   []int64 `yaml:"actual"`
}

type plotWave struct {
	Key  string `yaml:"key"`
	From int    `yaml:"from"`
	To   int    `yaml:"to"`
}

type plotPilot struct {
	Key      string          `yaml:"key"`
	Wave     string          `yaml:"wave"`
	From     int             `yaml:"from"`
	To       int             `yaml:"to"`
	Outcome  rollout.Outcome `yaml:"outcome"`
	Judged   int             `yaml:"judged"`
	Criteria []struct {
		Key     string          `yaml:"key"`
		Verdict rollout.Verdict `yaml:"verdict"`
	} `yaml:"criteria"`
}

type plotTask struct {
	Key       string         `yaml:"key"`
	Milestone bool           `yaml:"milestone"`
	Wave      string         `yaml:"wave"`
	Pilot     string         `yaml:"pilot"`
	Owner     string         `yaml:"owner"`
	From      *int           `yaml:"from"`
	To        int            `yaml:"to"`
	Moved     []plotForecast `yaml:"moved"`
	Status    rollout.Status `yaml:"status"`
	Done      *int           `yaml:"done"`
	Hours     int64          `yaml:"hours"`
	PlotTags  `yaml:",inline"`
}

type plotAssessment struct {
	Key    string         `yaml:"key"`
	At     int            `yaml:"at"`
	By     string         `yaml:"by"`
	Now    map[string]int `yaml:"now"`
	Levels map[string]int `yaml:"levels"` // by practice, where they were judged
	Target int            `yaml:"target"`

	Workshop string `yaml:"workshop"` // in which the levels were agreed on
}

// plotDecision is a question and what became of it: how it was decided, who carries
// it out by when, named on the day after, and when it was done.
type plotDecision struct {
	Key      string       `yaml:"key"`
	At       int          `yaml:"at"`
	By       string       `yaml:"by"`
	Cost     int64        `yaml:"cost"` // in thousands
	Deadline int          `yaml:"deadline"`
	Decided  *int         `yaml:"decided"`
	How      decision.How `yaml:"how"`
	Owner    string       `yaml:"owner"`
	Due      int          `yaml:"due"`
	Done     *int         `yaml:"done"`
	Meeting  string       `yaml:"meeting"` // in which it was decided, where that is one of the plot

	Circulated *int       `yaml:"circulated"`
	Votes      []plotVote `yaml:"votes"`
	PlotTags   `yaml:",inline"`
}

type plotWin struct {
	Key       string `yaml:"key"`
	Owner     string `yaml:"owner"`
	Promised  int    `yaml:"promised"`
	Delivered *int   `yaml:"delivered"`
	PlotTags  `yaml:",inline"`
}

type plotAlly struct {
	Key  string           `yaml:"key"`
	Who  string           `yaml:"who"`
	Part stakeholder.Part `yaml:"part"`
	At   int              `yaml:"at"`
}

// plotParty is a group, or the person in Who: at moments how it stood, then who talks
// to it and when next.
type plotParty struct {
	Key       string      `yaml:"key"`
	Who       string      `yaml:"who"`
	Influence int         `yaml:"influence"`
	Wanted    int         `yaml:"wanted"`
	Stood     []plotStand `yaml:"stood"`
	Talks     string      `yaml:"talks"`
	TalkOn    *int        `yaml:"talk_on"`
	PlotTags  `yaml:",inline"`
}

type plotStand struct {
	At      int `yaml:"at"`
	Support int `yaml:"support"`
}

type plotMessage struct {
	Key      string              `yaml:"key"`
	By       string              `yaml:"by"`
	Channel  stakeholder.Channel `yaml:"channel"`
	Planned  int                 `yaml:"planned"`
	Sent     *int                `yaml:"sent"`
	Reach    int64               `yaml:"reach"`
	PlotTags `yaml:",inline"`
}

type plotTraining struct {
	Key      string `yaml:"key"`
	By       string `yaml:"by"`
	Planned  int    `yaml:"planned"`
	Held     *int   `yaml:"held"`
	Hours    int64  `yaml:"hours"`
	Places   int64  `yaml:"places"`
	Attended int64  `yaml:"attended"`
	PlotTags `yaml:",inline"`
}

type plotComment struct {
	Key string `yaml:"key"`
	On  string `yaml:"on"` // risk.key or task.key
	By  string `yaml:"by"`
	At  int    `yaml:"at"`
}

// readPlot reads the file.
func readPlot(files fs.FS) (plot, error) {
	var p plot
	return p, readStrictly(files, "catalogue/demo.yaml", &p)
}

// on is the day that lies n days after another.
func on(today date.Day, n int) date.Day { return today.AddDays(n) }

// perhaps is on, or no day for nil.
func perhaps(today date.Day, n *int) date.Day {
	if n == nil {
		return date.Day{}
	}
	return today.AddDays(*n)
}
