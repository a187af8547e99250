package committee_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/committee"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
	"stegvis/app/project/projecttest"
)

// bench is a committee with an issued report before it.
type bench struct {
	*committee.Committees
	t        *testing.T
	db       *database.DB
	key      project.Scope
	projects *project.Projects
	accounts *account.Accounts
	report   committee.Report
	who      map[string]string // person by name
}

func today() date.Day { return date.New(2026, 11, 26) }

// benches plays on both databases with a committee of some members.
func benches(t *testing.T, names []string, run func(t *testing.T, b *bench)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		texts, err := i18n.Open(os.DirFS("../../seeds/texts"))
		if err != nil {
			t.Fatal(err)
		}
		accounts := account.New(db, account.Letters{}, func() time.Time { return today().Time().Add(12 * time.Hour) })
		b := &bench{Committees: committee.New(db), t: t, db: db, key: projecttest.Open(t, db, texts.For("en"), today()), accounts: accounts, who: map[string]string{}}
		b.projects = project.New(db, accounts, texts, time.Now)
		b.report = committee.Report{ID: database.NewID(), Title: "Steering report 1", SHA256: strings.Repeat("5f", 32)}
		b.writes(`INSERT INTO report (id, organisation_id, project_id, stream, number, kind, variant_id, subject_id, name, lang, day, digest, sha256, pages, before_id, issued_by, issued_name, issued_at)
			VALUES (?, ?, ?, ?, 1, 'steering', '', '', '{}', 'en', ?, 'd', ?, 1, '', '', 'Åsa', ?)`,
			b.report.ID, b.key.OrganisationID, b.key.ProjectID, b.key.ProjectID, today(), b.report.SHA256, b.key.Now())
		for _, name := range names {
			b.person(name)
			_, err := b.Members.Create(t.Context(), b.key, committee.MemberDraft{PersonID: b.who[name]})
			b.must(err)
		}
		run(t, b)
	})
}

func (b *bench) writes(statement string, args ...any) {
	b.t.Helper()
	b.must(b.db.Write(b.t.Context(), func(_ context.Context, tx *gorm.DB) error { return tx.Exec(statement, args...).Error }))
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) refused(err error, key, what string) {
	b.t.Helper()
	f, is := fault.As(err)
	if !is || f.Text.Key != key && f.Fields[key].Key == "" {
		b.t.Errorf("%s: %v, want %s", what, err, key)
	}
}

func (b *bench) person(name string) {
	b.t.Helper()
	p, err := b.projects.AddPerson(b.t.Context(), b.key, project.PersonDraft{Name: name})
	b.must(err)
	b.who[name] = p.ID
}

func (b *bench) asks() committee.Review {
	b.t.Helper()
	r, err := b.Ask(b.t.Context(), b.key, b.report)
	b.must(err)
	return r
}

// as is the key of somebody with an account, whatever their role.
func (b *bench) as(name string) project.Scope {
	key := projecttest.As(b.key, project.Viewer)
	key.PersonID = b.who[name]
	return key
}

func (b *bench) signs(name string, v committee.Verdict) {
	b.t.Helper()
	_, err := b.Sign(b.t.Context(), b.as(name), b.report.ID, committee.SignDraft{Verdict: v, Reason: reasonOf(v)})
	b.must(err)
}

func reasonOf(v committee.Verdict) string {
	if v == committee.Refused {
		return "The forecast does not hold."
	}
	return ""
}

func (b *bench) review() committee.Review {
	b.t.Helper()
	r, err := b.Review(b.t.Context(), b.key, b.report.ID)
	b.must(err)
	return r
}

func (b *bench) stands(want committee.Outcome, votes committee.Votes, what string) {
	b.t.Helper()
	r := b.review()
	if r.Outcome() != want || r.Votes() != votes {
		b.t.Errorf("%s: %s with %+v, want %s with %+v", what, r.Outcome(), r.Votes(), want, votes)
	}
}

func TestAReportIsApprovedOrRefusedByTheRuleOnceTheQuorumHasSigned(t *testing.T) {
	benches(t, []string{"Birgit", "Cecilia", "David", "Erik", "Frida"}, func(_ *testing.T, b *bench) {
		b.asks()
		b.stands(committee.Unsettled, committee.Votes{Members: 5}, "nobody has signed")
		b.signs("Birgit", committee.Approved)
		b.signs("Cecilia", committee.Approved)
		b.stands(committee.Unsettled, committee.Votes{For: 2, Members: 5}, "short of the quorum of three")
		b.signs("David", committee.Acknowledged)
		b.stands(committee.Carried, committee.Votes{For: 2, Abstained: 1, Members: 5}, "who acknowledges takes part")
		b.signs("Erik", committee.Refused)
		b.signs("Frida", committee.Refused)
		b.stands(committee.Divided, committee.Votes{For: 2, Against: 2, Abstained: 1, Members: 5}, "a tie of all")
		b.signs("David", committee.Refused)
		b.stands(committee.Rejected, committee.Votes{For: 2, Against: 3, Members: 5}, "one thought again")
		if n := len(b.review().Signoffs); n != 6 {
			b.t.Errorf("%d signatures are kept, want each of six", n)
		}
	})
}

func TestWhenAllHaveOnlyReadAReportItIsNoted(t *testing.T) {
	benches(t, []string{"Birgit", "Cecilia"}, func(_ *testing.T, b *bench) {
		b.asks()
		b.signs("Birgit", committee.Acknowledged)
		b.stands(committee.Noted, committee.Votes{Abstained: 1, Members: 2}, "the one who was needed has read it")
	})
}

func TestTheRuleAndTheRollStayAsTheyWereWhenTheCommitteeWasAsked(t *testing.T) {
	benches(t, []string{"Birgit", "Cecilia", "David"}, func(_ *testing.T, b *bench) {
		r := b.asks()
		_, err := b.Set(b.t.Context(), b.key, committee.Draft{Rule: committee.Rule{QuorumBy: committee.ByMembers, Quorum: 3, Majority: committee.Unanimous}})
		b.must(err)
		b.person("Gustav")
		_, err = b.Members.Create(b.t.Context(), b.key, committee.MemberDraft{PersonID: b.who["Gustav"]})
		b.must(err)
		board, err := b.Board(b.t.Context(), b.key)
		b.must(err)
		for _, m := range board.Members {
			if m.PersonID == b.who["David"] {
				_, err := b.Members.Delete(b.t.Context(), b.key, m.ID, m.Version)
				b.must(err)
			}
		}
		b.signs("Birgit", committee.Approved)
		b.signs("David", committee.Approved) // who is in the committee no more, and was asked
		b.stands(committee.Carried, committee.Votes{For: 2, Members: 3}, "by the rule of then")
		_, err = b.Sign(b.t.Context(), b.as("Gustav"), b.report.ID, committee.SignDraft{Verdict: committee.Approved})
		b.refused(err, "review.fault.not_asked", "somebody who came later")
		if now := b.review(); now.Rule != r.Rule || now.Members != 3 || len(now.Roll) != 3 {
			b.t.Errorf("the rule is %+v for %d", now.Rule, now.Members)
		}
		_, err = b.Ask(b.t.Context(), b.key, b.report)
		b.refused(err, "review.fault.asked", "asked twice")
	})
}

func TestADeputySignsForAMemberWhoseOwnWordCountsBeforeIt(t *testing.T) {
	benches(t, []string{"Birgit", "Cecilia", "David"}, func(_ *testing.T, b *bench) {
		b.person("Hilda")
		_, err := b.Deputies.Create(b.t.Context(), b.key, committee.DeputyDraft{MemberID: b.who["Cecilia"], DeputyID: b.who["Hilda"], FromOn: today(), ToOn: today()})
		b.must(err)
		b.asks()
		b.signs("Birgit", committee.Approved)
		b.signs("Hilda", committee.Refused)
		b.stands(committee.Unsettled, committee.Votes{For: 1, Against: 1, Members: 3}, "the deputy counts in the member's seat")
		b.signs("Cecilia", committee.Approved)
		b.stands(committee.Carried, committee.Votes{For: 2, Members: 3}, "the member's own word")
		b.signs("Hilda", committee.Acknowledged)
		b.stands(committee.Carried, committee.Votes{For: 2, Members: 3}, "the deputy signs again after the member")
		r := b.review()
		if last := r.Signoffs[len(r.Signoffs)-1]; last.ForName != "Cecilia" || last.Name != "Hilda" || r.Counts(last) {
			b.t.Errorf("the last is of %s for %s", last.Name, last.ForName)
		}
	})
}

func TestWhoSignsTwiceOrAtTheSameTimeIsCountedOnce(t *testing.T) {
	names := []string{"Birgit", "Cecilia", "David", "Erik", "Frida"}
	benches(t, names, func(_ *testing.T, b *bench) {
		b.asks()
		var all sync.WaitGroup
		failed := make(chan error, 4*len(names))
		for _, name := range slices.Repeat(names, 4) {
			all.Go(func() {
				_, err := b.Sign(b.t.Context(), b.as(name), b.report.ID, committee.SignDraft{Verdict: committee.Approved})
				failed <- err
			})
		}
		all.Wait()
		close(failed)
		for err := range failed {
			b.must(err)
		}
		r := b.review()
		if len(r.Signoffs) != len(names) {
			b.t.Fatalf("%d signatures of %d people", len(r.Signoffs), len(names))
		}
		for i, s := range r.Signoffs {
			if s.Number != i+1 || s.SHA256 != b.report.SHA256 {
				b.t.Errorf("signature %d has number %d of %s", i, s.Number, s.SHA256)
			}
		}
		b.stands(committee.Carried, committee.Votes{For: 5, Members: 5}, "all at once")
	})
}

func TestTheOrderOfSignaturesIsThatInWhichTheyWereGivenWhateverTheClockSays(t *testing.T) {
	benches(t, []string{"Birgit"}, func(_ *testing.T, b *bench) {
		b.asks()
		b.signs("Birgit", committee.Refused)
		earlier := project.SystemScope{What: "clock", Text: b.key.Text, Now: b.key.Now().Add(-48 * time.Hour)}.In(b.key.Project, b.key.Organisation)
		earlier.PersonID = b.who["Birgit"]
		_, err := b.Sign(b.t.Context(), earlier, b.report.ID, committee.SignDraft{Verdict: committee.Approved})
		b.must(err)
		b.stands(committee.Carried, committee.Votes{For: 1, Members: 1}, "the clock went back")
	})
}

func TestWhoHasLeftSignsNoMoreAndWhatTheySignedStays(t *testing.T) {
	benches(t, []string{"Birgit", "Cecilia"}, func(_ *testing.T, b *bench) {
		b.asks()
		b.signs("Birgit", committee.Approved)
		b.writes("UPDATE person SET deleted_at = ?, name = 'Somebody' WHERE id = ?", b.key.Now(), b.who["Birgit"])
		_, err := b.Sign(b.t.Context(), b.as("Birgit"), b.report.ID, committee.SignDraft{Verdict: committee.Refused, Reason: "No"})
		b.refused(err, "review.fault.left", "somebody who has left")
		b.stands(committee.Carried, committee.Votes{For: 1, Members: 2}, "after they left")
		if s := b.review().Signoffs[0]; s.Name != "Birgit" {
			b.t.Errorf("the name became %q", s.Name)
		}
		a := account.Account{ID: database.NewID()}
		b.writes(`INSERT INTO account (id, email, email_fold, name, password_hash, language, theme, administrator, may_create_organisations, version, created_at, updated_at, disabled_at)
			VALUES (?, 'c@x.example', ?, 'Cecilia', 'x', '', 'auto', ?, ?, 1, ?, ?, ?)`, a.ID, a.ID, false, false, b.key.Now(), b.key.Now(), b.key.Now())
		b.writes("UPDATE person SET account_id = ? WHERE id = ?", a.ID, b.who["Cecilia"])
		_, err = b.Sign(b.t.Context(), b.as("Cecilia"), b.report.ID, committee.SignDraft{Verdict: committee.Approved})
		b.refused(err, "review.fault.left", "somebody whose account is closed")
	})
}

func TestWhatIsSignedAndSaidIsCheckedAndSaidOnce(t *testing.T) {
	benches(t, []string{"Birgit"}, func(_ *testing.T, b *bench) {
		_, err := b.Sign(b.t.Context(), b.as("Birgit"), b.report.ID, committee.SignDraft{Verdict: committee.Approved})
		if !fault.Is(err, fault.NotFound) {
			b.t.Errorf("nobody was asked: %v", err)
		}
		b.asks()
		for what, d := range map[string]committee.SignDraft{
			"verdict": {Verdict: "maybe"}, "reason": {Verdict: committee.Refused, Reason: " \n"},
		} {
			_, err := b.Sign(b.t.Context(), b.as("Birgit"), b.report.ID, d)
			b.refused(err, what, what)
		}
		_, err = b.Sign(b.t.Context(), b.as("Birgit"), b.report.ID, committee.SignDraft{Verdict: committee.Refused, Reason: strings.Repeat("å", 2001)})
		b.refused(err, "reason", "a long reason")
		_, err = b.Sign(b.t.Context(), b.as("Birgit"), b.report.ID, committee.SignDraft{Verdict: committee.Refused, Reason: strings.Repeat("å", 2000)})
		b.must(err)
		say := func(section, text string) error {
			_, err := b.Say(b.t.Context(), b.as("Birgit"), b.report.ID, []string{"risks"}, committee.RemarkDraft{Section: section, Text: text})
			return err
		}
		for range 2 {
			b.must(say("risks", " Who? "))
		}
		b.must(say("", strings.Repeat("ö", 4000)))
		b.refused(say("money", "Much"), "section", "a section that the report has not")
		b.refused(say("risks", strings.Repeat("ö", 4001)), "text", "a long comment")
		b.refused(say("risks", " "), "text", "no comment")
		r := b.review()
		if len(r.Remarks) != 2 || r.Remarks[0].Text != "Who?" || r.Remarks[1].Section != committee.Whole {
			b.t.Errorf("the comments are %+v", r.Remarks)
		}
		stranger := projecttest.As(b.key, project.Viewer)
		_, err = b.Say(b.t.Context(), stranger, b.report.ID, nil, committee.RemarkDraft{Text: "Hello"})
		if !fault.Is(err, fault.Forbidden) {
			b.t.Errorf("somebody who only reads: %v", err)
		}
	})
}

// guest is the bearer of a link for somebody who was asked.
func (b *bench) guest(name string, life time.Duration) project.Guest {
	b.t.Helper()
	asked, _ := b.review().Asked(b.who[name])
	var link account.Link
	_, err := b.Make(b.t.Context(), b.key, asked, "", func(ctx context.Context, l account.Link) (account.Link, string, error) {
		made, token, err := b.accounts.IssueLink(ctx, l, life)
		link = made
		return made, token, err
	})
	b.must(err)
	return project.Guest{Link: link, Text: b.key.Text, Now: b.key.Now()}
}

func (b *bench) byLink(g project.Guest) project.Scope {
	b.t.Helper()
	asked, err := b.Bearer(b.t.Context(), g)
	b.must(err)
	key, err := b.projects.ByLink(b.t.Context(), g, asked.PersonID, asked.Name)
	b.must(err)
	return key
}

func TestALinkSignsUntilItIsRevokedOrExpires(t *testing.T) {
	benches(t, []string{"Birgit", "Cecilia"}, func(_ *testing.T, b *bench) {
		r := b.asks()
		g := b.guest("Birgit", committee.PassLife)
		key := b.byLink(g)
		state := func() string {
			all, err := b.Passes(b.t.Context(), b.key, committee.Signing(b.report.ID), b.review().Used())
			b.must(err)
			var states []string
			for _, h := range all {
				for _, a := range b.review().Roll {
					if a.ID == h.AskedID {
						states = append(states, fmt.Sprint(a.Name, " ", h.State))
					}
				}
			}
			return strings.Join(states, ", ")
		}
		b.is(state(), "Birgit unopened")
		b.must(b.Entered(b.t.Context(), g))
		b.is(state(), "Birgit opened")
		s, err := b.Sign(b.t.Context(), key, b.report.ID, committee.SignDraft{Verdict: committee.Approved})
		b.must(err)
		if s.Via != project.ByLink || s.LinkID != g.Link.ID || s.Name != "Birgit" {
			b.t.Errorf("signed %s by %s with %s", s.Name, s.Via, s.LinkID)
		}
		b.is(state(), "Birgit signed")
		asked, _ := r.Asked(b.who["Birgit"])
		b.must(b.Revoke(b.t.Context(), b.key, asked))
		b.is(state(), "Birgit revoked")
		_, err = b.Sign(b.t.Context(), key, b.report.ID, committee.SignDraft{Verdict: committee.Acknowledged})
		b.refused(err, account.SpentLink, "a link that was revoked while its page was open")
		old := b.guest("Cecilia", -time.Minute)
		_, err = b.Sign(b.t.Context(), b.byLink(old), b.report.ID, committee.SignDraft{Verdict: committee.Approved})
		b.refused(err, account.SpentLink, "a link that expired")
		b.stands(committee.Carried, committee.Votes{For: 1, Members: 2}, "what was signed by the link stays")
	})
}

func (b *bench) is(got, want string) {
	b.t.Helper()
	if got != want {
		b.t.Errorf("the links are %q, want %q", got, want)
	}
}

func TestALinkWritesSoMuchAndNoMore(t *testing.T) {
	benches(t, []string{"Birgit"}, func(_ *testing.T, b *bench) {
		b.asks()
		key := b.byLink(b.guest("Birgit", committee.PassLife))
		var last error
		for i := range 101 {
			_, last = b.Say(b.t.Context(), key, b.report.ID, nil, committee.RemarkDraft{Text: fmt.Sprint("Word ", i)})
		}
		if !fault.Is(last, fault.TooMany) {
			b.t.Errorf("the hundred and first: %v", last)
		}
	})
}
