package flow

import (
	"slices"
	"strings"
	"testing"

	"stegvis/app/account"
	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
	"stegvis/app/workshop"
	"stegvis/seeds"
)

// barn is a workshop with phones in it, and the registers to which it writes.
type barn struct {
	*Harvest
	t        *testing.T
	undo     *Undo
	key      project.Scope
	room     *workshop.Workshops
	accounts *account.Accounts
	id       string
	guests   []project.Guest
}

func eachBarn(t *testing.T, rehearsal bool, run func(t *testing.T, b *barn)) {
	texts := shippedTexts(t)
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		opened := projecttest.Open(t, db, texts.For("en"), date.New(2026, 11, 25))
		accounts := account.New(db, account.Letters{}, opened.Now)
		b := &barn{t: t, accounts: accounts, room: workshop.New(db, accounts, opened.Now),
			key: project.SystemScope{}.As(opened, account.Account{ID: "maja", Name: "Maja"}, opened.Now())}
		b.key.Text = opened.Text
		into := Registers{Risks: risk.New(db), Plan: rollout.New(db), Tracks: framework.New(db, framework.LoadSheets(seeds.Files)), Decisions: decision.New(db),
			Maturity: maturity.New(db, maturity.LoadShelf(seeds.Files)), Agreed: maturity.NewAgreements(db), Involved: stakeholder.New(db, project.New(db, accounts, texts, opened.Now))}
		b.Harvest = NewHarvest(db, b.room, into)
		b.undo = NewUndo(db, map[record.Kind]Undoable{
			risk.Kind: into.Risks.Undo, decision.Kind: into.Decisions.Undo, maturity.Kind: into.Maturity.Undo, maturity.AgreementKind: into.Agreed.Undo,
			rollout.TaskKind: into.Plan.Tasks.Undo, framework.WinKind: into.Tracks.Wins.Undo, stakeholder.PartyKind: into.Involved.Parties.Undo,
			framework.WorksheetKind: into.Tracks.Worksheets.Undo, framework.VisionKind: into.Tracks.Visions.Undo, workshop.TakenKind: b.room.UndoTaken,
		})
		w, err := b.room.Create(t.Context(), b.key, workshop.Draft{Title: "Kick-off", HeldOn: date.New(2026, 11, 25), Naming: workshop.Either, AskRole: true, Rehearsal: rehearsal})
		b.must(err)
		b.id = w.ID
		b.must(b.room.Begin(t.Context(), b.key, b.id))
		w, _, err = b.room.Agenda(t.Context(), b.key, b.id)
		b.must(err)
		for range 3 {
			_, token, err := b.room.Join(t.Context(), workshop.Entry{Code: *w.Live.Code, Role: workshop.Sales}, "10.0.0.1")
			b.must(err)
			link, err := accounts.LinkByToken(t.Context(), account.Seat, token)
			b.must(err)
			b.guests = append(b.guests, project.Guest{Link: link, Now: opened.Now()})
		}
		run(t, b)
	})
}

func (b *barn) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *barn) refused(err error, kind fault.Kind, what string) {
	b.t.Helper()
	if !fault.Is(err, kind) {
		b.t.Errorf("%s: %v", what, err)
	}
}

// opens begins an activity of a kind and gives its id and its options' keys.
func (b *barn) opens(kind workshop.ActivityKind, options string) (string, []string) {
	b.t.Helper()
	a, err := b.room.Add(b.t.Context(), b.key, b.id, workshop.ActivityDraft{Kind: kind, Minutes: 10, Options: options}, "", nil)
	b.must(err)
	b.turns(a.ID, workshop.Open)
	var keys []string
	for _, o := range a.Settings().Options {
		keys = append(keys, o.Key)
	}
	return a.ID, keys
}

func (b *barn) turns(activity string, to workshop.Phase) {
	b.t.Helper()
	b.must(b.room.Turn(b.t.Context(), b.key, b.id, activity, "", to))
}

// says puts a card and so many dots on it.
func (b *barn) says(activity, words, part string, dots int) string {
	b.t.Helper()
	id := database.NewID()
	b.must(b.room.Put(b.t.Context(), b.guests[0], activity, workshop.CardDraft{ID: id, Text: words, Part: part}))
	if dots > 0 {
		b.votes(1, activity, id, dots)
	}
	return id
}

func (b *barn) votes(guest int, activity, subject string, value int) {
	b.t.Helper()
	b.must(b.room.Vote(b.t.Context(), b.guests[guest], activity, workshop.VoteDraft{Subject: subject, Value: value, Sent: 1}))
}

// all is votes by everybody in the room.
func (b *barn) all(activity, subject string, value int) {
	b.t.Helper()
	for guest := range b.guests {
		b.votes(guest, activity, subject, value)
	}
}

func (b *barn) takes(activity string, into Into, subjects ...string) error {
	_, err := b.Take(b.t.Context(), b.key, b.id, HarvestDraft{Activity: activity, Subjects: subjects, Into: into})
	return err
}

func TestCardsBecomeRisksOnceWithTheirVotesAndWordsAndAllAreTakenBackAtOnce(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		a, _ := b.opens(workshop.Risks, "")
		few, many := b.says(a, "Nobody has time\nfor the training", "personnel", 1), b.says(a, strings.Repeat("=long ", 80), "", 3)
		b.refused(b.takes(a, AsRisk, few), fault.Refused, "before it is revealed")
		b.turns(a, workshop.Revealed)
		b.refused(b.takes(a, AsVision, few), fault.Invalid, "a risk as a vision")
		b.refused(b.takes(a, AsRisk), fault.Refused, "nothing")
		b.refused(b.takes(a, AsRisk, database.NewID()), fault.NotFound, "a card that there is not")
		_, err := b.Take(t.Context(), projecttest.As(b.key, project.Contributor), b.id, HarvestDraft{Activity: a, Subjects: []string{few}, Into: AsRisk})
		b.refused(err, fault.Forbidden, "by a contributor")
		ctx, receipt := record.WithReceipt(t.Context())
		n, err := b.Take(ctx, b.key, b.id, HarvestDraft{Activity: a, Subjects: []string{few, many, few}, Into: AsRisk})
		if err != nil || n != 2 {
			t.Fatalf("%d taken, %v", n, err)
		}
		b.refused(b.takes(a, AsTask, few), fault.Refused, "a second time")
		list, err := b.into.Risks.List(t.Context(), b.key, risk.Filter{})
		b.must(err)
		for _, r := range list.Rows {
			sources, err := b.room.Sources(t.Context(), b.key, record.Ref{Kind: risk.Kind, ID: r.ID})
			if err != nil || len(sources) != 1 || r.OriginID != sources[0].ID || sources[0].Code() != "W1" {
				t.Fatalf("%q came from %+v, %v", r.Title, sources, err)
			}
			if r.Category == risk.Personnel && (r.Title != "Nobody has time for the training" || r.Likelihood != 3 || sources[0].Votes.Said(b.key.Text) != "1 dot, place 2 of 2") {
				t.Errorf("%+v of %+v", r, sources[0])
			}
		}
		if len(list.Rows) != 2 {
			t.Errorf("%d risks", len(list.Rows))
		}
		b.must(b.undo.Take(t.Context(), b.key, receipt.Seq))
		found, err := b.Read(t.Context(), b.key, b.id)
		if err != nil || found.Activities[0].Groups[0].Items[0].Fate.Taken {
			t.Errorf("after the undo: %+v, %v", found.Activities[0].Groups, err)
		}
		b.must(b.takes(a, AsRisk, few))
		list, err = b.into.Risks.List(t.Context(), b.key, risk.Filter{})
		b.must(err)
		_, err = b.into.Risks.Delete(t.Context(), b.key, list.Rows[0].ID, list.Rows[0].Version)
		b.must(err)
		b.must(b.takes(a, AsRisk, few)) // what it was is no longer there
	})
}

func TestARehearsalWritesNothing(t *testing.T) {
	eachBarn(t, true, func(t *testing.T, b *barn) {
		a, _ := b.opens(workshop.Cards, "")
		c := b.says(a, "Made up", "", 0)
		b.turns(a, workshop.Revealed)
		b.refused(b.takes(a, AsTask, c), fault.Refused, "a card of a rehearsal")
	})
}

func TestPainsMakeTheCaseForUrgencyAndTheChosenVisionTakesTheirPlaceOnlyWhenSeen(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		a, keys := b.opens(workshop.Pains, "Customers call twice\nNobody knows the price")
		b.votes(0, a, keys[0], 2)
		b.turns(a, workshop.Revealed)
		b.must(b.takes(a, AsUrgency, keys...))
		paper, err := b.into.Tracks.Paper(t.Context(), b.key, situation().at, situation().sheet)
		if got := paper.Worksheet.Answers[situation().field]; err != nil || got != "– Customers call twice (W1, 2 dots)\n– Nobody knows the price (W1)" {
			t.Errorf("the case says %q, %v", got, err)
		}
		v, _ := b.opens(workshop.Vision, "")
		first, second := b.says(v, "We answer the same day", "vision", 0), b.says(v, "We know whom we serve", "vision", 0)
		b.turns(v, workshop.Revealed)
		b.must(b.takes(v, AsVision, first))
		b.refused(b.takes(v, AsVision, second), fault.Refused, "over a vision that was not seen")
		now, err := b.into.Tracks.Vision(t.Context(), b.key)
		b.must(err)
		if _, err := b.Take(t.Context(), b.key, b.id, HarvestDraft{Activity: v, Subjects: []string{second}, Into: AsVision, Version: now.Version}); err != nil {
			t.Error(err)
		}
		if now, err = b.into.Tracks.Vision(t.Context(), b.key); err != nil || now.Body != "We know whom we serve" {
			t.Errorf("%+v, %v", now, err)
		}
	})
}

func TestAMissionIsKeptApartFromTheVisionAndWhatTheRoomChoseStandsFirst(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		v, _ := b.opens(workshop.Vision, "")
		today, plain, chosen := b.says(v, "We sell bearings", "mission", 0), b.says(v, "We answer the same day", "vision", 0), b.says(v, "We know whom we serve", "vision", 1)
		b.votes(1, v, plain, 3)
		b.turns(v, workshop.Revealed)
		b.must(b.room.Choose(t.Context(), b.key, b.id, v, chosen, true))
		found, err := b.Read(t.Context(), b.key, b.id)
		b.must(err)
		if items := found.Activities[0].Groups[0].Items; items[0].Subject != chosen || items[1].Subject != plain || items[2].Subject != today {
			t.Errorf("the results begin with %+v", items)
		}
		b.must(b.takes(v, AsVision, today, plain, chosen))
		now, err := b.into.Tracks.Vision(t.Context(), b.key)
		if err != nil || now.Body != "We know whom we serve\n\nWe answer the same day" {
			t.Errorf("the vision is %q, %v", now.Body, err)
		}
		paper, err := b.into.Tracks.Paper(t.Context(), b.key, mission().at, mission().sheet)
		if got := paper.Worksheet.Answers["mission"]; err != nil || got != "– We sell bearings (W1)" {
			t.Errorf("the mission is %q, %v", got, err)
		}
	})
}

func TestAgreedLevelsBecomeAnAssessmentThatKeepsWhoSeesItOtherwise(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		var offered []workshop.Option
		for _, dimension := range maturity.Dimensions() {
			offered = append(offered, workshop.Option{Key: dimension, TextKey: "domain.gartner." + dimension + ".name"})
		}
		a, err := b.room.Add(t.Context(), b.key, b.id, workshop.ActivityDraft{Kind: workshop.Scoring, Minutes: 10}, "", offered)
		b.must(err)
		b.turns(a.ID, workshop.Open)
		for i := range b.guests {
			b.votes(i, a.ID, "vision", i+2)
		}
		b.turns(a.ID, workshop.Revealed)
		b.refused(b.takes(a.ID, AsAssessment), fault.Refused, "nothing agreed on")
		b.must(b.room.Agree(t.Context(), b.key, b.id, a.ID, "vision", workshop.Agreed{Value: 3, Dissents: []workshop.Dissent{{Role: workshop.Sales, Level: 1, Reason: "Sales sees none"}, {Role: workshop.Finance, Reason: "Nobody asked us"}}}))
		for _, dimension := range maturity.Dimensions()[1:7] {
			b.must(b.room.Agree(t.Context(), b.key, b.id, a.ID, dimension, workshop.Agreed{Value: 2}))
		}
		b.must(b.takes(a.ID, AsAssessment))
		b.refused(b.takes(a.ID, AsAssessment), fault.Refused, "a second time")
		history, err := b.into.Maturity.History(t.Context(), b.key)
		if err != nil || len(history) != 1 || history[0].Of("vision").Current != 3 || history[0].Method != maturity.Workshop ||
			len(history[0].Answers) != 7 || !strings.Contains(history[0].Note, "Left out, since neither the room nor an earlier assessment gives it a level: Metrics") {
			t.Fatalf("%+v, %v", history, err)
		}
		agreed, err := b.into.Agreed.Of(t.Context(), b.key, history[0].ID)
		if err != nil || len(agreed) != 7 || len(agreed[0].Votes) != 3 {
			t.Fatalf("%+v, %v", agreed, err)
		}
		want := []maturity.Dissent{{Role: "sales", Level: 1, Reason: "Sales sees none"}, {Role: maturity.Others, Reason: "Nobody asked us"}}
		if got := agreed[0].Dissents; !slices.Equal(got, want) {
			t.Errorf("seen otherwise: %+v", got)
		}
	})
}

func TestAMapBecomesStakeholdersWhereTheRoomPlacedThem(t *testing.T) {
	eachBarn(t, false, func(t *testing.T, b *barn) {
		a, _ := b.opens(workshop.Map, "")
		c := b.says(a, "The sales staff", "", 0)
		b.must(b.room.Place(t.Context(), b.key, b.id, a, c, 1, 5))
		b.turns(a, workshop.Revealed)
		b.must(b.takes(a, AsStakeholder, c))
		taken, err := b.room.TakenOf(t.Context(), b.key, b.id)
		b.must(err)
		row, err := b.into.Involved.Parties.One(t.Context(), b.key, taken[0].RowID)
		if err != nil || row.Name != "The sales staff" || row.Influence != 5 || row.Support != -stakeholder.MostSupport {
			t.Errorf("%+v, %v", row, err)
		}
	})
}
