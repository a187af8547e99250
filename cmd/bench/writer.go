package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"time"
)

// writer saves one risk again and again, under two titles of one length, so that
// pages do not grow by it.
type writer struct {
	visitor *visitor
	path    string // of the risk
	saves   int64
}

// riskForm is a risk as somebody types it.
func riskForm(title string, likelihood, impact int) url.Values {
	return url.Values{
		"title": {title}, "category": {"technical"}, "likelihood": {strconv.Itoa(likelihood)}, "impact": {strconv.Itoa(impact)},
		"cause": {"It is here to be measured."}, "response": {"reduce"}, "status": {"open"}, "review_on": {"2030-01-01"}}
}

// fill adds risks to a project; the last of them is the worst and the one that is
// saved: it stands first in the list.
func (v *visitor) fill(project string, n int) (*writer, error) {
	for i := range n {
		if _, err := v.post(project+"/risks", riskForm(fmt.Sprintf("Measured risk %d", i+1), i%4+1, i/4%5+1)); err != nil {
			return nil, err
		}
	}
	w := &writer{visitor: v}
	if _, err := v.post(project+"/risks", riskForm(w.title(), 5, 5)); err != nil {
		return nil, err
	}
	body, err := v.page(project + "/risks?q=saved")
	if err != nil {
		return nil, err
	}
	link := regexp.MustCompile(`href="(` + regexp.QuoteMeta(project) + `/risks/[0-9a-f-]{36})"`).FindSubmatch(body)
	if link == nil {
		return nil, errors.New("the list does not show the risk that was added last")
	}
	w.path = string(link[1])
	return w, nil
}

// title is what the risk is called now.
func (w *writer) title() string { return fmt.Sprintf("Risk saved %05d times", w.saves) }

func (w *writer) save() error {
	w.saves++
	form := riskForm(w.title(), 5, 5)
	form.Set("version", strconv.FormatInt(w.saves, 10))
	_, err := w.visitor.post(w.path, form)
	return err
}

// while saves ten times a second for as long as something lasts.
func (w *writer) while(ctx context.Context, something func() error) error {
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan error)
	go func() { ended <- w.keepSaving(ctx) }()
	err := something()
	stop()
	return errors.Join(err, <-ended)
}

func (w *writer) keepSaving(ctx context.Context) error {
	tick := time.NewTicker(time.Second / savesPerSecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			if err := w.save(); err != nil {
				return err
			}
		}
	}
}

const savesPerSecond = 10

// alike takes a page of a project that is being written to: it is whole, and as
// long as before but for a few words.
func alike(want answer) func(int, []byte) error {
	return func(status int, body []byte) error {
		off := len(body) - want.length
		if status != want.status || !bytes.HasSuffix(bytes.TrimSpace(body), []byte("</html>")) || max(off, -off) > 200+want.length/50 {
			return fmt.Errorf("answers %+v, unlike %+v", answer{status, len(body)}, want)
		}
		return nil
	}
}

// fresh takes only a page that knows of the last save, where the page shows the
// risk at all.
func (w *writer) fresh(want answer, before []byte) func(int, []byte) error {
	shown, whole := bytes.Contains(before, []byte(w.title())), alike(want)
	return func(status int, body []byte) error {
		if shown && !bytes.Contains(body, []byte(w.title())) {
			return errors.New("shows what was before the last save")
		}
		return whole(status, body)
	}
}

// firstLooks asks once after each save, and counts the asking alone.
func (w *writer) firstLooks(c crowd, a ask, l limits) (sample, int64, error) {
	var all sample
	fewest := int64(-1)
	for began := time.Now(); len(all.took) < 2 || (len(all.took) < l.requests && time.Since(began) < l.time); {
		if err := w.save(); err != nil {
			return all, 0, err
		}
		one, statements, err := c.single(a)
		if err != nil {
			return all, 0, err
		}
		all.add(one)
		if fewest < 0 || statements < fewest {
			fewest = statements
		}
	}
	return all, fewest, nil
}

// single asks once and says what that took, and how many statements.
func (c crowd) single(a ask) (sample, int64, error) {
	processor, statements, err := c.node.used()
	if err != nil {
		return sample{}, 0, err
	}
	began := time.Now()
	if err := a.send(c.client); err != nil {
		return sample{}, 0, err
	}
	took := time.Since(began)
	after, sent, err := c.node.used()
	return sample{[]time.Duration{took}, took, after - processor}, sent - statements, err
}
