package maturity

import (
	"strings"

	"stegvis/app/platform/i18n"
)

// Said puts into words how blind votes spread, as far as that tells no voice.
func (s Spread) Said(t *i18n.Text) string {
	voices := t.N("workshop.result.voices", s.All.Voices)
	switch {
	case s.All.Voices == 0:
		return ""
	case s.Silent:
		return voices + ". " + t.T("workshop.result.few")
	}
	said := []string{voices, t.T("workshop.result.median", "median", s.All.Median.In(t))}
	if s.All.Parted {
		said = append(said, t.T("workshop.result.middle", "lower", s.All.Lower.In(t), "upper", s.All.Upper.In(t)))
	} else {
		said = append(said, t.T("workshop.result.range", "least", s.Least, "most", s.Most))
	}
	for _, g := range s.Groups {
		said = append(said, RoleNamed(t, g.Role)+" "+g.Median.In(t))
	}
	return strings.Join(said, ", ")
}

// In is a level with as many decimals as it needs.
func (h Hundredths) In(t *i18n.Text) string {
	digits := 2
	switch {
	case h%100 == 0:
		digits = 0
	case h%10 == 0:
		digits = 1
	}
	return t.Decimal(float64(h)/100, digits)
}

// DissentSaid puts into words why somebody sees a score otherwise: of which role, as
// far as that is told, and the level that they would give, 0 for none said.
func DissentSaid(t *i18n.Text, role string, level int, reason string) string {
	var who []string
	if role != "" && role != Others {
		who = append(who, RoleNamed(t, role))
	}
	if level > 0 {
		who = append(who, t.T("workshop.result.level", "level", level))
	}
	if len(who) == 0 {
		return t.T("workshop.result.dissent", "words", reason)
	}
	return t.T("workshop.result.dissent_of", "who", strings.Join(who, ", "), "words", reason)
}
