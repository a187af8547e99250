package decision_test

import (
	"os"
	"testing"

	"stegvis/app/decision"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

func TestTheCommitteeIsNamedInTheReadersLanguageHoweverItWasWrittenDown(t *testing.T) {
	texts, err := i18n.Open(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		by     string
		how    decision.How
		en, sv string
	}{
		{"", decision.Circulation, "The steering committee", "Styrgruppen"},
		{"", decision.Meeting, "The steering committee", "Styrgruppen"},
		{"The steering committee", decision.Meeting, "The steering committee", "Styrgruppen"}, // as it was kept before
		{"Styrgruppen", decision.Circulation, "The steering committee", "Styrgruppen"},
		{"Styrgruppen", "", "Styrgruppen", "Styrgruppen"}, // somebody's name
		{"Åsa Łukowska", decision.Meeting, "Åsa Łukowska", "Åsa Łukowska"},
		{"", "", "", ""},
	} {
		if en, sv := decision.Decider(texts.For("en"), c.by, c.how), decision.Decider(texts.For("sv"), c.by, c.how); en != c.en || sv != c.sv {
			t.Errorf("%q %q reads %q and %q", c.by, c.how, en, sv)
		}
	}
}

func TestTheCommitteeIsWrittenDownInNoLanguage(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		d := ask(t, register, key, decision.Draft{Question: "Buy?", Options: "Yes\nNo"})
		d, err := register.Circulate(t.Context(), key, d.ID, d.Version)
		if err != nil {
			t.Fatal(err)
		}
		if d, err = register.Settle(t.Context(), key, d.ID, d.Version, decision.Verdict{Choice: "Yes"}); err != nil || d.DecidedBy != "" || d.By(key.Text) != "The steering committee" {
			t.Errorf("by %q, read as %q: %v", d.DecidedBy, d.By(key.Text), err)
		}
		other := ask(t, register, key, decision.Draft{Question: "Build?"})
		if other, err = register.Decide(t.Context(), key, other.ID, decision.Verdict{Choice: "Yes", How: decision.Meeting, ByCommittee: true, Version: other.Version}); err != nil || other.DecidedBy != "" {
			t.Errorf("by %q: %v", other.DecidedBy, err)
		}
	})
}
