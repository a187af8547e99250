package app_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"stegvis/app/apptest"
	"stegvis/app/workshop"
)

func TestEverybodyWhoIsSeatedIsListedAtTheDeskAndCanBeTakenOutOfTheRoom(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		h := newHall(t, site, strings.TrimPrefix(vart, "/projects/"))
		desk := vart + "/workshops/" + h.id + "/desk"
		maja, olle := site.Browser(t), site.Browser(t)
		h.lets(maja, "Maja <b>Ek</b>", "finance")
		h.lets(olle, "", "it")
		lead.Post(desk+"/people", url.Values{"name": {"Sölve"}}).Must(http.StatusSeeOther)
		page := lead.Get(desk).Must(http.StatusOK)
		fold := page.Doc().Find("details#everybody")
		if _, open := fold.Attr("open"); open || fold.Find("li").Length() != 3 {
			t.Errorf("%d people are listed, unfolded: %v", fold.Find("li").Length(), open)
		}
		if got := fold.Find("ul").Text(); !strings.Contains(got, "Maja <b>Ek</b>") || !strings.Contains(got, "Seat 2") || !strings.Contains(got, "Without a phone") {
			t.Errorf("the list is %q", got)
		}
		dismiss := func(row *goquery.Selection) url.Values {
			return url.Values{"participant": {row.Find("input[name=participant]").AttrOr("value", "")}}
		}
		gone := dismiss(fold.Find("li:contains('Maja')"))
		for range 2 { // as two who lead may press at the same moment
			lead.Post(desk+"/dismiss", gone).Must(http.StatusSeeOther)
		}
		maja.Get("/room").Must(http.StatusNotFound)
		olle.Get("/room").Must(http.StatusOK)
		if got := lead.Get(desk + "/people/latest").Must(http.StatusOK).Text("body"); strings.Contains(got, "Maja") || !strings.Contains(got, "Sölve") {
			t.Errorf("unfolded anew: %q", got)
		}
	})
}

func TestThePeopleInAFullHallAreFoundSortedPickedAndTakenOutTogether(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		h := newHall(t, site, strings.TrimPrefix(vart, "/projects/"))
		desk := vart + "/workshops/" + h.id + "/desk"
		for i := range 60 {
			_, _, err := h.rooms.Workshops.Join(h.ctx, workshop.Entry{Code: h.code, Name: "Guest " + strconv.Itoa(i+1), Role: workshop.Roles()[i%6]}, "10.0.0.1")
			h.must(err)
		}
		for _, name := range []string{"Åsa Lund", "Öystein"} {
			_, _, err := h.rooms.Workshops.Join(h.ctx, workshop.Entry{Code: h.code, Name: name, Role: workshop.Finance}, "10.0.0.1")
			h.must(err)
		}
		if got := lead.Get(desk).Must(http.StatusOK).Doc().Find("details#everybody li"); got.Length() != 50 || !strings.Contains(got.First().Text(), "Öystein") {
			t.Errorf("the desk lists %d, first %q", got.Length(), got.First().Text())
		}
		rows := func(query string) *goquery.Selection {
			t.Helper()
			return lead.Get(desk + "/people" + query).Must(http.StatusOK).Doc().Find("tbody tr")
		}
		for query, want := range map[string]struct {
			n     int
			first string
		}{
			"":                        {62, "Öystein"},
			"?sort=seat":              {62, "Guest 1"},
			"?q=ås":                   {1, "Åsa Lund"},
			"?q=%25":                  {0, ""},
			"?role=finance":           {12, "Öystein"},
			"?role=finance&q=guest+3": {3, "Guest 39"},
			"?size=25&page=3":         {12, "Guest 12"},
		} {
			got := rows(query)
			if got.Length() != want.n || !strings.Contains(got.First().Text(), want.first) {
				t.Errorf("%q: %d people, first %q, want %d, first %q", query, got.Length(), got.First().Text(), want.n, want.first)
			}
		}
		picks := url.Values{}
		rows("?role=finance&q=guest").Find("input[name=pick]").Each(func(_ int, box *goquery.Selection) { picks.Add("pick", box.AttrOr("value", "")) })
		form := lead.Get(desk + "/people?role=finance&q=guest").Doc().Find("form#picks")
		if back := lead.Post(form.AttrOr("action", ""), picks).Must(http.StatusSeeOther).Location; back != desk+"/people?q=guest&role=finance" {
			t.Errorf("led to %s", back)
		}
		if n := h.state().People; n != 52 || rows("?role=finance").Length() != 2 {
			t.Errorf("%d people are in the room, %d of them from finance", n, rows("?role=finance").Length())
		}
		lead.Post(desk+"/people/dismiss", url.Values{"pick": {"nobody:0"}}).Must(http.StatusNotFound)
		lead.Post(desk+"/people/dismiss", url.Values{}).Must(http.StatusSeeOther)
	})
}
