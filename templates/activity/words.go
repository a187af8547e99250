package activity

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"stegvis/app/audit"
	"stegvis/app/dispatch"
	"stegvis/app/outlook"
	"stegvis/app/platform/date"
	"stegvis/app/platform/money"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/report"
	"stegvis/app/stakeholder"
)

// Teller puts lines of the log into a reader's words.
type Teller struct {
	Key    project.Scope
	People map[string]string          // names by id
	Letter map[record.Kind]string     // before the number of a row
	Path   func(e audit.Entry) string // address of what a line is about, "" for none
	Gone   map[record.Ref]bool        // what is not there any more
}

// Lines are some lines in words.
func (w Teller) Lines(rows []audit.Entry) []Line {
	lines := make([]Line, len(rows))
	for i, e := range rows {
		lines[i] = w.line(e)
	}
	return lines
}

// shown is how many changes of one line are told.
const shown = 8

func (w Teller) line(e audit.Entry) Line {
	t := w.Key.Text
	l := Line{When: t.Instant(e.At, w.Key.Project.Zone()), Instant: e.At.UTC().Format(time.RFC3339), What: w.What(e)}
	// The sentence has its object in the middle, which is marked and cut out.
	const mark = "\x00"
	l.Before, l.After, _ = strings.Cut(t.T("activity.said."+w.said(e), "who", w.who(e), "what", mark), mark)
	if !w.Gone[record.RefOf(e)] {
		l.Href = w.Path(e)
	}
	differences := record.Differences(e)
	for _, d := range differences {
		if c := w.change(e, d); len(l.Changes) < shown {
			if c.Before != "" || c.After != "" { // or it names what only the program knows
				l.Changes = append(l.Changes, c)
			}
		} else {
			l.More++
		}
	}
	return l
}

// said names the sentence of a line: that of its own sort where there is one.
func (w Teller) said(e audit.Entry) string {
	for _, said := range []string{e.Kind + "_" + string(e.Action), string(e.Action)} {
		if w.Key.Text.Has("activity.said." + said) {
			return said
		}
	}
	return string(audit.Changed)
}

func (w Teller) who(e audit.Entry) string {
	if e.ActorKind == "system" {
		return w.Key.Text.T("activity.system")
	}
	return e.ActorName
}

// What names the object of a line: its sort, its number, its words.
func (w Teller) What(e audit.Entry) string {
	t := w.Key.Text
	words := []string{t.T("activity.kind." + e.Kind)}
	image := w.image(e)
	if letter := w.Letter[record.Kind(e.Kind)]; letter != "" && image.Number > 0 {
		words = append(words, letter+strconv.FormatInt(image.Number, 10))
	}
	if label := w.label(e, image); label != "" {
		words = append(words, label)
	}
	return strings.Join(words, " ")
}

// image is what the log keeps of a row, as far as it names it.
type image struct {
	Number  int64  `json:"number"`
	TextKey string `json:"text_key"`
}

func (w Teller) image(e audit.Entry) image {
	var i image
	for _, raw := range []string{e.BeforeImage, e.AfterImage} {
		if raw != "" && json.Unmarshal([]byte(raw), &i) != nil {
			return image{}
		}
	}
	return i
}

// label is the words of a line's object: the catalogue's in the reader's language
// while nobody has edited them.
func (w Teller) label(e audit.Entry, i image) string {
	t := w.Key.Text
	if t.Has(e.Label) {
		return t.T(e.Label)
	}
	if kind := "report.kind." + e.Label; named(e.Kind) && t.Has(kind) {
		return t.T(kind)
	}
	if e.Kind == string(report.IssuedKind) && e.AfterImage != "" {
		var issued report.Issued
		if json.Unmarshal([]byte(e.AfterImage), &issued) == nil && issued.Kind != "" {
			return issued.Title(t)
		}
	}
	if t.Has(i.TextKey) {
		return shorten(t.T(i.TextKey))
	}
	for _, field := range []string{"title", "name", "question", "text", "topic"} {
		if key := i.TextKey + "." + field; i.TextKey != "" && t.Has(key) {
			return t.T(key)
		}
	}
	return e.Label
}

// named reports whether what is called by the kind of its report alone.
func named(kind string) bool {
	return kind == string(report.DraftKind) || kind == string(dispatch.Kind)
}

func (w Teller) change(e audit.Entry, d record.Difference) Change {
	field := cmp.Or(w.asked(e, d.Field), w.field(e.Kind, d.Field))
	if d.Part != "" {
		field += ", " + w.part(e.Kind, d.Part)
	}
	if rule, is := outlook.Defaults().For(outlook.Name(d.Part)); is {
		return Change{Field: field, Before: w.threshold(rule, d.Before), After: w.threshold(rule, d.After)}
	}
	return Change{Field: field, Before: w.value(e.Kind, d.Field, d.Before), After: w.value(e.Kind, d.Field, d.After)}
}

// asked names a field of a worksheet as its template does, "" for any other.
func (w Teller) asked(e audit.Entry, field string) string {
	sheet, is := strings.CutSuffix(e.Label, ".title")
	field, _, _ = strings.Cut(field, "-")
	if key := sheet + ".f_" + field; is && e.Kind == "worksheet" && w.Key.Text.Has(key) {
		return w.Key.Text.T(key)
	}
	return ""
}

// threshold is one of the rules of health; the log keeps only those that differ
// from the defaults.
func (w Teller) threshold(rule outlook.Threshold, v any) string {
	n, own := v.(float64)
	if !own {
		return w.Key.Text.T("activity.default")
	}
	return rule.Unit.Write(w.Key.Text, int64(n))
}

// namespaces are where the texts of a sort of row stand.
func namespaces(kind string) []string {
	switch kind {
	case "task", "wave", "pilot", "criterion":
		return []string{"rollout", "common"}
	case "step", "deliverable", "vision", "win":
		return []string{"track", "common"}
	case "coalition", "message", "training":
		return []string{"stakeholder", "common"}
	case "evidence", "questionnaire":
		return []string{"practice", "common"}
	case "assessment":
		return []string{"maturity", "common"}
	case "health_override", "health_rules":
		return []string{"health", "common"}
	case "worksheet":
		return []string{"worksheet", "common"}
	case "advice", "advice_dismissal":
		return []string{"guide", "common"}
	case "person":
		return []string{"member", "common"}
	case "workshop":
		return []string{"workshop.list", "common"}
	case "workshop_activity":
		return []string{"workshop.agenda", "workshop", "common"}
	case "meeting_item", "meeting_action":
		return []string{"meeting", "common"}
	case "committee_member", "committee_deputy":
		return []string{"committee", "common"}
	case "report_draft", "report_variant":
		return []string{"report", "common"}
	case "report_schedule":
		return []string{"schedule", "report", "common"}
	}
	return []string{kind, "common"}
}

// field names a field: as the log's own texts do, else as its form does.
func (w Teller) field(kind, name string) string {
	t := w.Key.Text
	keys := []string{"activity.field." + name}
	for _, space := range namespaces(kind) {
		keys = append(keys, "activity.field."+space+"_"+name, space+".field."+name, space+"."+kind+".field."+name)
	}
	for _, key := range keys {
		if t.Has(key) {
			return t.T(key)
		}
	}
	return strings.ReplaceAll(name, "_", " ")
}

// part names which of several alike was changed.
func (w Teller) part(kind, part string) string {
	t := w.Key.Text
	if m, err := date.ParseMonth(part); err == nil && !m.IsZero() {
		return t.Month(m)
	}
	for _, key := range []string{"health.figure." + part, "maturity.short." + part} {
		if t.Has(key) {
			return t.T(key)
		}
	}
	return part
}

// value is what stands in a field, as people read it.
func (w Teller) value(kind, name string, v any) string {
	t := w.Key.Text
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return t.T("common.yes_word")
		}
		return t.T("common.no_word")
	case float64:
		return w.number(kind, name, v)
	case string:
		return w.words(kind, name, v)
	}
	return ""
}

func (w Teller) number(kind, name string, v float64) string {
	t := w.Key.Text
	switch {
	case kind == "cost" || name == "cost_minor":
		return t.Money(money.New(int64(v), w.Key.Project.Currency))
	case kind == "stakeholder" && (name == "support" || name == "wanted"):
		return t.T(stakeholder.SupportKey(int(v)))
	case name == "effort_minutes":
		return t.T("activity.hours", "n", t.Decimal(v/60, 1))
	}
	return t.Number(int64(v))
}

func (w Teller) words(kind, name, v string) string {
	t := w.Key.Text
	if v == "" {
		return ""
	}
	if strings.HasSuffix(name, "_id") {
		return w.People[v]
	}
	if strings.HasSuffix(name, "_ids") {
		names := strings.Fields(v)
		for i, id := range names {
			names[i] = w.People[id]
		}
		return strings.Join(names, ", ")
	}
	if d, err := date.Parse(v); err == nil {
		return t.Day(d)
	}
	if at, err := time.Parse(time.RFC3339Nano, v); err == nil {
		return t.Instant(at, w.Key.Project.Zone())
	}
	for _, key := range wordKeys(kind, name, v) {
		if t.Has(key) {
			return t.T(key)
		}
	}
	return shorten(v)
}

// wordKeys are where the word for a value may stand.
func wordKeys(kind, name, v string) []string {
	if name == "sheet" {
		return []string{"domain.worksheet." + v + ".title"}
	}
	if name == "kotter_step" || name == "gartner_step" {
		return []string{"domain." + strings.TrimSuffix(name, "_step") + "." + v + ".name"}
	}
	var keys []string
	for _, space := range namespaces(kind) {
		keys = append(keys, space+"."+name+"."+v, space+"."+kind+"."+name+"."+v, space+"."+kind+"_"+name+"."+v)
	}
	return keys
}

// shorten leaves of a long text what tells it apart.
func shorten(s string) string {
	const most = 160
	if words := []rune(s); len(words) > most {
		return string(words[:most]) + "…"
	}
	return s
}
