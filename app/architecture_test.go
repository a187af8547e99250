package app_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// rooms are the storeys of the house from the top to the bottom. A package may
// import what stands below its own storey; those of one storey do not know one
// another. This is the map in the README: change both together.
func rooms() [][]string {
	return [][]string{
		{"cmd/stegvis", "cmd/bench"},
		{"app"},
		{"app/web"},
		{"templates"},
		{"app/flow"},
		{"app/dispatch"},
		{"app/report"},
		{"app/guide"},
		{"app/outlook"},
		{"app/framework", "app/risk", "app/businesscase", "app/rollout", "app/stakeholder", "app/maturity", "app/decision", "app/committee", "app/workshop"},
		{"app/record"},
		{"app/project"},
		{"app/account"},
		{"app/audit"},
		{"app/migrations"},
		{"app/platform"},
	}
}

// leaves are handed down as files: only the composition root and tests name them.
func leaves() []string { return []string{"seeds", "static"} }

// keepers says which packages alone may name a library. A path ending in /
// stands for all packages below it.
func keepers() map[string][]string {
	testing := []string{} // test files and test support only
	return map[string][]string{
		"github.com/gofiber/":             {"app/web", "cmd/bench/"},
		"github.com/valyala/":             {"app/web", "cmd/bench/"},
		"github.com/jung-kurt/gofpdf":     {"app/platform/pdf", "cmd/bench/"},
		"github.com/boombuler/":           {"app/platform/qr"},
		"golang.org/x/image":              {"app/platform/pdf", "app/platform/picture"},
		"gorm.io/driver/":                 {"app/platform/database"},
		"modernc.org/":                    {"app/platform/database"},
		"github.com/jackc/":               {"app/platform/"},
		"github.com/pressly/":             {"app/migrations"},
		"github.com/alexedwards/argon2id": {"app/account"},
		"github.com/go-playground/":       {"app/platform/validate", "app/web"},
		"github.com/nicksnyder/":          {"app/platform/i18n"},
		"github.com/a-h/templ":            {"app/web", "templates/"},
		"github.com/spf13/":               {"cmd/stegvis", "app/platform/config"},
		"github.com/chromedp/":            testing,
		"github.com/PuerkitoBio/":         testing,
		"github.com/emersion/":            testing,
		"github.com/google/go-cmp":        testing,
		"pgregory.net/":                   testing,
		"testing":                         testing,
	}
}

// strangers says which libraries a room must not name, however deep it lies.
func strangers() map[string][]string {
	return map[string][]string{
		"app/web":     {"gorm.io/", "database/sql"},
		"templates":   {"gorm.io/", "database/sql", "net/http"},
		"cmd/stegvis": {"gorm.io/"},
	}
}

func TestArchitectureHolds(t *testing.T) {
	t.Parallel()
	for _, breach := range inspect(t, os.DirFS("..")) {
		t.Error(breach)
	}
}

// TestArchitectureCheckSeesEachBreach builds small wrong houses.
func TestArchitectureCheckSeesEachBreach(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		path, source string
		want         []string
	}{
		"a room below another":           {"app/risk/a.go", `import "stegvis/app/project"`, nil},
		"within the platform":            {"app/platform/money/a.go", `import "stegvis/app/platform/fault"`, nil},
		"the root hands leaves down":     {"app/a.go", `import "stegvis/seeds"`, nil},
		"a room above":                   {"app/project/a.go", `import "stegvis/app/record"`, []string{"app/project/a.go: imports stegvis/app/record, which does not stand below"}},
		"a slice names another":          {"app/risk/a.go", `import "stegvis/app/rollout"`, []string{"app/risk/a.go: imports stegvis/app/rollout, which does not stand below"}},
		"the platform names a business":  {"app/platform/pdf/a.go", `import "stegvis/app/risk"`, []string{"app/platform/pdf/a.go: imports stegvis/app/risk, which does not stand below"}},
		"tests obey the arrows too":      {"app/risk/a_test.go", `import "stegvis/app/web"`, []string{"app/risk/a_test.go: imports stegvis/app/web, which does not stand below"}},
		"a leaf in a slice":              {"app/risk/a.go", `import "stegvis/seeds"`, []string{"app/risk/a.go: imports stegvis/seeds, which only app hands down"}},
		"a leaf in a test":               {"app/risk/a_test.go", `import "stegvis/seeds"`, nil},
		"a leaf with roots":              {"seeds/a.go", `import "stegvis/app/risk"`, []string{"seeds/a.go: a leaf imports stegvis/app/risk"}},
		"a room that is on no map":       {"app/utils/a.go", ``, []string{"app/utils/a.go: package app/utils stands in no room of the map"}},
		"Fiber in a slice":               {"app/risk/a.go", `import "github.com/gofiber/fiber/v2"`, []string{"app/risk/a.go: github.com/gofiber/fiber/v2 belongs to [app/web cmd/bench/]"}},
		"Fiber's own house":              {"app/web/a.go", `import "github.com/gofiber/fiber/v2"`, nil},
		"Fiber below the web":            {"app/web/deep/a.go", `import "github.com/gofiber/fiber/v2"`, []string{"app/web/deep/a.go: github.com/gofiber/fiber/v2 belongs to [app/web cmd/bench/]"}},
		"the PDF library in a report":    {"app/report/a.go", `import "github.com/jung-kurt/gofpdf"`, []string{"app/report/a.go: github.com/jung-kurt/gofpdf belongs to [app/platform/pdf cmd/bench/]"}},
		"GORM on a page":                 {"templates/risks/a.go", `import "gorm.io/gorm"`, []string{"templates/risks/a.go: templates must not import gorm.io/gorm"}},
		"GORM in a handler":              {"app/web/a.go", `import "gorm.io/gorm"`, []string{"app/web/a.go: app/web must not import gorm.io/gorm"}},
		"a test's library":               {"app/risk/a.go", `import "github.com/google/go-cmp/cmp"`, []string{"app/risk/a.go: github.com/google/go-cmp/cmp is for tests"}},
		"test support in the program":    {"app/risk/a.go", `import "stegvis/app/apptest"`, []string{"app/risk/a.go: imports stegvis/app/apptest, which is for tests"}},
		"test support in a test":         {"app/risk/a_test.go", `import "stegvis/app/platform/database/databasetest"`, nil},
		"an init":                        {"app/risk/a.go", `func init() {}`, []string{"app/risk/a.go: has an init function"}},
		"a method may be called init":    {"app/risk/a.go", `type t int; func (t) init() {}`, nil},
		"a variable to be filled in":     {"app/risk/a.go", `var cache map[string]int`, []string{"app/risk/a.go: cache is a global"}},
		"an exported table":              {"app/risk/a.go", `var Table = []int{1}`, []string{"app/risk/a.go: Table is a global"}},
		"a table nobody writes to":       {"app/risk/a.go", `var table = []int{1}`, nil},
		"a table somebody writes to":     {"app/risk/a.go", `var table = []int{1}; func f() { table[0]++ }`, []string{"app/risk/a.go: table is a global"}},
		"a table that grows":             {"app/risk/a.go", `var table = []int{1}; func f() { table = append(table, 1) }`, []string{"app/risk/a.go: table is a global"}},
		"an address taken":               {"app/risk/a.go", `var limit = struct{n int}{1}; func f() any { return &limit }`, []string{"app/risk/a.go: limit is a global"}},
		"a field set":                    {"app/risk/a.go", `var limit = struct{n int}{1}; func f() { limit.n = 2 }`, []string{"app/risk/a.go: limit is a global"}},
		"a local one of the same name":   {"app/risk/a.go", `var table = []int{1}; func f() { table := []int{2}; table[0]++ }`, nil},
		"a pointer":                      {"app/risk/a.go", `var state = &struct{n int}{1}`, []string{"app/risk/a.go: state is a global"}},
		"a made map":                     {"app/risk/a.go", `var seen = make(map[string]bool)`, []string{"app/risk/a.go: seen is a global"}},
		"errors, patterns, memos, files": {"app/risk/a.go", "import (\"errors\"; \"regexp\"; \"sync\"; \"embed\")\nvar ErrA = errors.New(\"a\"); var p = regexp.MustCompile(`a`)\nvar m = sync.OnceValue(func() int { return 1 })\n//go:embed a\nvar files embed.FS\nvar _ error = ErrA", nil},
	} {
		house := fstest.MapFS{c.path: {Data: []byte("package p\n" + c.source + "\n")}}
		if diff := cmp.Diff(c.want, inspect(t, house)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestTheMapInTheReadmeIsThisOne(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var storeys []string
	for _, names := range rooms() {
		storeys = append(storeys, strings.Join(names, "  "))
	}
	if want := "```\n" + strings.Join(storeys, "\n") + "\n```\n"; !strings.Contains(string(readme), want) {
		t.Errorf("the README has no such map:\n%s", want)
	}
}

const module = "stegvis/"

// source is one Go file of the house.
type source struct {
	path string // from the top of the repository
	room string // its package's path
	tree *ast.File
}

func (s source) test() bool { return strings.HasSuffix(s.path, "_test.go") || support(s.room) }

// support reports whether a package only helps tests; by convention its name
// ends in "test".
func support(pkg string) bool { return strings.HasSuffix(pkg, "test") }

// inspect is every breach in a tree, sorted.
func inspect(t *testing.T, house fs.FS) []string {
	t.Helper()
	var found []string
	packages := map[string][]source{}
	for _, s := range sources(t, house) {
		packages[s.room] = append(packages[s.room], s)
		for _, what := range slices.Concat(arrows(s), libraries(s)) {
			found = append(found, s.path+": "+what)
		}
	}
	for _, files := range packages {
		found = append(found, globals(files)...)
	}
	slices.Sort(found)
	return found
}

func sources(t *testing.T, house fs.FS) []source {
	t.Helper()
	var all []source
	err := fs.WalkDir(house, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "node_modules" || d.Name() == "nocgo") {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(name) != ".go" {
			return nil
		}
		text, err := fs.ReadFile(house, name)
		if err != nil {
			return err
		}
		tree, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
		all = append(all, source{path: name, room: path.Dir(name), tree: tree})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (s source) imports() []string {
	var paths []string
	for _, i := range s.tree.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			p = i.Path.Value
		}
		paths = append(paths, p)
	}
	return paths
}

// arrows is what a file imports of the house and must not.
func arrows(s source) []string {
	var found []string
	if slices.Contains(leaves(), top(s.room)) {
		for _, p := range s.imports() {
			if strings.HasPrefix(p, module) && !s.test() {
				found = append(found, "a leaf imports "+p)
			}
		}
		return found
	}
	from, known := storey(s.room)
	if !known && !support(s.room) {
		return []string{fmt.Sprintf("package %s stands in no room of the map", s.room)}
	}
	for _, p := range s.imports() {
		to, ours := strings.CutPrefix(p, module)
		if !ours {
			continue
		}
		below, _ := storey(to)
		switch {
		case slices.Contains(leaves(), top(to)):
			if s.room != "app" && !s.test() {
				found = append(found, fmt.Sprintf("imports %s, which only app hands down", p))
			}
		case support(to):
			if !s.test() {
				found = append(found, fmt.Sprintf("imports %s, which is for tests", p))
			}
		case support(s.room): // may build anything up
		case room(to) != room(s.room) && below <= from:
			found = append(found, fmt.Sprintf("imports %s, which does not stand below", p))
		}
	}
	return found
}

func top(pkg string) string { return strings.SplitN(pkg, "/", 2)[0] }

// room is the room of the map that a package lies in, "" for none. Only the
// composition root is exactly one package.
func room(pkg string) string {
	for _, names := range rooms() {
		for _, name := range names {
			if pkg == name || (name != "app" && strings.HasPrefix(pkg, name+"/")) {
				return name
			}
		}
	}
	return ""
}

// storey counts from the top.
func storey(pkg string) (int, bool) {
	at := slices.IndexFunc(rooms(), func(names []string) bool { return slices.Contains(names, room(pkg)) })
	return at, at >= 0
}

// libraries is what a file imports from elsewhere and must not.
func libraries(s source) []string {
	var found []string
	for _, p := range s.imports() {
		for _, stranger := range strangers()[room(s.room)] {
			if strings.HasPrefix(p, stranger) && !s.test() {
				found = append(found, fmt.Sprintf("%s must not import %s", room(s.room), p))
			}
		}
		for library, homes := range keepers() {
			kept := p == library || strings.HasPrefix(p, strings.TrimSuffix(library, "/")+"/")
			switch {
			case !kept || s.test() || at(homes, s.room):
			case len(homes) == 0:
				found = append(found, p+" is for tests")
			default:
				found = append(found, fmt.Sprintf("%s belongs to %v", p, homes))
			}
		}
	}
	return found
}

func at(homes []string, pkg string) bool {
	return slices.ContainsFunc(homes, func(home string) bool {
		return pkg == home || (strings.HasSuffix(home, "/") && strings.HasPrefix(pkg+"/", home))
	})
}

// globals is what a package keeps for itself while the program runs: variables
// that can change, and init functions. A table that nothing in its package
// writes to passes, as do errors, patterns, embedded files and memos.
func globals(files []source) []string {
	var found []string
	written := map[string]bool{}
	for _, s := range files {
		maps.Copy(written, writes(s.tree))
	}
	for _, s := range files {
		if s.test() {
			continue
		}
		for _, d := range s.tree.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.Name == "init" && d.Recv == nil {
					found = append(found, s.path+": has an init function")
				}
			case *ast.GenDecl:
				for _, name := range variables(d, written) {
					found = append(found, fmt.Sprintf("%s: %s is a global", s.path, name))
				}
			}
		}
	}
	return found
}

// variables names the changeable ones that a declaration makes.
func variables(d *ast.GenDecl, written map[string]bool) []string {
	var names []string
	if d.Tok != token.VAR {
		return nil
	}
	for _, spec := range d.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok || embedded(d.Doc) || embedded(v.Doc) {
			continue
		}
		for i, name := range v.Names {
			if name.Name == "_" {
				continue
			}
			if written[name.Name] || i >= len(v.Values) || !fixed(v.Values[i], name.IsExported()) {
				names = append(names, name.Name)
			}
		}
	}
	return names
}

func embedded(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// fixed reports whether a value cannot change by itself: a call that makes an
// error, a pattern or a memo, or, for the package's own use, a table.
func fixed(value ast.Expr, exported bool) bool {
	switch v := value.(type) {
	case *ast.CallExpr:
		f, ok := v.Fun.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		pkg, ok := f.X.(*ast.Ident)
		return ok && slices.Contains([]string{"errors.New", "fmt.Errorf", "regexp.MustCompile",
			"sync.OnceFunc", "sync.OnceValue", "sync.OnceValues"}, pkg.Name+"."+f.Sel.Name)
	case *ast.CompositeLit:
		return !exported
	case *ast.BasicLit:
		return !exported
	}
	return false
}

// writes names the package's variables that a file assigns to, in whole or in
// part, or whose address it takes. The parser's own resolution of names tells
// a local variable of the same name apart.
func writes(tree *ast.File) map[string]bool {
	written := map[string]bool{}
	note := func(e ast.Expr) {
		id := root(e)
		if id != nil && (id.Obj == nil || tree.Scope.Lookup(id.Name) == id.Obj) {
			written[id.Name] = true
		}
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, e := range n.Lhs {
					note(e)
				}
			}
		case *ast.IncDecStmt:
			note(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				note(n.X)
			}
		}
		return true
	})
	return written
}

// root is the variable that an expression reaches into, nil when it is none.
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return nil
		}
	}
}
