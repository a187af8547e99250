package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// window is a clean browser window of one person.
type window struct {
	ctx  context.Context
	site *site
}

// patience is how long any one thing may take.
const patience = time.Minute

// browser starts Chromium; it ends with ctx.
func browser(ctx context.Context) (context.Context, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath("/usr/bin/chromium"), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	ctx, _ = chromedp.NewExecAllocator(ctx, options...)
	ctx, _ = chromedp.NewContext(ctx)
	return ctx, chromedp.Do(ctx)
}

// openWindow opens a window as somebody; close it when done.
func openWindow(browser context.Context, who *person) (*window, context.CancelFunc, error) {
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	w := &window{ctx, who.site}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900)); err != nil {
		return nil, cancel, err
	}
	for _, c := range who.keeps() {
		_, err := chromedp.Call(ctx, network.SetCookie, network.SetCookieParams{Name: c.Name, Value: c.Value, URL: who.site.base})
		if err != nil {
			return nil, cancel, err
		}
	}
	return w, cancel, nil
}

func (w *window) do(steps ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, steps...)
}

// speak sets the language of the reader.
func (w *window) speak(lang string) error {
	_, err := chromedp.Call(w.ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": lang}})
	return err
}

// visit opens a page, and then does on it what a scene needs: that leads to
// another page, which is waited for.
func (w *window) visit(address, then string) error {
	if err := w.do(chromedp.Navigate(address)); err != nil {
		return err
	}
	if then != "" {
		if err := w.leave(then); err != nil {
			return err
		}
	}
	return w.true(`document.fonts.ready.then(() => document.readyState === "complete")`)
}

func (w *window) leave(then string) error {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`window.before = true; `+then+`; true`)); err != nil {
		return err
	}
	return w.true(`window.before === undefined && document.readyState === "complete"`)
}

// true waits until an expression is, over changes of page too.
func (w *window) true(expression string) error {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	for {
		held, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression, chromedp.EvalAwaitPromise))
		if err == nil && held {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(fmt.Errorf("%s: never true", expression), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// look is how a page is shown.
type look struct {
	width int64
	dark  bool
}

// show makes the window so wide and light or dark.
func (w *window) show(l look) error {
	scheme := map[bool]string{true: "dark", false: "light"}[l.dark]
	height := int64(900)
	if l.width == wall {
		height = 1080
	}
	if err := w.do(chromedp.EmulateViewport(l.width, height)); err != nil {
		return err
	}
	_, err := chromedp.Call(w.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	return err
}

// tallest is where a picture is cut off.
const tallest = 3000

// picture is the page from its top, as wide as the window, reduced by scale. The
// window is made as tall as the page: what sticks to its foot then hides nothing.
func (w *window) picture(width int64, scale float64) (image.Image, error) {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	height, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`document.documentElement.scrollHeight`))
	if err != nil {
		return nil, err
	}
	height = min(height, tallest)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, int64(height))); err != nil {
		return nil, err
	}
	quick := true
	shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		OptimizeForSpeed: &quick, Clip: &page.Viewport{Width: float64(width), Height: height, Scale: scale},
	})
	if err != nil {
		return nil, err
	}
	return png.Decode(bytes.NewReader(shot.Data))
}

// unfold opens what is closed and says whether anything was.
func (w *window) unfold() (bool, error) {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[bool](
		`(() => { const closed = [...document.querySelectorAll("main details:not([open])")]; closed.forEach(d => d.open = true); return closed.length > 0 })()`))
}
