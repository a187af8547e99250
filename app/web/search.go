package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/search"
)

// searchPage shows what was found. A number that a row has, such as R12, leads
// straight to it.
func (s *server) searchPage(c *fiber.Ctx, key project.Scope) error {
	var w record.Wanted
	if err := decode(query(c), &w); err != nil {
		return err
	}
	w.Size = 0
	found, err := s.Finder.Search(c.UserContext(), key, w)
	if err != nil {
		return err
	}
	if len(found.Rows) > 0 && found.Rows[0].Exact() && w.Kind == "" && w.Number < 2 {
		return c.Redirect(hitPath(key, found.Rows[0]), fiber.StatusSeeOther)
	}
	t := key.Text
	page := search.Page{
		Home: projectPath(key, "search"), Query: shorten(w.Words), Pages: pages(c, found.Paged), Kinds: foundKinds(c, found, w.Kind),
		Hits: hits(key, found), Narrow: w.Kind != "", Project: key.Project.Named().In(t),
	}
	if key.Allows(project.ReadActivity) {
		page.Removed = projectPath(key, "activity") + "?action=deleted"
	}
	if w.Kind == "" && w.Number < 2 {
		page.Places = others(places(key, found.Words), page.Hits)
	}
	return s.page(c, inRoom(key, "", t.T("search.title"), t.T("search.purpose")), search.Found(page))
}

// How many rows and pages the dialog offers at most.
const (
	fewHits   = 8
	fewPlaces = 5
)

// searchHints is the part of the dialog that follows what is typed.
func (s *server) searchHints(c *fiber.Ctx, key project.Scope) error {
	typed := query(c).Get("q")
	found, err := s.Finder.First(c.UserContext(), key, typed, fewHits)
	if err != nil {
		return err
	}
	typed = shorten(typed)
	q := search.Quick{Query: typed, Hits: hits(key, found), All: projectPath(key, "search") + "?q=" + url.QueryEscape(typed)}
	q.Places = others(places(key, found.Words), q.Hits)
	if len(found.Words) == 0 {
		q.Query = ""
	} else {
		q.Places = q.Places[:min(len(q.Places), fewPlaces)]
	}
	return render(c, search.Hints(q))
}

// others are the pages that no hit leads to anyway.
func others(all []search.Place, hits []search.Hit) []search.Place {
	return slices.DeleteFunc(all, func(p search.Place) bool {
		return slices.ContainsFunc(hits, func(h search.Hit) bool { return h.Href == p.Href })
	})
}

// shorten is what a page says of what was typed.
func shorten(typed string) string {
	const most = 200
	runes := []rune(typed)
	return string(runes[:min(len(runes), most)])
}

func hits(key project.Scope, found record.Hits) []search.Hit {
	all := make([]search.Hit, len(found.Rows))
	for i, h := range found.Rows {
		all[i] = search.Hit{Hit: h, Words: found.Words, Href: hitPath(key, h)}
	}
	return all
}

// hitPath is where a hit leads: to its own page, else to that of what it hangs on.
func hitPath(key project.Scope, h record.Hit) string {
	on, _ := h.On()
	switch {
	case h.Place != "":
		return projectPath(key, h.Place)
	case h.Kind == string(record.CommentKind):
		return cmp.Or(pathOf(key, on), projectPath(key, h.OnPlace)) + "#comments"
	}
	return pathOf(key, h.Ref())
}

// foundKinds are the sorts of row among the hits, behind all of them together.
func foundKinds(c *fiber.Ctx, found record.Hits, chosen record.Kind) []search.Kind {
	var all int64
	kinds := []search.Kind{{Href: withQuery(c, "kind", "", "page", ""), Chosen: chosen == ""}}
	for _, k := range record.SearchedKinds() {
		n := found.Kinds[k]
		all += n
		if n > 0 || k == chosen {
			kinds = append(kinds, search.Kind{Key: k, Count: n, Href: withQuery(c, "kind", string(k), "page", ""), Chosen: chosen == k})
		}
	}
	kinds[0].Count = all
	return kinds
}

// stepPlace says which step of how many a page is.
func stepPlace(key project.Scope, track string, n int) string {
	t := key.Text
	return t.T("search.place.step", "n", strconv.Itoa(n), "of", strconv.Itoa(len(record.Steps(track))), "track", t.T("layout.room."+track))
}
