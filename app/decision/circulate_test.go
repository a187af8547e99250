package decision_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/decision"
	"stegvis/app/project"
)

// turned is the key at another time of the clock.
func turned(key project.Scope, by time.Duration) project.Scope {
	return project.SystemScope{What: "test", Text: key.Text, Now: key.Now().Add(by)}.In(key.Project, key.Organisation)
}

func TestWhichAnswersCountDoesNotHangOnTheClock(t *testing.T) {
	opened(t, func(t *testing.T, register *decision.Register, key project.Scope) {
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		a, b := person(t, register.DB, key, "Sigrid Nyqvist"), person(t, register.DB, key, "Anders Wikblad")
		names := map[string]string{a: "Sigrid", b: "Anders"}
		d := ask(t, register, key, decision.Draft{Question: "Buy?", Options: "Yes\nNo"})
		put := func(by time.Duration) {
			t.Helper()
			var err error
			d, err = register.Circulate(t.Context(), turned(key, by), d.ID, d.Version)
			must(err)
		}
		votes := func(by time.Duration, who, choice string) {
			t.Helper()
			must(register.Vote(t.Context(), turned(key, by), d.ID, who, decision.Ballot{Choice: choice}))
		}
		counts := func(when, want string) {
			t.Helper()
			all, err := register.Votes(t.Context(), key, d)
			must(err)
			var got []string
			for _, v := range all {
				got = append(got, fmt.Sprint(names[v.PersonID], " ", v.Choice))
			}
			if strings.Join(got, ", ") != want {
				t.Errorf("%s: %q counts, want %q", when, got, want)
			}
		}
		put(0)
		votes(-time.Hour, a, "1")
		counts("answered an hour before it was asked", "Sigrid 1")
		votes(-time.Minute, b, "1")
		votes(-2*time.Hour, a, "2")
		counts("changed while the clock went back", "Anders 1, Sigrid 2")

		recalled, err := register.Recall(t.Context(), key, d.ID, d.Version)
		must(err)
		d = recalled
		put(-3 * time.Hour)
		counts("asked again while the clock went back", "")
		votes(-4*time.Hour, b, "2")
		counts("answered again", "Anders 2")

		var last audit.Entry
		must(register.DB.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Where("stream = ? AND kind = ? AND action = ?", key.ProjectID, decision.Kind, audit.Changed).Order("seq DESC").Take(&last).Error
		}))
		must(register.Undo(t.Context(), key, last))
		d, err = register.One(t.Context(), key, d.ID)
		must(err)
		put(0)
		counts("asked a third time, after the second was undone", "")
	})
}
