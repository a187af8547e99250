package main

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// found is a page that links lead to.
type found struct {
	route string // as Fiber knows it
	kind  string // pages of one kind need only one picture
	path  string
	pdf   bool
}

var href = regexp.MustCompile(`href="(/[^"]*)"`)

// crawl follows links from a path, staying below an address, and gives one page of
// each kind.
func (p *person) crawl(from, below string) ([]found, error) {
	var all []found
	seen := map[string]bool{}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		at := p.site.place(queue[0])
		if at.route == "" || seen[at.kind] || !strings.HasPrefix(at.path, below) {
			continue
		}
		seen[at.kind] = true
		page, err := p.get(at.path, "en")
		if err != nil {
			return nil, err
		}
		at.pdf = page.kind == "application/pdf"
		if page.status != 200 || !at.pdf && !strings.HasPrefix(page.kind, "text/html") {
			continue // it leads on, or is a file
		}
		all = append(all, at)
		for _, link := range href.FindAllStringSubmatch(page.body, -1) {
			queue = append(queue, html.UnescapeString(link[1]))
		}
	}
	return all, nil
}

// views are the parts of a query that make another page of a list.
func views() []string { return []string{"view", "offer", "by", "questionnaire"} }

// place finds an address' route and kind. Every step of a track is of its own
// kind: what it says is.
func (s *site) place(address string) found {
	u, err := url.Parse(address)
	if err != nil || u.Path == "/" || strings.HasPrefix(u.Path, "/static/") {
		return found{}
	}
	query := u.Query()
	for name := range query {
		if !slices.Contains(views(), name) && !strings.Contains(u.Path, "/grid/") {
			query.Del(name)
		}
	}
	at := found{route: s.routeOf(u.Path), path: u.Path}
	at.kind = at.route
	if strings.Contains(at.route, ":step") || strings.Contains(at.route, ":track") {
		at.kind = u.Path
	}
	if len(query) > 0 {
		at.path += "?" + query.Encode()
		for _, view := range views() {
			at.kind += query.Get(view)
		}
	}
	return at
}

// routeOf is the first route that an address fits, as Fiber chooses.
func (s *site) routeOf(path string) string {
	for _, route := range s.routes {
		if fits(route, path) {
			return route
		}
	}
	return ""
}

func fits(route, path string) bool {
	want, have := strings.Split(strings.Trim(route, "/"), "/"), strings.Split(strings.Trim(path, "/"), "/")
	for i, part := range want {
		switch {
		case part == "*":
			return i < len(have)
		case i >= len(have) || part != have[i] && !strings.HasPrefix(part, ":"):
			return false
		}
	}
	return len(want) == len(have)
}
