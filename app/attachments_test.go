package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/record"
)

// onARisk begins a project with one risk: the project's path, the risk's page and
// the address that things are hung on it at.
func onARisk(t *testing.T, b *apptest.Browser) (home, page, hang string) {
	t.Helper()
	home = b.Begin("Vår CRM", "small")
	b.Post(home+"/risks", riskForm("Walked risk")).Must(http.StatusSeeOther)
	page, _ = b.Get(home + "/risks?q=Walked").Doc().Find("td.title a").Attr("href")
	return home, page, home + "/on/risk/" + page[strings.LastIndex(page, "/")+1:]
}

func TestACommentIsTextAndCanBeTakenAway(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home, page, hang := onARisk(t, b)
		b.Post(hang+"/comments", url.Values{"body": {"Ring Łucja <script>alert(1)</script>"}}).Must(http.StatusSeeOther)
		shown := b.Get(page).Must(http.StatusOK)
		if got := shown.Text("#comments .log p"); got != "Ring Łucja <script>alert(1)</script>" {
			t.Errorf("the comment reads %q", got)
		}
		remove, _ := shown.Doc().Find("#comments .log form").Attr("action")
		b.Post(remove, nil).Must(http.StatusSeeOther)
		gone := b.Get(page)
		if gone.Doc().Find("#comments .log li").Length() != 0 {
			t.Error("a removed comment is still shown")
		}
		seq, _ := gone.Doc().Find(".flash input[name=seq]").Attr("value")
		b.Post(home+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
		if b.Get(page).Doc().Find("#comments .log li").Length() != 1 {
			t.Error("Undo did not bring the comment back")
		}
		again := b.Post(hang+"/comments", url.Values{"body": {"   "}}).Must(http.StatusUnprocessableEntity)
		if again.Text("#f-body-wrong") == "" {
			t.Error("an empty comment has no message")
		}
	})
}

func TestAFileIsWhatItsBytesSayAndCannotAct(t *testing.T) {
	t.Parallel()
	png := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), make([]byte, 40)...)
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home, page, hang := onARisk(t, b)
		for _, c := range []struct{ name, body, how, kind string }{
			{"a page", "<!doctype html><script>alert(1)</script>", "attachment", "application/octet-stream"},
			{"a drawing with script", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, "attachment", "application/octet-stream"},
			{"a picture", string(png), "inline", "image/png"},
			{"a PDF", "%PDF-1.7\n", "inline", "application/pdf"},
		} {
			b.Send(hang+"/files", b.Token(), nil, map[string][]byte{"file": []byte(c.body)}).Must(http.StatusSeeOther)
			link, _ := b.Get(page).Doc().Find("#files .log a").Last().Attr("href")
			got := b.Get(link).Must(http.StatusOK)
			if got.Type != c.kind || !strings.HasPrefix(got.Header.Get("Content-Disposition"), c.how+";") || string(got.Body) != c.body {
				t.Errorf("%s: sent as %s, %s", c.name, got.Type, got.Header.Get("Content-Disposition"))
			}
			if !strings.Contains(got.Header.Get("Content-Security-Policy"), "sandbox") || got.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s: could act", c.name)
			}
		}
		empty := b.Send(hang+"/files", b.Token(), nil, map[string][]byte{"file": nil}).Must(http.StatusUnprocessableEntity)
		if empty.Text("#f-file-wrong") == "" {
			t.Error("an empty file has no message")
		}
		b.Get(home + "/files/none").Must(http.StatusNotFound)
	})
}

func TestALinkJoinsRowsOfOneProjectAndShowsOnBoth(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home, page, hang := onARisk(t, b)
		b.Post(home+"/costs", url.Values{"cost": {"hardware"}, "name": {"Walked cost"}}).Must(http.StatusSeeOther)
		cost, _ := b.Get(home + "/costs").Doc().Find("a:contains('Walked cost')").Attr("href")
		code, _, _ := strings.Cut(b.Get(cost).Text(".head .purpose"), " ")
		b.Post(hang+"/links", url.Values{"relation": {"causes"}, "to": {strings.ToLower(code)}}).Must(http.StatusSeeOther)
		b.Post(hang+"/links", url.Values{"relation": {"causes"}, "to": {code}}).Must(http.StatusSeeOther)
		if got := b.Get(page).Text("#links .log"); !strings.Contains(got, "causes "+code+" Walked cost") || strings.Count(got, code) != 1 {
			t.Errorf("the risk is linked as %q", got)
		}
		if got := b.Get(cost).Text("#links .log"); !strings.Contains(got, "is caused by") {
			t.Errorf("the cost is linked as %q", got)
		}
		for _, wrong := range []string{"C99999", "X1", "R", ""} {
			if b.Post(hang+"/links", url.Values{"relation": {"causes"}, "to": {wrong}}).Must(http.StatusUnprocessableEntity).Text("#f-to-wrong") == "" {
				t.Errorf("%q has no message", wrong)
			}
		}
		remove, _ := b.Get(page).Doc().Find("#links .log form").Attr("action")
		b.Post(remove, nil).Must(http.StatusSeeOther)
		if b.Get(cost).Doc().Find("#links .log li").Length() != 0 {
			t.Error("a removed link is still shown")
		}
	})
}

func TestNothingHangsOnARowOfAnotherProject(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		_, _, hang := onARisk(t, b)
		other := b.Begin("Ett annat", "small")
		foreign := other + hang[strings.Index(hang, "/on/"):]
		b.Post(foreign+"/comments", url.Values{"body": {"Hej"}}).Must(http.StatusNotFound)
		b.Post(foreign+"/links", url.Values{"relation": {"causes"}, "to": {"R1"}}).Must(http.StatusNotFound)
		b.Send(foreign+"/files", b.Token(), nil, map[string][]byte{"file": []byte("x")}).Must(http.StatusNotFound)
		b.Post(other+"/on/nothing/x/comments", url.Values{"body": {"Hej"}}).Must(http.StatusNotFound)
		if record.LargestFile > 25<<20 {
			t.Error("a file may be larger than a request")
		}
	})
}

func TestAFormOfWordsMayCarryLessThanOneWithAFile(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	_, page, hang := onARisk(t, b)
	large := strings.Repeat("a", 3<<19) // 1.5 MiB
	told := b.Post(hang+"/comments", url.Values{"body": {large}}).Must(http.StatusRequestEntityTooLarge)
	if got := told.Text("main"); !strings.Contains(got, "1 MiB") {
		t.Errorf("the limit is not told: %q", got)
	}
	b.Send(hang+"/files", b.Token(), nil, map[string][]byte{"file": []byte(large)}).Must(http.StatusSeeOther)
	if got := b.Get(page).Text("#files .log"); !strings.Contains(got, "1.5 MB") {
		t.Errorf("the file is shown as %q", got)
	}
	if got := b.Get(page).Text("#files .hint"); !strings.Contains(got, "Up to 2 MB") {
		t.Errorf("the hint says %q where a request may have 2 MiB", got)
	}
}

func TestAFileOfAnotherProjectIsNotFound(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		home, page, hang := onARisk(t, b)
		other := b.Begin("Ett annat", "small")
		b.Send(hang+"/files", b.Token(), nil, map[string][]byte{"file": []byte("Hemligt")}).Must(http.StatusSeeOther)
		link, _ := b.Get(page).Doc().Find("#files .log a").Attr("href")
		foreign := other + strings.TrimPrefix(link, home)
		b.Get(foreign).Must(http.StatusNotFound)
		b.Post(foreign+"/delete", nil).Must(http.StatusNotFound)
		b.Get(link).Must(http.StatusOK)
	})
}

func TestTheCommitteeCommentsAndTakesItBack(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	by := map[string]*apptest.Browser{}
	for _, s := range demoSignIns(t, site) {
		by[s[0]] = site.Browser(t)
		by[s[0]].Post("/sign-in", url.Values{"email": {s[1]}, "password": {s[2]}}).Must(http.StatusSeeOther)
	}
	committee, home := by["committee"], "/projects/demo"
	page, _ := committee.Get(home + "/risks").Doc().Find("td.title a").First().Attr("href")
	hang := home + "/on/risk/" + page[strings.LastIndex(page, "/")+1:]
	committee.Post(hang+"/comments", url.Values{"body": {"Committee says so"}}).Must(http.StatusSeeOther)
	shown := committee.Get(page)
	remove, own := shown.Doc().Find("#comments .log li:contains('Committee says so') form").Attr("action")
	if !own {
		t.Fatal("the author cannot remove the comment")
	}
	if by["contributor"].Get(page).Doc().Find("#comments .log li:contains('Committee says so') form").Length() != 0 {
		t.Error("another may remove the comment")
	}
	by["contributor"].Post(remove, nil).Must(http.StatusForbidden)
	by["viewer"].Post(hang+"/comments", url.Values{"body": {"Hej"}}).Must(http.StatusForbidden)
	seq, _ := shown.Doc().Find(".flash input[name=seq]").Attr("value")
	by["contributor"].Post(home+"/undo", url.Values{"seq": {seq}}).Must(http.StatusNotFound)
	committee.Post(home+"/undo", url.Values{"seq": {seq}}).Must(http.StatusSeeOther)
	if got := committee.Get(page).Text("#comments .log"); strings.Contains(got, "Committee says so") {
		t.Error("Undo left the comment there")
	}
}

func TestALinkThatWasTakenAwayIsBroughtBack(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home, page, hang := onARisk(t, b)
	b.Post(home+"/trainings", trainingForm("Offerter")).Must(http.StatusSeeOther)
	b.Post(hang+"/links", url.Values{"relation": {"mitigates"}, "to": {"tr1"}}).Must(http.StatusSeeOther)
	remove, _ := b.Get(page).Doc().Find("#links .log form").Attr("action")
	b.Post(remove, nil).Must(http.StatusSeeOther)
	undo(t, b, home, page)
	if got := b.Get(page).Text("#links .log"); !strings.Contains(got, "TR1 Offerter") {
		t.Errorf("the links are %q", got)
	}
}
