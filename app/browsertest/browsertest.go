// Package browsertest drives a real headless Chromium over the running site: one
// browser for all tests of a process, one clean window for each person.
package browsertest

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// axe is axe-core, unchanged (Mozilla Public License 2.0, named in its head).
//
//go:embed axe.min.js
var axe string

// chromium is the browser of this process, started when first asked for. It ends
// with the process, whose pipe it hangs on.
var chromium = sync.OnceValues(func() (context.Context, error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return nil, fmt.Errorf("no Chromium for the tests (Debian: apt-get install chromium): %w", err)
	}
	options := slices.Concat(chromedp.DefaultExecAllocatorOptions[:], []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-features", "Translate,BlinkGenPropertyTrees,"+addressBar),
	})
	ctx, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ = chromedp.NewContext(ctx)
	return ctx, chromedp.Do(ctx) // starts it
})

// addressBar is what makes Chromium prepare two pages of its own for each window, that
// drop down from an address bar which no test sees.
const addressBar = "WebUIOmniboxPopup,WebUIOmniboxAimPopup"

// Window is one person's browser window on the site at Base.
type Window struct {
	Base string
	t    testing.TB
	ctx  context.Context

	finger bool // and no mouse

	mu      sync.Mutex
	console []string
}

// patience is how long any one thing may take before the test fails, on a machine
// that is busy with other tests.
const patience = time.Minute

// Open gives a window without cookies. What the page logs as an error fails the
// test in the end.
func Open(t testing.TB, base string) *Window {
	t.Helper()
	browser, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	return open(t, base, browser, chromedp.WithNewBrowserContext())
}

// Tab is one more tab of the same person's browser, which holds the same cookies
// and the same storage.
func (w *Window) Tab() *Window {
	w.t.Helper()
	return open(w.t, w.Base, w.ctx)
}

// Close closes the tab as a person does; the window is not used again.
func (w *Window) Close() {
	w.t.Helper()
	if _, err := chromedp.Call(w.ctx, page.Close, cdp.Empty{}); err != nil {
		w.t.Fatal(err)
	}
}

func open(t testing.TB, base string, within context.Context, options ...chromedp.ContextOption) *Window {
	t.Helper()
	ctx, cancel := chromedp.NewContext(within, options...)
	w := &Window{Base: base, t: t, ctx: ctx}
	t.Cleanup(func() {
		cancel()
		for _, line := range w.Console() {
			t.Errorf("the browser's console: %s", line)
		}
	})
	// The tab lives as long as the context of its first use, so that has no limit.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900)); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, w.hear); err != nil {
		t.Fatal(err)
	}
	return w
}

// hear keeps errors and what the Content-Security-Policy stopped. A page that
// answers with a fault's status is no error of the page.
func (w *Window) hear(event any) {
	line := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		line = e.ExceptionDetails.Text
		if thrown := e.ExceptionDetails.Exception; thrown != nil {
			line += ": " + thrown.Description
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" && !expected(e.Entry.Text) {
			line = e.Entry.Text
		}
	}
	if line != "" {
		w.mu.Lock()
		w.console = append(w.console, line)
		w.mu.Unlock()
	}
}

// expected says of what a browser logs whether a test brought it about: an answer
// with a fault's status, or a network that is gone.
func expected(line string) bool {
	rest, failed := strings.CutPrefix(line, "Failed to load resource: ")
	return failed && (strings.HasPrefix(rest, "the server responded with a status of 4") || strings.HasPrefix(rest, "net::ERR_INTERNET_DISCONNECTED"))
}

// Console is what went wrong on the pages so far; it is then forgotten.
func (w *Window) Console() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	lines := w.console
	w.console = nil
	return lines
}

func (w *Window) do(steps ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		w.t.Fatalf("%v, on %s", err, w.place())
	}
}

func (w *Window) place() string {
	ctx, cancel := context.WithTimeout(w.ctx, time.Second)
	defer cancel()
	at, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		return "an unknown page"
	}
	return at
}

// Go opens an address of the site.
func (w *Window) Go(path string) {
	w.t.Helper()
	w.do(chromedp.Navigate(w.Base + path))
}

// Path is the address of the page that is shown, without the site's own part.
func (w *Window) Path() string { return strings.TrimPrefix(w.place(), w.Base) }

// Size sets the window's size.
func (w *Window) Size(width, height int64) {
	w.t.Helper()
	w.do(chromedp.EmulateViewport(width, height))
}

// Phone makes the window a telephone's: as wide, and worked by a finger.
func (w *Window) Phone() {
	w.t.Helper()
	w.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
	w.finger = true
}

// tap touches the middle of what a selector finds first, as a finger does.
func (w *Window) tap(selector string) {
	w.t.Helper()
	w.Wait(selector)
	at := Eval[[]float64](w, fmt.Sprintf(`(e => { e.scrollIntoView({block: "center"}); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })(document.querySelector(%q))`, selector))
	for _, touch := range []input.DispatchTouchEventParams{
		{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: at[0], Y: at[1]}}},
		{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}},
	} {
		if _, err := chromedp.Call(w.ctx, input.DispatchTouchEvent, touch); err != nil {
			w.t.Fatal(err)
		}
	}
}

// Dark says whether the device prefers dark pages.
func (w *Window) Dark(dark bool) {
	w.t.Helper()
	scheme := map[bool]string{true: "dark", false: "light"}[dark]
	_, err := chromedp.Call(w.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// Offline says whether the window's network is gone.
func (w *Window) Offline(gone bool) {
	w.t.Helper()
	_, err := chromedp.Call(w.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Offline: gone, DownloadThroughput: -1, UploadThroughput: -1}},
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// Before runs a script on each further page before any of the page's own.
func (w *Window) Before(script string) {
	w.t.Helper()
	if _, err := chromedp.Call(w.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}); err != nil {
		w.t.Fatal(err)
	}
}

// Speaks makes the browser ask for pages in a language.
func (w *Window) Speaks(lang string) {
	w.t.Helper()
	agent := Eval[string](w, "navigator.userAgent")
	if _, err := chromedp.Call(w.ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: agent, AcceptLanguage: lang}); err != nil {
		w.t.Fatal(err)
	}
}

// Scripts says whether pages may run any.
func (w *Window) Scripts(on bool) {
	w.t.Helper()
	if _, err := chromedp.Call(w.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}); err != nil {
		w.t.Fatal(err)
	}
}

// Type puts the cursor into a field, empties it and types.
func (w *Window) Type(field, text string) {
	w.t.Helper()
	w.Wait(field)
	Eval[bool](w, fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.focus(); e.select(); return true })()`, field))
	w.do(chromedp.KeyEvent(cmp.Or(text, kb.Delete)))
}

// Set gives a field a value as a picker would, for days and selects.
func (w *Window) Set(field, value string) {
	w.t.Helper()
	w.Wait(field)
	Eval[bool](w, fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.value = %q; e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true})); return true })()`, field, value))
}

// Click clicks what a CSS selector finds first, once it is visible.
func (w *Window) Click(selector string) {
	w.t.Helper()
	if w.finger {
		w.tap(selector)
		return
	}
	w.do(chromedp.Click(chromedp.CSS(selector)))
}

// Drag takes what a selector finds first with the mouse and lets it go on another.
func (w *Window) Drag(from, to string) {
	w.t.Helper()
	w.do(chromedp.DragAndDrop(chromedp.CSS(from), chromedp.CSS(to)))
}

// Press sends keys to whatever has the focus.
func (w *Window) Press(keys string, modifiers ...chromedp.KeyOption) {
	w.t.Helper()
	w.do(chromedp.KeyEvent(keys, modifiers...))
}

// Strike strikes Enter, or a key that has a sign, as a hand does: what the page makes of it
// decides whether the sign is typed.
func (w *Window) Strike(sign string) {
	w.t.Helper()
	key, code := sign, int64(0)
	if sign == kb.Enter {
		key, code = "Enter", 13
	}
	down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: key, Text: sign, UnmodifiedText: sign, WindowsVirtualKeyCode: code}
	for _, e := range []input.DispatchKeyEventParams{down, {Type: input.DispatchKeyEventTypeKeyUp, Key: key, WindowsVirtualKeyCode: code}} {
		if _, err := chromedp.Call(w.ctx, input.DispatchKeyEvent, e); err != nil {
			w.t.Fatal(err)
		}
	}
}

// Wait waits until something is visible.
func (w *Window) Wait(selector string) {
	w.t.Helper()
	w.do(chromedp.WaitVisible(chromedp.CSS(selector)))
}

// WaitFor waits until a JavaScript expression is true, over changes of page too.
func (w *Window) WaitFor(expression string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	for {
		if held, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression)); err == nil && held {
			return
		}
		select {
		case <-ctx.Done():
			w.t.Fatalf("%s: never true, on %s", expression, w.place())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Text is what a selector's first element shows, as one line; it waits for it.
func (w *Window) Text(selector string) string {
	w.t.Helper()
	w.Wait(selector)
	return strings.Join(strings.Fields(Eval[string](w, fmt.Sprintf(`document.querySelector(%q).innerText`, selector))), " ")
}

// Eval is the value of a JavaScript expression on the page.
func Eval[T any](w *Window, expression string) T {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		w.t.Fatalf("%v, on %s", err, w.place())
	}
	return value
}

// Accessible fails the test for each finding of axe-core on the page, and when
// the page is wider than the window.
func (w *Window) Accessible() {
	w.t.Helper()
	w.findings("")
	w.Fits()
}

// Readable fails the test for each text on the page whose contrast is too low.
func (w *Window) Readable() {
	w.t.Helper()
	w.findings(`, runOnly: ["color-contrast"]`)
}

// findings asks axe-core for what it holds against the page. What it has nothing
// against is not written up, which would take longer than looking. It looks when
// colours have changed that are changing, since half-way they may be too close.
func (w *Window) findings(only string) {
	w.t.Helper()
	w.WaitFor(`document.getAnimations().every((a) => a.playState !== "running" || a.effect.getComputedTiming().endTime === Infinity)`)
	if !Eval[bool](w, `typeof axe === "object"`) {
		Eval[bool](w, axe+"; true")
	}
	for _, finding := range Eval[[]string](w, fmt.Sprintf(`axe.run({resultTypes: ["violations"]%s}).then(r => r.violations.map(v =>
		v.impact + " " + v.id + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" | ")))`, only)) {
		w.t.Errorf("%s: axe-core: %s", w.Path(), finding)
	}
}

// Fits fails the test when the page is wider than the window.
func (w *Window) Fits() {
	w.t.Helper()
	if over := Eval[int](w, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
		w.t.Errorf("%s: %d px wider than the window", w.Path(), over)
	}
}

// Picture is the whole page as PNG.
func (w *Window) Picture() []byte {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		w.t.Fatal(err)
	}
	return png
}

// Print is the page as a PDF, as the browser's own printing makes it.
func (w *Window) Print() []byte {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	printed, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{})
	if err != nil {
		w.t.Fatal(err)
	}
	return printed.Data
}
