package i18n_test

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/money"
)

const shipped = "../../../seeds/texts"

func load(t *testing.T) *i18n.Bundle {
	t.Helper()
	b, err := i18n.Load(os.DirFS(shipped))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryNamespaceHasTheSameKeysInEveryLanguage(t *testing.T) {
	files := os.DirFS(shipped)
	langs, err := fs.ReadDir(files, ".")
	if err != nil {
		t.Fatal(err)
	}
	want := keys(t, files, i18n.Fallback)
	for _, lang := range langs {
		if diff := cmp.Diff(want, keys(t, files, lang.Name())); diff != "" {
			t.Errorf("%s differs from %s (-missing +extra):\n%s", lang.Name(), i18n.Fallback, diff)
		}
	}
}

// keys reads the files by themselves, so that the loader is not its own judge.
func keys(t *testing.T, files fs.FS, lang string) []string {
	t.Helper()
	names, err := fs.Glob(files, lang+"/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no texts in %s: %v", lang, err)
	}
	found := map[string]bool{}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := yaml.Unmarshal(raw, &tree); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		flatten(path.Base(name), tree, found)
	}
	return slices.Sorted(maps.Keys(found))
}

func flatten(prefix string, tree map[string]any, found map[string]bool) {
	for k, v := range tree {
		if sub, ok := v.(map[string]any); ok && sub["other"] == nil {
			flatten(prefix+"."+k, sub, found)
			continue
		}
		found[prefix+"."+k] = true
	}
}

func TestNumbersAreWrittenAsTheLanguageDoes(t *testing.T) {
	b := load(t)
	day := date.New(2026, 11, 3)
	for _, c := range []struct{ name, en, sv, gotEN, gotSV string }{
		{"below a thousand stays whole", "999", "999", b.For("en").Number(999), b.For("sv").Number(999)},
		{"thousands apart", "1,000", "1\u202f000", b.For("en").Number(1000), b.For("sv").Number(1000)},
		{"a minus sign, not a hyphen", "\u22121,234,567", "\u22121\u202f234\u202f567", b.For("en").Number(-1234567), b.For("sv").Number(-1234567)},
		{"no negative zero", "0.0", "0,0", b.For("en").Decimal(-0.04, 1), b.For("sv").Decimal(-0.04, 1)},
		{"whole per cent", "12%", "12\u202f%", b.For("en").Percent(1200), b.For("sv").Percent(1200)},
		{"per cent with a decimal", "12.5%", "12,5\u202f%", b.For("en").Percent(1250), b.For("sv").Percent(1250)},
		{"whole amounts without decimals", "1,250\u202fSEK", "1\u202f250\u202fSEK", b.For("en").Money(money.New(125000, "SEK")), b.For("sv").Money(money.New(125000, "SEK"))},
		{"decimals when there are any", "1,250.50\u202fSEK", "1\u202f250,50\u202fSEK", b.For("en").Money(money.New(125050, "SEK")), b.For("sv").Money(money.New(125050, "SEK"))},
		{"a currency without decimals", "1,250\u202fJPY", "1\u202f250\u202fJPY", b.For("en").Money(money.New(1250, "JPY")), b.For("sv").Money(money.New(1250, "JPY"))},
		{"a day", "3 November 2026", "3 november 2026", b.For("en").Day(day), b.For("sv").Day(day)},
	} {
		if c.gotEN != c.en || c.gotSV != c.sv {
			t.Errorf("%s: got %q and %q, want %q and %q", c.name, c.gotEN, c.gotSV, c.en, c.sv)
		}
	}
}

func TestPlaceholdersPluralsAndUnknownKeys(t *testing.T) {
	b, err := i18n.Load(fstest.MapFS{
		"en/x.yaml": {Data: []byte("hello: 'Hello {{.name}}'\nrisk:\n  one: '{{.n}} risk'\n  other: '{{.n}} risks'\n")},
		"sv/x.yaml": {Data: []byte("hello: 'Hej {{.name}}'\nrisk:\n  one: '{{.n}} risk'\n  other: '{{.n}} risker'\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	sv := b.For("sv")
	for got, want := range map[string]string{
		sv.T("x.hello", "name", "Åsa <b>"):  "Hej Åsa <b>",
		sv.N("x.risk", 1):                   "1 risk",
		sv.N("x.risk", 1200):                "1\u202f200 risker",
		sv.T("x.nowhere"):                   "x.nowhere",
		b.For("xx").T("x.hello", "name", 7): "Hello 7",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := (i18n.Phrase{Key: "x.gone", Text: "typed"}).In(sv); got != "typed" {
		t.Errorf("a phrase whose key is gone says %q", got)
	}
}

func TestTheReadersLanguageIsMatched(t *testing.T) {
	b := load(t)
	for accept, want := range map[string]string{"": "en", "sv-SE,sv;q=0.9,en;q=0.8": "sv", "de": "en", "\x00": "en"} {
		if got := b.Match(accept); got != want {
			t.Errorf("%q gives %s, want %s", accept, got, want)
		}
	}
}
