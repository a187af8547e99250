package dispatch

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"stegvis/app/account"
	"stegvis/app/audit"
	"stegvis/app/committee"
	"stegvis/app/decision"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/job"
	"stegvis/app/platform/mail"
	"stegvis/app/project"
)

// PutToVoices asks, within the caller's transaction, those who speak for the committee
// and have no account by which to answer a question that goes into circulation. Links
// of an earlier round open nothing any more, and its letters stay at home.
func (p *Post) PutToVoices(ctx context.Context, key project.Scope, decisionID string) error {
	of := committee.Answering(decisionID)
	return p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		now, _, err := p.slices.Committee.Speakers(ctx, key, of)
		if err != nil {
			return err
		}
		roll, err := doorless(tx, key, now)
		if err != nil {
			return err
		}
		err = takeBack(tx.Where("asked_id IN (?)", committee.Lines(tx, key, of)))
		if err == nil {
			err = p.slices.Committee.Strike(ctx, key, of)
		}
		if err != nil {
			return err
		}
		if roll, err = p.slices.Committee.Enrol(ctx, roll); err != nil {
			return err
		}
		return p.call(ctx, tx, key, roll)
	})
}

// doorless are those of some people who cannot sign in and open the project, and have
// no account that was closed.
func doorless(tx *gorm.DB, key project.Scope, all []committee.Asked) ([]committee.Asked, error) {
	ids := make([]string, len(all))
	for i, a := range all {
		ids[i] = a.PersonID
	}
	var found []Recipient
	err := there(tx, key).Where("p.id IN ?", ids).Scan(&found).Error
	return slices.DeleteFunc(slices.Clone(all), func(a committee.Asked) bool {
		return !slices.ContainsFunc(found, func(r Recipient) bool { return r.PersonID == a.PersonID && !r.Account })
	}), err
}

// Voices are those who answer a question by a link: who speaks for the committee today
// and has no account or was asked in this way; and who was asked so and speaks for it no
// more. Those who were not asked have no id yet.
func (p *Post) Voices(ctx context.Context, key project.Scope, decisionID string) (now, before []committee.Asked, err error) {
	of := committee.Answering(decisionID)
	if err := key.Require(of.HandedOutBy()); err != nil {
		return nil, nil, err
	}
	err = p.db.Read(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if now, before, err = p.slices.Committee.Speakers(ctx, key, of); err != nil {
			return err
		}
		open, err := doorless(tx, key, now)
		now = slices.DeleteFunc(now, func(a committee.Asked) bool { return a.ID == "" && !slices.ContainsFunc(open, a.SamePerson) })
		return err
	})
	return now, before, err
}

// voice is one of some people by the person's id; else NotFound.
func voice(all []committee.Asked, personID string) (committee.Asked, error) {
	i := slices.IndexFunc(all, func(a committee.Asked) bool { return a.PersonID == personID })
	if i < 0 {
		return committee.Asked{}, fault.Missing()
	}
	return all[i], nil
}

// AskVoice gives somebody a new link by which to answer a question, by mail or to hand
// over, whether they were asked when it went into circulation or have come since.
func (p *Post) AskVoice(ctx context.Context, key project.Scope, decisionID, personID string) (account.Handed, error) {
	var out account.Handed
	if err := key.Require(committee.Answering(decisionID).HandedOutBy()); err != nil {
		return out, err
	}
	err := p.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil { // so that nobody else enrols them meanwhile
			return err
		}
		d, err := p.slices.Decisions.One(ctx, key, decisionID)
		if err != nil {
			return err
		}
		now, _, err := p.Voices(ctx, key, decisionID)
		if err != nil {
			return err
		}
		a, err := voice(now, personID)
		if err == nil && !d.Circulating() {
			err = fault.Broken("decision.fault.not_circulating")
		}
		if err != nil {
			return err
		}
		enrolled, err := p.slices.Committee.Enrol(ctx, []committee.Asked{a}) // in the seat that they have today
		if err != nil {
			return err
		}
		out, err = p.AskAgain(ctx, key, enrolled[0])
		return err
	})
	return out, err
}

// RevokeVoice closes the links of somebody who was asked to answer a question.
func (p *Post) RevokeVoice(ctx context.Context, key project.Scope, decisionID, personID string) error {
	now, before, err := p.Voices(ctx, key, decisionID)
	if err != nil {
		return err
	}
	a, err := voice(append(now, before...), personID)
	if err == nil && a.ID == "" {
		err = fault.Missing()
	}
	if err != nil {
		return err
	}
	return p.RevokeLink(ctx, key, a)
}

// longestBallot is how long a link lives at most by which somebody answers, however far
// off the day is by which the question is to be decided.
const longestBallot = 90 * 24 * time.Hour

// ballotLife is how long somebody can answer by a link that is made now.
func ballotLife(d decision.Decision, key project.Scope) time.Duration {
	life := committee.PassLife
	if !d.Deadline.IsZero() {
		life = max(life, d.Deadline.AddDays(1).At(0, key.Project.Zone()).Sub(key.Now()))
	}
	return min(life, longestBallot)
}

// issueLink makes the link of somebody who was asked, of the life that it has.
func (p *Post) issueLink(key project.Scope, a committee.Asked) func(context.Context, account.Link) (account.Link, string, error) {
	return func(ctx context.Context, l account.Link) (account.Link, string, error) {
		life := committee.PassLife
		if a.Purpose == account.Ballot {
			d, err := p.slices.Decisions.One(ctx, key, a.ObjectID)
			if err != nil {
				return l, "", err
			}
			life = ballotLife(d, key)
		}
		return p.slices.Accounts.IssueLink(ctx, l, life)
	}
}

// balloting is the letter that asks one person to answer a question.
func (p *Post) balloting(ctx context.Context, key project.Scope, s Sending, asked committee.Asked) (mail.Message, error) {
	var m mail.Message
	d, err := p.slices.Decisions.One(ctx, key, asked.ObjectID)
	if err == nil && !d.Circulating() {
		err = job.Final(errors.New(recalled))
	}
	if err != nil {
		return m, final(err)
	}
	in, err := p.wayIn(ctx, key, asked, s)
	if err != nil {
		return m, err
	}
	which, t := "link", p.letters.Texts.For(s.Lang)
	if s.Account {
		which = "page"
	}
	m = p.worded(t, t.T("decision.mail."+which+"_subject", "question", d.Asks().In(t), "project", key.Project.Named()),
		t.T("decision.mail."+which+"_body", "link", in.at, "project", key.Project.Named(), "organisation", key.Organisation,
			"seat", seatWords(t, "decision.mail.for", asked), "question", putting(t, d), "until", t.Day(in.lastDay(key.Project.Zone()))))
	m.ID, m.To = s.ID, s.Email
	return m, nil
}

// seatWords say for whom somebody stands in, "" for nobody.
func seatWords(t *i18n.Text, words string, a committee.Asked) string {
	if a.ForID == "" {
		return ""
	}
	return t.T(words, "name", a.ForName)
}

// putting is a question in a letter: with its options by their letters, what is
// recommended, and by when it is to be decided.
func putting(t *i18n.Text, d decision.Decision) string {
	said := []string{d.Asks().In(t)}
	var options []string
	for i, o := range d.Choices(t) {
		options = append(options, decision.OptionLetter(i)+"  "+o)
	}
	said = append(said, strings.Join(options, "\n"))
	if r := strings.TrimSpace(d.Recommends().In(t)); r != "" {
		said = append(said, t.T("decision.mail.recommended", "recommendation", r))
	}
	if !d.Deadline.IsZero() {
		said = append(said, t.T("decision.mail.deadline", "day", t.Day(d.Deadline)))
	}
	return strings.Join(said, "\n\n")
}
