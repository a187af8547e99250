package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"stegvis/app/platform/database/postgrestest"
)

// built are the programs as make bench builds them, but for what takes long. The
// node is one of them: what it serves has tests of its own that look for races.
var built = sync.OnceValues(func() (programs, error) {
	folder, err := os.MkdirTemp("", "stegvis-bench-test-")
	if err != nil {
		return programs{}, err
	}
	build := exec.Command("go", "build", "-o", folder, "stegvis/cmd/bench", "stegvis/cmd/stegvis", "stegvis/cmd/bench/bare", "stegvis/cmd/bench/events", "stegvis/cmd/bench/plain")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return programs{}, fmt.Errorf("%w\n%s", err, out)
	}
	return programs{filepath.Join(folder, "bench"), filepath.Join(folder, "stegvis"), filepath.Join(folder, "bare"), filepath.Join(folder, "events"), filepath.Join(folder, "plain"), "../.."}, nil
})

func TestMain(m *testing.M) {
	os.Exit(func() int {
		if p, err := built(); err == nil {
			defer os.RemoveAll(filepath.Dir(p.bench))
		}
		return m.Run()
	}())
}

func programsOf(t *testing.T) programs {
	t.Helper()
	p, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEverythingIsMeasuredOnBothDatabases(t *testing.T) {
	var out strings.Builder
	little := scale{
		limits: limits{20 * time.Millisecond, 16}, connections: []int{1, 8}, rounds: 1, sizes: []int{110, 120}, prints: 1, starts: 1,
		room: gathering{participants: 12, votes: 200, lasts: 150 * time.Millisecond, reveals: 1},
	}
	if err := run(t.Context(), &out, io.Discard, postgrestest.URL(t), programsOf(t), nil, little); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, database := range []string{"SQLite", "PostgreSQL"} {
		line := func(format string, args ...any) { lines = append(lines, database+" +"+fmt.Sprintf(format, args...)) }
		for _, p := range pages() {
			line(`%s +first after a save +1 +\d+ +\d+( +[\d.]+){8} +1/[\d.]+ +[\d.]+ ×`, p.name)
			for _, c := range little.connections {
				for _, state := range []string{"again", "while saved to"} {
					line(`%s +%s +%d +\d+ +\d+( +[\d.]+){8} +1/[\d.]+ +[\d.]+ ×`, p.name, state, c)
				}
			}
			line(`%s again: requests/s of the fixed page's`, p.name)
			line(`%s again: p99/p50 of the fixed page's`, p.name)
		}
		for _, size := range little.sizes {
			line(`%d +again +\d+( +[\d.]+){5} ×`, size)
			line(`%d +first after a save +\d+( +[\d.]+){5} ×`, size)
		}
		line(`list of 120 risks again: time of the list of 110`)
		line(`8 +(\d+) +\d+ +\d+( +[\d.]+){4}`)
		line(`creates that did not succeed +0 +at most 0 +yes`)
		line(`steering PDF again( +[\d.]+){6}`)
		line(`steering PDF first after a save( +[\d.]+){6}`)
		line(`Chromium prints the overview( +[\d.]+){6}`)
		line(`steering PDF again: times as fast as Chromium's print`)
		line(`12 +30 +30( +[\d.]+){4}`)
		line(`votes a second`)
		line(`votes lost +0 +at most 0 +yes`)
		line(`stegvis +12 +1( +[\d.]+){4} +[\d.]+ × +-?[\d.]+ +-?[\d.]+ ×`)
		line(`bare events +12 +1( +[\d.]+){4} +1 × +-?[\d.]+ +1 ×`)
		line(`reveal to 12: time of a bare server of events`)
		line(`memory of an idle participant: of a bare server of events'`)
		line(`stegvis serve +1( +[\d.]+){2} × +[\d.]+`)
		line(`bare Fiber +1( +[\d.]+){2} × +[\d.]+`)
		line(`first 200: time of a bare Fiber's`)
		line(`resident memory a second after the first 200`)
	}
	for _, report := range []string{"steering page", "status"} {
		for _, by := range []string{"Stegvis", "plain gofpdf, no layout", "Chromium, from HTML"} {
			lines = append(lines, report+` +`+by+`( +\d+){5}( +[\d.]+){3} +[\d.]+ ×`)
		}
		lines = append(lines, `none +`+report+`: time of plain gofpdf without layout`, `none +`+report+`: times as fast as Chromium's print`, `none +`+report+`: memory of 100 at once on two cores +[\d.]+ MB`)
	}
	lines = append(lines, `the program +[\d.]+`, `/projects/demo/risks( +[\d.]+){5}`, `the stylesheet( +[\d.]+){2}`, `\S+\.woff2 +[\d.]+`, `both +scripts of a page, compressed +[\d.]+ KB`)
	for _, line := range lines {
		if !regexp.MustCompile(`(?m)^` + line).MatchString(out.String()) {
			t.Errorf("no line %s", line)
		}
	}
	if t.Failed() {
		t.Log(out.String())
	}
}

func TestAnAnswerThatIsNotWhatWasAskedForEndsTheRun(t *testing.T) {
	at, err := sqlite(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer at.drop()
	b := &bench{at: at, progress: io.Discard, scale: scale{limits: limits{time.Second, 1}}, report: new(report)}
	if b.node, err = startNode(t.Context(), programsOf(t).bench, at); err != nil {
		t.Fatal(err)
	}
	defer b.node.stop()
	if b.owner, err = b.node.signIn(b.node.people[0]); err != nil {
		t.Fatal(err)
	}
	if b.writer, err = b.owner.fill(demo, 1); err != nil {
		t.Fatal(err)
	}
	list, err := b.owner.page(demo + "/risks")
	if err != nil {
		t.Fatal(err)
	}
	c := b.node.crowd(1)
	defer c.close()
	whole := answer{200, len(list)}
	fixed := func(want answer) ask { return ask{address: b.node.fixed + "/100", right: exactly(want)} }
	for name, a := range map[string]ask{
		"another length":            fixed(answer{200, 101}),
		"another status":            fixed(answer{404, 100}),
		"a page of another length":  b.owner.asks(demo, alike(answer{200, 100})),
		"a page that is not there":  b.owner.asks(demo+"/nowhere", alike(whole)),
		"a page that is not a page": b.owner.asks("/readyz", alike(answer{200, 6})),
	} {
		if _, err := c.drive(t.Context(), []ask{a}, b.scale.limits); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	stale := b.writer.fresh(whole, list)
	if err := stale(200, list); err != nil {
		t.Errorf("the page as it is: %v", err)
	}
	if err := b.writer.save(); err != nil {
		t.Fatal(err)
	}
	if err := stale(200, list); err == nil {
		t.Error("a page from before the last save is accepted")
	}
	if err := says(t.Context(), pdfOf(t, b), []string{"nothing of the kind"}); err == nil {
		t.Error("a PDF with other words is accepted")
	}
}

func pdfOf(t *testing.T, b *bench) []byte {
	t.Helper()
	pdf, err := b.owner.page(steering)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

func TestAHeadingIsItsWordsAlone(t *testing.T) {
	page := `<main><h1 class="x">Risks &amp; <em>more</em></h1><p>no</p><h2><svg><title>no</title></svg>
		Money</h2></main><dialog><h2>no</h2></dialog>`
	if got := fmt.Sprint(headings([]byte(page))); got != "[Risks & more Money]" {
		t.Error(got)
	}
}

func TestOnlyPartsThatThereAreCanBeNamed(t *testing.T) {
	for _, names := range []string{"", "workshops", "workshops,starts"} {
		only, err := selected(names)
		if err != nil || !only.has("workshops") || only.has("pages") != (names == "") {
			t.Errorf("%q selects %v: %v", names, only, err)
		}
	}
	if _, err := selected("workshops,stars"); err == nil || !strings.Contains(err.Error(), "creates") {
		t.Errorf("an unknown part is answered with %v", err)
	}
}
