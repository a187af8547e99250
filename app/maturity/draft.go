package maturity

import (
	"cmp"
	"strings"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/project"
)

// Draft is what is typed of an assessment. Current, Target and Comment go from a
// section to what is said of it; Level, Wanted and Why from a practice. A section
// of which practices are judged takes its level from them, any other the one in
// Current.
type Draft struct {
	Questionnaire string            `form:"questionnaire" validate:"max=60,oneline"` // "" is the maturity ladder
	Method        Method            `form:"method" validate:"omitempty,oneof=single workshop survey"`
	AssessedOn    date.Day          `form:"assessed_on" validate:"required"`
	Unit          string            `form:"unit" validate:"max=120,oneline"`
	Note          string            `form:"note" validate:"max=10000"`
	Current       map[string]int    `form:"current" validate:"max=100,dive,min=1,max=5"`
	Target        map[string]int    `form:"target" validate:"max=100,dive,min=1,max=5"`
	Comment       map[string]string `form:"comment" validate:"max=100,dive,max=2000"`
	Level         map[string]int    `form:"level" validate:"max=200,dive,min=1,max=5"`
	Wanted        map[string]int    `form:"wanted" validate:"max=200,dive,min=1,max=5"`
	Why           map[string]string `form:"why" validate:"max=200,dive,max=2000"`
	Proof         map[string]string `form:"proof" validate:"max=200,dive,max=2000"`                    // new evidence in words, by practice
	Web           map[string]string `form:"web" validate:"max=200,dive,omitempty,web,oneline,max=500"` // new evidence elsewhere, by practice
	Still         map[string]bool   `form:"still" validate:"max=2000"`                                 // evidence of the assessment before that holds, by id
	Partly        bool              `form:"-"`                                                         // sections without any level are left out
	asks          Questionnaire
}

// BasedOn is always zero: assessments are not changed.
func (Draft) BasedOn() int64 { return 0 }

// Valid asks for a judgement of every practice, for a target of every section
// that has one, and for a day that is not ahead. A workshop or a survey may leave
// out practices of a section, but not all.
func (d Draft) Valid(key project.Scope) error {
	wrong := map[string]fault.Text{}
	required := fault.Text{Key: "fault.field.required"}
	for _, s := range d.asks.Sections {
		if d.leaves(s) {
			continue
		}
		missing := d.missing(s)
		whole := len(missing) == len(s.Practices)
		if whole && d.Current[s.Key] == 0 && d.asks.Key == CRM {
			wrong["current["+s.Key+"]"] = required
		}
		if whole && (d.Current[s.Key] == 0 || d.asks.Key != CRM) || !whole && cmp.Or(d.Method, Single) == Single {
			for _, practice := range missing {
				wrong["level["+practice+"]"] = required
			}
		}
		if d.asks.Aimed() && d.Target[s.Key] == 0 {
			wrong["target["+s.Key+"]"] = required
		}
		d.checkLevels(s, wrong)
	}
	if d.AssessedOn.After(key.Today()) {
		wrong["assessed_on"] = fault.Text{Key: "maturity.fault.ahead"}
	}
	if len(wrong) > 0 {
		return fault.Wrong(wrong)
	}
	return nil
}

// checkLevels notes levels that the scale does not have.
func (d Draft) checkLevels(s Section, wrong map[string]fault.Text) {
	if d.asks.Kind != Check {
		return
	}
	for _, p := range s.Practices {
		if level := d.Level[p.Key]; level == 2 || level == 4 {
			wrong["level["+p.Key+"]"] = fault.Text{Key: "fault.field.wrong"}
		}
	}
}

// leaves reports whether a section is left out of the assessment: the draft may, and
// there is no level in it.
func (d Draft) leaves(s Section) bool {
	return d.Partly && d.Current[s.Key] == 0 && len(d.missing(s)) == len(s.Practices)
}

// missing are the practices of a section that are not judged.
func (d Draft) missing(s Section) []string {
	var keys []string
	for _, p := range s.Practices {
		if d.Level[p.Key] == 0 {
			keys = append(keys, p.Key)
		}
	}
	return keys
}

// Apply copies the draft onto an assessment.
func (d Draft) Apply(a *Assessment, key project.Scope) {
	a.AssessedOn, a.Unit, a.Note, a.MadeBy = d.AssessedOn, strings.TrimSpace(d.Unit), d.Note, key.Actor().Name
	a.Questionnaire, a.Edition, a.Method = d.asks.Key, d.asks.Edition, cmp.Or(d.Method, Single)
	a.Answers, a.Practices = nil, nil
	for _, s := range d.asks.Sections {
		if d.leaves(s) {
			continue
		}
		judged := d.judged(s, len(a.Practices))
		a.Practices = append(a.Practices, judged...)
		a.Answers = append(a.Answers, d.answer(s, judged))
	}
}

func (d Draft) judged(s Section, place int) []Judged {
	var all []Judged
	for _, p := range s.Practices {
		if level := d.Level[p.Key]; level > 0 {
			one := Judged{Section: s.Key, Practice: p.Key, Place: place + len(all), Level: level, Weight: p.Weighs(), Comment: d.Why[p.Key]}
			if d.asks.Kind == Slider {
				one.Wanted = d.Wanted[p.Key]
			}
			all = append(all, one)
		}
	}
	return all
}

// answer is a section as its practices make it, or as it was judged itself. A
// check aims at all, a slider at where it is wanted or stands.
func (d Draft) answer(s Section, judged []Judged) Answer {
	one := Answer{Dimension: s.Key, Current: d.Current[s.Key], Target: d.Target[s.Key], Weight: s.Weighs(), Comment: d.Comment[s.Key]}
	wanted := 0
	if len(judged) > 0 {
		one.Tenths, wanted = derive(judged)
		one.Current = whole(one.Tenths)
	}
	switch d.asks.Kind {
	case Check:
		one.Target = Levels
	case Slider:
		one.Target = cmp.Or(wanted, one.Current)
	}
	return one
}

// Drafted is the assessment as its form shows it.
func (a Assessment) Drafted(t *i18n.Text) any {
	d := Draft{Questionnaire: cmp.Or(a.Questionnaire, CRM), Method: a.Method, AssessedOn: a.AssessedOn, Unit: a.Unit, Note: a.Note,
		Current: map[string]int{}, Target: map[string]int{}, Comment: map[string]string{}, Level: map[string]int{}, Wanted: map[string]int{}, Why: map[string]string{}}
	for _, one := range a.Answers {
		d.Current[one.Dimension], d.Target[one.Dimension], d.Comment[one.Dimension] = one.Current, one.Target, one.Commented().In(t)
	}
	for _, one := range a.Practices {
		d.Level[one.Practice], d.Why[one.Practice] = one.Level, one.Commented().In(t)
		if one.Wanted > 0 {
			d.Wanted[one.Practice] = one.Wanted
		}
	}
	return d
}

// After is a draft for the next assessment: it begins with what this one says,
// and with all of its evidence.
func (a Assessment) After(today date.Day, t *i18n.Text) Draft {
	d := a.Drafted(t).(Draft)
	d.AssessedOn, d.Note, d.Comment, d.Why, d.Method = today, "", nil, nil, Single
	return d
}

// By is the draft as an answer to a questionnaire: without it nothing is asked.
func (d Draft) By(q Questionnaire) Draft {
	d.Questionnaire, d.asks = q.Key, q
	return d
}
