package reports

import (
	"time"

	"stegvis/app/committee"
	"stegvis/app/flow"
	"stegvis/app/platform/i18n"
	"stegvis/templates/letters"
	"stegvis/templates/partial"
)

// Zone is the time zone in which moments are told.
type Zone = *time.Location

// ReviewPage is a report that the committee signs.
type ReviewPage struct {
	flow.Reviewed
	Of         string    // what the report is of: the organisation and the project
	PDF        string    // address of the file
	Until      time.Time // when the reader's link ends; of bearers
	Sign       partial.Form
	Remark     partial.Form
	MayComment bool

	MayIssue   bool
	Ask, Close partial.Form
	letters.Roll
}

// deputy is who stands in for the reader, "" for nobody.
func (p ReviewPage) deputy() string {
	if p.Asked == nil {
		return ""
	}
	for _, a := range p.Review.Roll {
		if a.ForID == p.Asked.PersonID {
			return a.Name
		}
	}
	return ""
}

// sections are what can be commented on: the whole, then each section.
func (p ReviewPage) sections(t *i18n.Text) []partial.Option {
	all := []partial.Option{{Value: committee.Whole, Label: t.T("review.whole")}}
	for _, h := range p.Headings {
		all = append(all, partial.Option{Value: h.Key, Label: t.T(h.Title)})
	}
	return all
}

func (p ReviewPage) said(section string) []committee.Remark {
	var all []committee.Remark
	for _, m := range p.Review.Remarks {
		if m.Section == section {
			all = append(all, m)
		}
	}
	return all
}

func outcomeTone(o committee.Outcome) partial.Tone {
	switch o {
	case committee.Carried, committee.Noted:
		return partial.Good
	case committee.Rejected:
		return partial.Bad
	case committee.Divided, committee.Lapsed:
		return partial.Warn
	}
	return partial.Active
}

func verdictTone(v committee.Verdict) partial.Tone {
	switch v {
	case committee.Approved:
		return partial.Good
	case committee.Refused:
		return partial.Bad
	}
	return partial.Active
}

// Standing is how far a review has come, in a sentence.
func Standing(t *i18n.Text, r committee.Review) string {
	v := r.Votes()
	return t.T("review.standing."+string(r.Outcome()), "signed", v.Cast(), "members", v.Members, "quorum", r.Needed(v.Members),
		"majority", i18n.Phrase{Key: "review.majority." + string(r.Majority)}, "for", v.For, "against", v.Against)
}

// byline is who signed, and for whom.
func byline(t *i18n.Text, s committee.Signoff) string { return letters.InPlace(t, s.Name, s.ForName) }

// superseded says why a signature counts no more, "" when it counts.
func superseded(t *i18n.Text, r committee.Review, s committee.Signoff) string {
	last, _ := r.Last(s.PersonID)
	switch {
	case last.ID != s.ID:
		return t.T("review.superseded")
	case !r.Counts(s):
		return t.T("review.own_word", "name", s.ForName)
	}
	return ""
}

// short is the beginning of a digest.
func short(digest string) string { return digest[:min(len(digest), 12)] }
