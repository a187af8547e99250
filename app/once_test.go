package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"stegvis/app/apptest"
)

func TestAFormThatArrivesTwiceIsKeptOnceAndAnsweredTwice(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("En gång", "small")
		key := b.Get(home+"/risks").Doc().Find("details.add input[name=once]").AttrOr("value", "")
		if len(key) < 40 {
			t.Fatalf("the form carries %q", key)
		}
		token, form := b.Token(), with(riskForm("Twice"), "once", key)
		answers := make([]apptest.Answer, 6)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() { answers[i] = b.Send(home+"/risks", token, form, nil) })
		}
		all.Wait()
		for _, a := range answers {
			a.Must(http.StatusSeeOther)
			if to := a.Header.Get("Location"); to != home+"/risks" {
				t.Errorf("one leads to %s", to)
			}
		}
		if n := len(picksOf(b, home+"/risks?q=twice")); n != 1 {
			t.Errorf("%d rows were kept", n)
		}
		b.Send(home+"/risks", token, with(with(riskForm("Twice"), "once", key), "title", "Twice, in other words"), nil).Must(http.StatusSeeOther)
		b.Send(home+"/risks", token, with(form, "title", ""), nil).Must(http.StatusUnprocessableEntity)
		b.Send(home+"/risks", token, with(form, "title", ""), nil).Must(http.StatusUnprocessableEntity)
		next := b.Get(home+"/risks").Doc().Find("details.add input[name=once]").AttrOr("value", "")
		if next == key {
			t.Error("the next page has the same key")
		}
		b.Send(home+"/risks", token, with(riskForm("Twice"), "once", next), nil).Must(http.StatusSeeOther) // the same words, meant anew
		if n := len(picksOf(b, home+"/risks?q=twice")); n != 3 {
			t.Errorf("%d rows are there, want 3", n)
		}
	})
}

func TestWhatWasTakenBackMayBeSentAgain(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home := b.Begin("En gång", "small")
		key := b.Get(home+"/risks").Doc().Find("details.add input[name=once]").AttrOr("value", "")
		form := with(riskForm("Again"), "once", key)
		b.Post(home+"/risks", form).Must(http.StatusSeeOther)
		seq := seqOf(b.Get(home + "/risks"))
		b.Post(home+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		b.Post(home+"/risks", form).Must(http.StatusSeeOther)
		if n := len(picksOf(b, home+"/risks?q=again")); n != 1 {
			t.Errorf("%d rows are there", n)
		}
	})
}

func TestADownloadSaysWhenItIsThere(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Hämta", "small")
	a := b.Get(home + "/risks?export=csv&ticket=abc123").Must(http.StatusOK)
	if got := strings.Join(a.Header.Values("Set-Cookie"), "\n"); !strings.Contains(got, "ticket=abc123") || strings.Contains(strings.ToLower(got), "httponly") {
		t.Errorf("the browser is told %q", got)
	}
	if got := strings.Join(b.Get(home+"/risks?export=csv&ticket=a%0d%0ab;c").Must(http.StatusOK).Header.Values("Set-Cookie"), "\n"); got != "" {
		t.Errorf("the browser is told %q", got)
	}
}
