package maturity_test

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/maturity"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
)

// opened runs a test with an empty project, in November.
func opened(t *testing.T, run func(t *testing.T, db *database.DB, key project.Scope)) {
	t.Helper()
	texts, err := i18n.Load(os.DirFS("../../seeds/texts"))
	if err != nil {
		t.Fatal(err)
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		run(t, db, projecttest.Open(t, db, texts.For("en"), date.New(2026, time.November, 23)))
	})
}

// assessed keeps an assessment of the same level everywhere.
func assessed(t *testing.T, db *database.DB, key project.Scope, level int) maturity.Assessment {
	t.Helper()
	d := maturity.Draft{AssessedOn: key.Today(), Current: map[string]int{}, Target: map[string]int{}}
	for _, one := range maturity.Dimensions() {
		d.Current[one], d.Target[one] = level, 4
	}
	a, err := maturity.New(db, maturity.Shelf{}).Create(t.Context(), key, d)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnAgreementKeepsItsVotesAndWhoSeesItOtherwise(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, key project.Scope) {
		s, a := maturity.NewAgreements(db), assessed(t, db, key, 2)
		votes := []maturity.Vote{{Role: "sales", Level: 4}, {Role: "it", Level: 1}, {Role: "sales", Level: 4}, {Role: "sales", Level: 2}, {Role: "service", Level: 3}, {Role: "service", Level: 3}}
		d := maturity.AgreementDraft{AssessmentID: a.ID, Practice: "one_view", Level: 3, Votes: votes, Dissents: []maturity.Dissent{
			{Role: "it", Level: 1, Reason: "There are three registers of customers."}, {Role: "sales", Reason: "Nobody reads it."},
		}}
		if _, err := s.Create(t.Context(), key, d); err != nil {
			t.Fatal(err)
		}
		of, err := s.Of(t.Context(), key, a.ID)
		if err != nil || len(of) != 1 {
			t.Fatal(of, err)
		}
		want := []maturity.Dissent{{Role: maturity.Others, Level: 1, Reason: "There are three registers of customers."}, {Role: "sales", Reason: "Nobody reads it."}}
		if diff := cmp.Diff(want, of[0].Dissents); diff != "" {
			t.Error("a dissent of a role that is too small keeps its reason and not its role:", diff)
		}
		got := of[0].Spread()
		if got.All.Voices != 6 || got.Least != 1 || got.Most != 4 || len(got.Groups) != 2 || got.Groups[0].Median != 400 {
			t.Errorf("%+v", got)
		}
	})
}

func TestAGroupThatAgreesAnewLeavesTheEarlierAgreementStanding(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, key project.Scope) {
		s, a := maturity.NewAgreements(db), assessed(t, db, key, 2)
		for _, d := range []maturity.AgreementDraft{
			{AssessmentID: a.ID, Practice: "one_view", Level: 2}, {AssessmentID: a.ID, Practice: "feedback", Level: 3}, {AssessmentID: a.ID, Practice: "one_view", Level: 4},
		} {
			if _, err := s.Create(t.Context(), key, d); err != nil {
				t.Fatal(err)
			}
		}
		of, err := s.Of(t.Context(), key, a.ID)
		if err != nil || len(of) != 2 || of[0].Practice != "feedback" || of[1].Level != 4 {
			t.Errorf("%+v %v", of, err)
		}
		var kept int64
		if err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.Table("agreement").Count(&kept).Error }); err != nil || kept != 3 {
			t.Errorf("%d kept, %v", kept, err)
		}
	})
}

func TestTheLogNeverHoldsAVote(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, key project.Scope) {
		s, a := maturity.NewAgreements(db), assessed(t, db, key, 2)
		d := maturity.AgreementDraft{AssessmentID: a.ID, Practice: "one_view", Level: 3, Votes: slices.Repeat([]maturity.Vote{{Role: "sales", Level: 5}}, 3)}
		if _, err := s.Create(t.Context(), key, d); err != nil {
			t.Fatal(err)
		}
		var lines []audit.Entry
		err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
			return tx.Where("stream = ? AND kind = ? AND after_image LIKE ?", key.ProjectID, maturity.AgreementKind, "%sales%").Find(&lines).Error
		})
		if err != nil || len(lines) != 0 {
			t.Errorf("%d lines of the log hold a vote's role, %v", len(lines), err)
		}
	})
}

func TestAnAgreementWantsAnAssessmentOfThisProjectAndVotesOnTheScale(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, key project.Scope) {
		s, a := maturity.NewAgreements(db), assessed(t, db, key, 2)
		for rule, c := range map[string]struct {
			maturity.AgreementDraft
			want fault.Kind
		}{
			"an assessment that is not there":   {maturity.AgreementDraft{AssessmentID: "none", Practice: "one_view", Level: 3}, fault.NotFound},
			"a level beyond the scale":          {maturity.AgreementDraft{AssessmentID: a.ID, Practice: "one_view", Level: 6}, fault.Invalid},
			"a vote beyond the scale":           {maturity.AgreementDraft{AssessmentID: a.ID, Practice: "one_view", Level: 3, Votes: []maturity.Vote{{Level: 0}}}, fault.Invalid},
			"a dissent that gives no reason":    {maturity.AgreementDraft{AssessmentID: a.ID, Practice: "one_view", Level: 3, Dissents: []maturity.Dissent{{Role: "it"}}}, fault.Invalid},
			"what was agreed on without a name": {maturity.AgreementDraft{AssessmentID: a.ID, Level: 3}, fault.Invalid},
		} {
			if _, err := s.Create(t.Context(), key, c.AgreementDraft); !fault.Is(err, c.want) {
				t.Errorf("%s: %v", rule, err)
			}
		}
	})
}

func TestANewTargetStandsBeforeTheOldOneWhichStaysInTheHistory(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, key project.Scope) {
		s := maturity.NewTargets(db)
		due := key.Today().AddDays(90)
		for _, level := range []int{3, 4} {
			if _, err := s.Create(t.Context(), key, maturity.TargetDraft{Dimension: "vision", Level: level, DueOn: due, Reason: "The board asks for it."}); err != nil {
				t.Fatal(err)
			}
		}
		for _, ease := range []int{1, 5} {
			if _, err := s.Eases.Create(t.Context(), key, maturity.EaseDraft{Dimension: "metrics", Ease: ease}); err != nil {
				t.Fatal(err)
			}
		}
		aims, err := s.Now(t.Context(), key)
		if err != nil || aims.Targets["vision"].Level != 4 || len(aims.Targets) != 1 || aims.Ease("metrics") != 5 || aims.Ease("vision") != maturity.UsualEase {
			t.Errorf("%+v %v", aims, err)
		}
		earlier, err := s.Earlier(t.Context(), key, "vision", database.Page{})
		if err != nil || earlier.Total != 2 || earlier.Rows[1].Level != 3 {
			t.Errorf("%+v %v", earlier, err)
		}
	})
}

func TestATargetLiesAhead(t *testing.T) {
	opened(t, func(t *testing.T, db *database.DB, key project.Scope) {
		d := maturity.TargetDraft{Dimension: "vision", Level: 3, DueOn: key.Today().AddDays(-1), Reason: "Late."}
		if _, err := maturity.NewTargets(db).Create(t.Context(), key, d); !fault.Is(err, fault.Invalid) {
			t.Error(err)
		}
	})
}
