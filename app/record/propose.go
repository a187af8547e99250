package record

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"stegvis/app/platform/text"
)

// Completed adds the step of the other track to tags of one, by the table below;
// tags of both tracks, or of none, stay as they are. A change step goes with the
// CRM step that it needs most, and a CRM step with the change step in which most of
// its work falls.
func (t Tags) Completed() Tags {
	switch {
	case t.KotterStep != "" && t.GartnerStep == "":
		t.GartnerStep = beside(Kotter, t.KotterStep)
	case t.KotterStep == "" && t.GartnerStep != "":
		t.KotterStep = beside(Gartner, t.GartnerStep)
	}
	return t
}

// beside is the step of the other track that goes with a step.
func beside(track, step string) string {
	return map[string]map[string]string{Kotter: {
		"urgency": "vision", "coalition": "strategy", "vision": "vision", "communicate": "collaboration",
		"enable": "processes", "wins": "experience", "consolidate": "technology", "anchor": "metrics",
	}, Gartner: {
		"vision": "vision", "strategy": "coalition", "experience": "wins", "collaboration": "communicate",
		"processes": "enable", "information": "wins", "technology": "enable", "metrics": "anchor",
	}}[track][step]
}

// Proposal stands in a draft for the tags that its form proposed, as Proposed
// writes them; "" when it proposed none.
type Proposal struct {
	Proposed string `form:"proposed" validate:"max=40"`
}

// Proposed writes tags as a form carries them.
func (t Tags) Proposed() Proposal { return Proposal{t.KotterStep + "/" + t.GartnerStep} }

// Settle decides between the tags that were typed and those that what was typed
// suggests: tags that are still as they were proposed were chosen by nobody.
func (p Proposal) Settle(typed, suggested Tags) Tags {
	if p.Proposed != "" && typed.Proposed() == p {
		return suggested
	}
	return typed
}

// stem is the beginning of a word, and the step that the word tells of.
type stem struct{ begins, step string }

// Suggest tags something by its words, in any of our languages: of each track the
// first step of the table that a word tells of. Where the words tell of one track
// only, the other is the one of otherwise when that has the same step, else the
// one that goes with it; where they tell nothing, all of it is otherwise.
func Suggest(words string, otherwise Tags) Tags {
	found := Tags{KotterStep: first(kotterStems(), words), GartnerStep: first(gartnerStems(), words)}
	switch {
	case found == Tags{}:
		return otherwise.Completed()
	case found.KotterStep == "" && otherwise.KotterStep != "":
		found.KotterStep = otherwise.KotterStep
	case found.GartnerStep == "" && otherwise.GartnerStep != "":
		found.GartnerStep = otherwise.GartnerStep
	}
	return found.Completed()
}

func first(table []stem, words string) string {
	said := " " + strings.Map(lettered, norm.NFD.String(text.Fold(words))) + " "
	for _, s := range table {
		if strings.Contains(said, " "+s.begins) {
			return s.step
		}
	}
	return ""
}

// lettered makes everything that parts words a space, and takes marks off letters.
func lettered(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	if strings.ContainsRune(" \t\n.,;:!?()[]/\"'’“”–—-", r) {
		return ' '
	}
	return r
}

// The stems are folded and without marks; what is special stands before what is general.
func kotterStems() []stem {
	return []stem{
		{"sponsor", "coalition"}, {"coalition", "coalition"}, {"forandringsteam", "coalition"}, {"steering committee", "coalition"}, {"styrgrupp", "coalition"},
		{"mandat", "coalition"}, {"line manager", "coalition"}, {"linjechef", "coalition"},
		{"bonus", "anchor"}, {"reward", "anchor"}, {"job description", "anchor"}, {"arbetsbeskrivning", "anchor"}, {"hand over", "anchor"}, {"handed over", "anchor"}, {"overlamn", "anchor"}, {"kultur", "anchor"}, {"culture", "anchor"},
		{"train", "enable"}, {"utbild", "enable"}, {"course", "enable"}, {"kurs", "enable"}, {"guide", "enable"}, {"superanvand", "enable"}, {"super user", "enable"}, {"coach", "enable"},
		{"pilot", "wins"}, {"win ", "wins"}, {"wins", "wins"}, {"vinst", "wins"}, {"trial", "wins"}, {"prov", "wins"},
		{"wave", "consolidate"}, {"vag ", "consolidate"}, {"go live", "consolidate"}, {"golive", "consolidate"}, {"roll out", "consolidate"}, {"rollout", "consolidate"}, {"utrull", "consolidate"}, {"driftstart", "consolidate"}, {"switch off", "consolidate"}, {"lesson", "consolidate"}, {"lardom", "consolidate"},
		{"workshop", "communicate"}, {"seminar", "communicate"}, {"message", "communicate"}, {"budskap", "communicate"}, {"communicat", "communicate"}, {"kommunic", "communicate"}, {"kommunik", "communicate"}, {"inform ", "communicate"}, {"informera", "communicate"}, {"intranet", "communicate"},
		{"vision", "vision"}, {"aim", "vision"}, {"goal", "vision"}, {"mal ", "vision"}, {"requirement", "vision"}, {"krav", "vision"},
		{"urgen", "urgency"}, {"bradska", "urgency"}, {"pre study", "urgency"}, {"prestudy", "urgency"}, {"forstudie", "urgency"}, {"kick off", "urgency"}, {"interview", "urgency"}, {"intervju", "urgency"},
	}
}

func gartnerStems() []stem {
	return []stem{
		{"data", "information"}, {"regist", "information"}, {"privacy", "information"}, {"integritet", "information"}, {"gdpr", "information"}, {"migrat", "information"}, {"migrer", "information"}, {"duplicat", "information"}, {"dublett", "information"},
		{"bonus", "metrics"}, {"indicator", "metrics"}, {"nyckeltal", "metrics"}, {"measure", "metrics"}, {"mat ", "metrics"}, {"matning", "metrics"}, {"figure", "metrics"}, {"siffr", "metrics"}, {"report", "metrics"}, {"rapport", "metrics"}, {"dashboard", "metrics"}, {"evaluat", "metrics"}, {"utvarder", "metrics"}, {"baseline", "metrics"},
		{"integrat", "technology"}, {"api", "technology"}, {"erp", "technology"}, {"system", "technology"}, {"server", "technology"}, {"licen", "technology"}, {"supplier", "technology"}, {"vendor", "technology"}, {"leverantor", "technology"}, {"interface", "technology"}, {"granssnitt", "technology"}, {"phone", "technology"}, {"telefon", "technology"}, {"mobil", "technology"},
		{"process", "processes"}, {"workflow", "processes"}, {"arbetssatt", "processes"}, {"quotation", "processes"}, {"offert", "processes"}, {"order", "processes"}, {"guide", "processes"}, {"routine", "processes"}, {"rutin", "processes"},
		{"feedback", "experience"}, {"aterkoppling", "experience"}, {"complaint", "experience"}, {"klagomal", "experience"}, {"reklamation", "experience"}, {"journey", "experience"}, {"kundres", "experience"}, {"satisf", "experience"}, {"nojd", "experience"}, {"portal", "experience"},
		{"segment", "strategy"}, {"customer group", "strategy"}, {"kundgrupp", "strategy"}, {"strateg", "strategy"}, {"budget", "strategy"},
		{"partner", "collaboration"}, {"dealer", "collaboration"}, {"aterforsalj", "collaboration"}, {"department", "collaboration"}, {"avdelning", "collaboration"}, {"collabor", "collaboration"}, {"samarbet", "collaboration"}, {"union", "collaboration"}, {"facklig", "collaboration"}, {"co operation", "collaboration"},
		{"vision", "vision"}, {"maturity", "vision"}, {"mognad", "vision"},
	}
}
