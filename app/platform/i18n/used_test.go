package i18n_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"stegvis/app/platform/i18n"
)

// computed are the namespaces whose keys come from the catalogues in seeds/, as a
// row's text_key and the name of a field: the catalogues' own tests know them.
func computed(key string) bool {
	return slices.ContainsFunc([]string{"domain.", "demo.", "questionnaire.", "agenda.ready.", "agenda.option."}, func(catalogue string) bool { return strings.HasPrefix(key, catalogue) })
}

// mention is where the program names a key, or the shape of one: what is only
// known at run time is a wildcard.
type mention struct {
	at    string
	key   string // "" for a shape
	shape *regexp.Regexp
	shown bool // it is handed to what shows it, so it must be a whole key
	given []string
}

// mentions reads every source of the program, generated ones included, since
// templates are in them.
func mentions(t *testing.T) []mention {
	t.Helper()
	var found []mention
	names := namespaces(t)
	for _, root := range []string{"../../../app", "../../../templates", "../../../cmd"} {
		err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			set := token.NewFileSet()
			tree, err := parser.ParseFile(set, file, nil, 0)
			if err != nil {
				return err
			}
			r := reader{names: names, at: func(n ast.Node) string { return set.Position(n.Pos()).String() }, done: map[ast.Node]bool{}}
			ast.Inspect(tree, r.visit)
			found = append(found, r.found...)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func namespaces(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(shipped + "/en/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts: %v", err)
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(filepath.Base(f), ".yaml")
	}
	return files
}

type reader struct {
	names []string
	at    func(ast.Node) string
	found []mention
	done  map[ast.Node]bool
}

func (r *reader) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.CallExpr:
		r.call(n)
	case *ast.BinaryExpr:
		if n.Op == token.ADD && !r.done[n] {
			r.joined(n)
		}
	case *ast.BasicLit:
		if key, ok := r.key(n); ok && !r.done[n] {
			r.found = append(r.found, mention{at: r.at(n), key: key})
		}
	}
	return true
}

// shows says which argument of a call is a key, -1 for none.
func shows(call *ast.CallExpr) int {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return -1
	}
	of, _ := selector.X.(*ast.Ident)
	switch selector.Sel.Name {
	case "T", "N":
		if of != nil && of.Name == "i18n" {
			return 1
		}
		return 0
	case "New", "Field":
		if of != nil && of.Name == "fault" {
			return 1
		}
	case "Broken":
		if of != nil && of.Name == "fault" {
			return 0
		}
	}
	return -1
}

func (r *reader) call(call *ast.CallExpr) {
	at := shows(call)
	if at < 0 || at >= len(call.Args) {
		return
	}
	key, ok := r.key(call.Args[at])
	if !ok {
		return
	}
	m := mention{at: r.at(call), key: key, shown: true, given: []string{}}
	rest := call.Args[at+1:]
	if selector := call.Fun.(*ast.SelectorExpr); selector.Sel.Name == "N" && len(rest) > 0 {
		m.given, rest = append(m.given, "n"), rest[1:]
	}
	for i := 0; i < len(rest); i += 2 {
		if name, ok := literal(rest[i]); ok {
			m.given = append(m.given, name)
		}
	}
	if call.Ellipsis.IsValid() {
		m.given = nil // known at run time only
	}
	r.done[call.Args[at]] = true
	r.found = append(r.found, m)
}

// joined makes a shape of a key that is put together from parts.
func (r *reader) joined(sum *ast.BinaryExpr) {
	var shape strings.Builder
	var first string
	for i, part := range r.parts(sum) {
		text, ok := literal(part)
		if i == 0 {
			first = text
		}
		if ok {
			r.done[part] = true
			shape.WriteString(regexp.QuoteMeta(text))
			continue
		}
		shape.WriteString(".+")
	}
	if namespace, _, dotted := strings.Cut(first, "."); dotted && slices.Contains(r.names, namespace) && !strings.Contains(first, " ") {
		r.found = append(r.found, mention{at: r.at(sum), shape: regexp.MustCompile("^" + shape.String() + "$")})
	}
}

func (r *reader) parts(e ast.Expr) []ast.Expr {
	sum, ok := e.(*ast.BinaryExpr)
	if !ok || sum.Op != token.ADD {
		return []ast.Expr{e}
	}
	r.done[sum] = true
	return append(r.parts(sum.X), r.parts(sum.Y)...)
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// key reports whether an expression is a whole key, or the beginning of one.
func (r *reader) key(e ast.Expr) (string, bool) {
	s, ok := literal(e)
	namespace, rest, dotted := strings.Cut(s, ".")
	return s, ok && dotted && slices.Contains(r.names, namespace) && strings.Trim(rest, "abcdefghijklmnopqrstuvwxyz0123456789_.") == ""
}

// texts are all messages of a language by key: of one with plurals, all forms.
func texts(t *testing.T, lang string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, name := range namespaces(t) {
		raw, err := os.ReadFile(path.Join(shipped, lang, name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := yaml.Unmarshal(raw, &tree); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		leaves(name, tree, all)
	}
	return all
}

func leaves(prefix string, tree map[string]any, all map[string][]string) {
	for k, v := range tree {
		sub, nested := v.(map[string]any)
		switch {
		case !nested:
			all[prefix+"."+k] = []string{fmt.Sprint(v)}
		case sub["other"] != nil:
			for _, form := range sub {
				all[prefix+"."+k] = append(all[prefix+"."+k], fmt.Sprint(form))
			}
		default:
			leaves(prefix+"."+k, sub, all)
		}
	}
}

// placeholders are the names that a message is filled with.
func placeholders(forms []string) []string {
	names := map[string]bool{}
	for _, form := range forms {
		for _, m := range regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`).FindAllStringSubmatch(form, -1) {
			names[m[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// otherwise are words of the program that look like keys and are none.
func otherwise(s string) bool {
	return s == "account.sweep" /* a job */ || s == "mail.example" /* a host */
}

// under reports whether a key stands below a beginning.
func under(key, beginning string) bool {
	return strings.HasPrefix(key, strings.TrimSuffix(beginning, ".")+".")
}

func TestTextsThatTheProgramShowsAreThereAndFilled(t *testing.T) {
	all := texts(t, i18n.Fallback)
	for _, m := range mentions(t) {
		switch forms, whole := all[m.key]; {
		case m.shape != nil:
			if !slices.ContainsFunc(slices.Collect(maps.Keys(all)), m.shape.MatchString) && !computed(m.shape.String()[1:]) {
				t.Errorf("%s: no key is like %s", m.at, m.shape)
			}
		case whole:
			for _, name := range placeholders(forms) {
				if m.given != nil && !slices.Contains(m.given, name) {
					t.Errorf("%s: %s is shown without its %q", m.at, m.key, name)
				}
			}
		case otherwise(m.key):
		case m.shown:
			t.Errorf("%s: no text has the key %s", m.at, m.key)
		case !slices.ContainsFunc(slices.Collect(maps.Keys(all)), func(key string) bool { return under(key, m.key) }):
			t.Errorf("%s: %q looks like a key, and no text has it", m.at, m.key)
		}
	}
}

func TestTextsThatNothingShowsAreNotKept(t *testing.T) {
	all := texts(t, i18n.Fallback)
	used := map[string]bool{}
	for _, m := range mentions(t) {
		for key := range all {
			used[key] = used[key] || key == m.key || m.shape != nil && m.shape.MatchString(key) || m.key != "" && !m.shown && under(key, m.key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if !used[key] && !computed(key) {
			t.Errorf("nothing shows %s", key)
		}
	}
}

func TestTextsTakeTheSamePlaceholdersInEveryLanguage(t *testing.T) {
	want := texts(t, i18n.Fallback)
	for _, lang := range load(t).Languages() {
		for key, forms := range texts(t, lang) {
			if diff := cmp.Diff(placeholders(want[key]), placeholders(forms)); diff != "" {
				t.Errorf("%s in %s (-%s +%s):\n%s", key, lang, i18n.Fallback, lang, diff)
			}
			for _, form := range forms {
				if strings.TrimSpace(form) == "" {
					t.Errorf("%s is empty in %s", key, lang)
				}
			}
		}
	}
}
