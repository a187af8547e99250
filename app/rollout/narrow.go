package rollout

import (
	"slices"
	"strings"

	"stegvis/app/platform/i18n"
	"stegvis/app/platform/text"
	"stegvis/app/record"
)

// Unjudged finds, in a filter, the pilots without an outcome.
const Unjudged Outcome = "none"

// StageFilter narrows waves and pilots; empty fields do not.
type StageFilter struct {
	WaveID  string  `form:"wave"`
	Outcome Outcome `form:"outcome"`
	Words   string  `form:"q"` // in what a reader sees of a wave or a pilot
}

// NarrowPilots are the stages with the pilots that fit a filter.
func (s Stages) NarrowPilots(f StageFilter, t *i18n.Text) Stages {
	s.Pilots = slices.DeleteFunc(slices.Clone(s.Pilots), func(p Pilot) bool { return !f.fits(p, t) })
	return s
}

// NarrowWaves are the stages with the waves that have the words of a filter, in
// themselves or in one of their pilots, and of the pilots before no wave those that
// have them.
func (s Stages) NarrowWaves(f StageFilter, t *i18n.Text) Stages {
	kept := map[string]bool{}
	for _, p := range s.Pilots {
		if p.WaveID != nil && f.fits(p, t) {
			kept[*p.WaveID] = true
		}
	}
	for _, w := range s.Waves {
		if f.said(t, w.Named(), w.Phrase("note", w.Note)) {
			kept[w.ID] = true
		}
	}
	s.Waves = slices.DeleteFunc(slices.Clone(s.Waves), func(w Wave) bool { return !kept[w.ID] })
	s.Pilots = slices.DeleteFunc(slices.Clone(s.Pilots), func(p Pilot) bool {
		return !kept[record.Given(p.WaveID)] && (p.WaveID != nil || !f.fits(p, t))
	})
	return s
}

func (f StageFilter) fits(p Pilot, t *i18n.Text) bool {
	return (f.WaveID == "" || record.Given(p.WaveID) == f.WaveID) &&
		(f.Outcome == "" || p.Outcome == f.Outcome || f.Outcome == Unjudged && p.Outcome == "") &&
		f.said(t, p.Named(), p.Phrase("site", p.Site))
}

// said reports whether one of some phrases has the words.
func (f StageFilter) said(t *i18n.Text, phrases ...i18n.Phrase) bool {
	words := text.Plain(f.Words)
	return slices.ContainsFunc(phrases, func(p i18n.Phrase) bool { return strings.Contains(text.Plain(p.In(t)), words) })
}
