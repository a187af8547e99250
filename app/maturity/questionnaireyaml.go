package maturity

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/validate"
)

// The most that a questionnaire may hold.
const (
	LargestSource = 64 << 10 // bytes of YAML
	mostSections  = 20
	mostPractices = 100 // of all sections
	mostNested    = 8   // brackets within brackets
	mostFaults    = 20  // told at once
	longestTitle  = 160
	longestText   = 600
	heaviest      = 100
)

// QuestionnaireDraft is a questionnaire as it is typed, pasted or sent: as YAML.
type QuestionnaireDraft struct {
	Source  string `form:"source" validate:"required"`
	Version int64  `form:"version"`
}

// read makes a questionnaire of the source, or says by line what is wrong with
// it: under the field "source" the first, and each under "line" with its number.
func (d QuestionnaireDraft) read() (Questionnaire, error) {
	if err := validate.Draft(d); err != nil {
		return Questionnaire{}, err
	}
	q, wrong := ReadQuestionnaire(d.Source)
	if len(wrong) == 0 {
		return q, nil
	}
	fields := map[string]fault.Text{"source": {Key: "practice.fault.source", Args: []any{"line", strconv.Itoa(wrong[0].Line)}}}
	for i, one := range wrong {
		fields[fmt.Sprintf("line %05d.%02d", one.Line, i)] = fault.Text{Key: "practice.fault.line", Args: []any{"line", strconv.Itoa(one.Line), "what", i18n.Phrase{Key: one.Key}, "name", one.Name}}
	}
	return q, fault.Wrong(fields)
}

// Complaint is one thing that is wrong with a source: in which line, what (a key
// of the texts) and what it is about.
type Complaint struct {
	Line int
	Key  string
	Name string
}

// ReadQuestionnaire reads YAML from hands that nobody knows. It takes a plain
// document only: nothing that refers, repeats, or is nested deeper than any
// questionnaire is.
func ReadQuestionnaire(source string) (Questionnaire, []Complaint) {
	var r reader
	if len(source) > LargestSource {
		r.wrong(1, "large", strconv.Itoa(LargestSource>>10))
		return Questionnaire{}, r.complaints
	}
	tokens := lexer.Tokenize(source)
	if r.guard(tokens); len(r.complaints) > 0 {
		return Questionnaire{}, r.complaints
	}
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		r.broken(err)
		return Questionnaire{}, r.complaints
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		r.wrong(1, "document", "")
		return Questionnaire{}, r.complaints
	}
	q := r.questionnaire(file.Docs[0].Body)
	slices.SortStableFunc(r.complaints, func(x, y Complaint) int { return x.Line - y.Line })
	return q, r.complaints
}

// reader goes through a document and notes what is wrong, so that all of it can
// be told at once.
type reader struct {
	complaints []Complaint
	practices  map[string]bool // by key
	count      int             // of practices
}

func (r *reader) wrong(line int, what, name string) {
	if runes := []rune(name); len(runes) > 60 {
		name = string(runes[:59]) + "…"
	}
	if len(r.complaints) < mostFaults {
		r.complaints = append(r.complaints, Complaint{line, "practice.wrong." + what, name})
	}
}

func (r *reader) broken(err error) {
	line := 1
	var e yaml.Error
	if errors.As(err, &e) && e.GetToken() != nil && e.GetToken().Position != nil {
		line = e.GetToken().Position.Line
		if strings.Contains(e.GetMessage(), "already defined") {
			r.wrong(line, "twice", e.GetToken().Value)
			return
		}
	}
	r.wrong(line, "syntax", "")
}

// guard refuses what no plain document holds, before anything is built of it.
func (r *reader) guard(tokens token.Tokens) {
	nested, entries, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position == nil {
			continue
		}
		if t.Position.Line != line {
			entries, line = 0, t.Position.Line
		}
		switch t.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType, token.TagType, token.DirectiveType, token.MappingKeyType:
			r.wrong(line, "special", t.Value)
			return
		case token.InvalidType:
			r.wrong(line, "syntax", "")
			return
		case token.SequenceStartType, token.MappingStartType:
			nested++
		case token.SequenceEndType, token.MappingEndType:
			nested--
		case token.SequenceEntryType:
			entries++
		}
		if nested > mostNested || entries > 2 {
			r.wrong(line, "deep", "")
			return
		}
	}
}

func lineOf(n ast.Node) int {
	if n != nil && n.GetToken() != nil && n.GetToken().Position != nil {
		return n.GetToken().Position.Line
	}
	return 1
}

// entries are what a mapping holds, by name; each name at most once and only
// those that belong there.
func (r *reader) entries(n ast.Node, names ...string) map[string]ast.Node {
	found := map[string]ast.Node{}
	m, ok := n.(ast.MapNode)
	if !ok {
		r.wrong(lineOf(n), "mapping", strings.Join(names, ", "))
		return found
	}
	for all := m.MapRange(); all.Next(); {
		name, line := all.Key().GetToken().Value, lineOf(all.Key())
		switch {
		case found[name] != nil:
			r.wrong(line, "twice", name)
		case !slices.Contains(names, name):
			r.wrong(line, "unknown", name)
		default:
			found[name] = all.Value()
		}
	}
	return found
}

// list are the entries of a sequence.
func (r *reader) list(of map[string]ast.Node, name string, line int) []ast.Node {
	n := of[name]
	if n == nil {
		r.wrong(line, "missing", name)
		return nil
	}
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		r.wrong(lineOf(n), "list", name)
		return nil
	}
	return s.Values
}

// text is a text of at most so many characters on one line; missing only where it
// may be.
func (r *reader) text(of map[string]ast.Node, name string, line, longest int, needed bool) string {
	n := of[name]
	if n == nil {
		if needed {
			r.wrong(line, "missing", name)
		}
		return ""
	}
	return r.scalar(n, name, longest, needed)
}

func (r *reader) scalar(n ast.Node, name string, longest int, needed bool) string {
	text := ""
	switch n := n.(type) {
	case *ast.StringNode:
		text = n.Value
	case *ast.LiteralNode:
		text = n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		text = n.GetToken().Value
	case *ast.NullNode:
	default:
		r.wrong(lineOf(n), "text", name)
		return ""
	}
	text = strings.Join(strings.Fields(text), " ")
	switch {
	case text == "" && needed:
		r.wrong(lineOf(n), "missing", name)
	case len([]rune(text)) > longest:
		r.wrong(lineOf(n), "long", name)
	}
	return text
}

// weight is a whole number from 1 to 100, 0 when none is given.
func (r *reader) weight(of map[string]ast.Node) int {
	n := of["weight"]
	if n == nil {
		return 0
	}
	weight, err := strconv.Atoi(n.GetToken().Value)
	if _, whole := n.(*ast.IntegerNode); !whole || err != nil || weight < 1 || weight > heaviest {
		r.wrong(lineOf(n), "weight", n.GetToken().Value)
		return 0
	}
	return weight
}

// key is a short name of small letters, digits and lines between.
func (r *reader) key(of map[string]ast.Node, line int) string {
	key := r.text(of, "key", line, 40, true)
	for i, c := range key {
		if c >= 'a' && c <= 'z' || i > 0 && (c >= '0' && c <= '9' || c == '_' || c == '-') {
			continue
		}
		r.wrong(lineOf(of["key"]), "key", key)
		break
	}
	return key
}

func (r *reader) questionnaire(n ast.Node) Questionnaire {
	of := r.entries(n, "key", "kind", "title", "purpose", "sections")
	q := Questionnaire{Key: r.key(of, 1), Kind: Scale(r.text(of, "kind", 1, 20, true)),
		Title: r.text(of, "title", 1, longestTitle, true), Purpose: r.text(of, "purpose", 1, longestText, false)}
	if q.Kind != "" && !slices.Contains(Scales(), q.Kind) {
		r.wrong(lineOf(of["kind"]), "kind", string(q.Kind))
	}
	if q.Key == "new" {
		r.wrong(lineOf(of["key"]), "key", q.Key)
	}
	r.practices = map[string]bool{}
	known := map[string]bool{}
	sections := r.list(of, "sections", 1)
	for i, one := range sections {
		if i == mostSections {
			r.wrong(lineOf(one), "sections", strconv.Itoa(mostSections))
			break
		}
		s := r.section(one, q.Kind)
		if s.Key != "" && known[s.Key] {
			r.wrong(lineOf(one), "same", s.Key)
		}
		known[s.Key] = true
		q.Sections = append(q.Sections, s)
	}
	if of["sections"] != nil && len(sections) == 0 {
		r.wrong(lineOf(of["sections"]), "empty", "sections")
	}
	return q
}

func (r *reader) section(n ast.Node, kind Scale) Section {
	of, line := r.entries(n, "key", "title", "weight", "practices"), lineOf(n)
	s := Section{Key: r.key(of, line), Title: r.text(of, "title", line, longestTitle, true), Weight: r.weight(of)}
	practices := r.list(of, "practices", line)
	for _, one := range practices {
		if r.count == mostPractices {
			r.wrong(lineOf(one), "practices", strconv.Itoa(mostPractices))
			break
		}
		s.Practices = append(s.Practices, r.practice(one, kind))
	}
	if of["practices"] != nil && len(practices) == 0 {
		r.wrong(lineOf(of["practices"]), "empty", "practices")
	}
	return s
}

func (r *reader) practice(n ast.Node, kind Scale) Practice {
	names := []string{"key", "title", "help", "weight"}
	switch kind {
	case Ladder:
		names = append(names, "levels")
	case Slider:
		names = append(names, "less", "more")
	}
	of, line := r.entries(n, names...), lineOf(n)
	p := Practice{Key: r.key(of, line), Title: r.text(of, "title", line, longestTitle, true), Help: r.text(of, "help", line, longestText, false), Weight: r.weight(of)}
	if p.Key != "" && r.practices[p.Key] {
		r.wrong(line, "same", p.Key)
	}
	r.practices[p.Key] = true
	r.count++
	switch kind {
	case Ladder:
		p.Levels = r.levels(of, line)
	case Slider:
		p.Less, p.More = r.text(of, "less", line, longestTitle, true), r.text(of, "more", line, longestTitle, true)
	}
	return p
}

func (r *reader) levels(of map[string]ast.Node, line int) []string {
	var levels []string
	list := r.list(of, "levels", line)
	if of["levels"] != nil && len(list) != Levels {
		r.wrong(lineOf(of["levels"]), "levels", strconv.Itoa(len(list)))
	}
	for i, one := range list {
		if i == Levels {
			break
		}
		levels = append(levels, r.scalar(one, "levels", longestText, true))
	}
	return levels
}
