package record_test

import (
	"testing"

	"stegvis/app/record"
)

func TestTagsOfOneTrackGetTheStepThatGoesWithThem(t *testing.T) {
	for _, track := range []string{record.Kotter, record.Gartner} {
		for _, step := range record.Steps(track) {
			one := record.Tags{KotterStep: step}
			if track == record.Gartner {
				one = record.Tags{GartnerStep: step}
			}
			both := one.Completed()
			if both.KotterStep == "" || both.GartnerStep == "" {
				t.Errorf("%s %s goes with nothing", track, step)
			}
			if track == record.Kotter && both.KotterStep != step || track == record.Gartner && both.GartnerStep != step {
				t.Errorf("%s %s became %v", track, step, both)
			}
		}
	}
	for _, as := range []record.Tags{{}, {KotterStep: "wins", GartnerStep: "metrics"}} {
		if as.Completed() != as {
			t.Errorf("%v became %v", as, as.Completed())
		}
	}
}

func TestWordsSuggestTheStepsThatTheyTellOf(t *testing.T) {
	tags := func(kotter, gartner string) record.Tags { return record.Tags{KotterStep: kotter, GartnerStep: gartner} }
	for _, c := range []struct {
		words     string
		otherwise record.Tags
		want      record.Tags
	}{
		{"Train service in Sundsvall", record.Tags{}, tags("enable", "processes")},
		{"Utbilda säljarna", record.Tags{}, tags("enable", "processes")},
		{"Clean the register before the pilot", record.Tags{}, tags("wins", "information")},
		{"Rensa kundregistret", record.Tags{}, record.Tags{}},
		{"Rensa registret", record.Tags{}, tags("wins", "information")},
		{"ERP: order status within minutes", record.Tags{}, tags("enable", "technology")},
		{"Workshop with all departments", record.Tags{}, tags("communicate", "collaboration")},
		{"Count shared contacts in the bonus", record.Tags{}, tags("anchor", "metrics")},
		{"Something else", record.Tags{}, record.Tags{}},
		{"Something else", tags("communicate", "collaboration"), tags("communicate", "collaboration")},
		{"Something else", tags("", "technology"), tags("enable", "technology")},
		{"The supplier leaves", tags("communicate", "collaboration"), tags("communicate", "technology")},
		{"A win that customers notice", tags("", ""), tags("wins", "experience")},
		{"Winter tyres", tags("", ""), record.Tags{}},
	} {
		if got := record.Suggest(c.words, c.otherwise); got != c.want {
			t.Errorf("%q otherwise %v: %v, want %v", c.words, c.otherwise, got, c.want)
		}
	}
}

func TestATagThatSomebodyChoseIsKeptAndOneThatStoodThereIsDecidedAnew(t *testing.T) {
	proposed, chosen, suggested := record.Tags{KotterStep: "enable", GartnerStep: "technology"}, record.Tags{KotterStep: "wins"}, record.Tags{KotterStep: "anchor", GartnerStep: "metrics"}
	for name, c := range map[string]struct {
		form        record.Proposal
		typed, want record.Tags
	}{
		"as it was proposed":           {proposed.Proposed(), proposed, suggested},
		"changed":                      {proposed.Proposed(), chosen, chosen},
		"taken out":                    {proposed.Proposed(), record.Tags{}, record.Tags{}},
		"nothing was proposed":         {record.Proposal{}, chosen, chosen},
		"nothing proposed, none typed": {record.Proposal{}, record.Tags{}, record.Tags{}},
		"none proposed, none typed":    {record.Tags{}.Proposed(), record.Tags{}, suggested},
	} {
		if got := c.form.Settle(c.typed, suggested); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
