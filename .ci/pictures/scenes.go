package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// scene is a page that is pictured.
type scene struct {
	name string
	who  *person
	path string // on the person's site, or a whole address
	then string // JavaScript that leads on to the page that is meant, "" for none
}

func (s scene) address() string {
	if strings.HasPrefix(s.path, "/") {
		return s.who.site.base + s.path
	}
	return s.path
}

// play is everything that is pictured.
type play struct {
	sites  []*site
	post   *postOffice // where letters arrive
	scenes []scene
	prints []scene // PDFs
	routes map[string]bool
}

func (p *play) close() error {
	var err error
	for _, s := range p.sites {
		err = errors.Join(err, s.close())
	}
	if p.post != nil {
		err = errors.Join(err, p.post.close())
	}
	return err
}

func (p *play) wanted(only *regexp.Regexp) []scene {
	return slices.DeleteFunc(slices.Clone(p.scenes), func(s scene) bool { return !only.MatchString(s.name) })
}

// unseen are the routes of which there is no picture.
func (p *play) unseen() []string {
	return slices.DeleteFunc(slices.Clone(p.sites[0].routes), func(route string) bool { return p.routes[route] })
}

// add notes a scene.
func (p *play) add(name string, who *person, path, then string) {
	p.scenes = append(p.scenes, scene{name, who, path, then})
	if strings.HasPrefix(path, "/") {
		p.routes[who.site.place(path).route] = true
	}
}

// prepare brings about everything that is pictured.
func (p *play) prepare(ctx context.Context) error {
	p.routes = map[string]bool{}
	for _, act := range []struct {
		name string
		run  func(context.Context) error
	}{{"the demo", p.demo}, {"an empty installation", p.nothing}, {"new projects and letters", p.begun}} {
		if err := act.run(ctx); err != nil {
			return fmt.Errorf("%s: %w", act.name, err)
		}
	}
	return nil
}

func (p *play) open(ctx context.Context, settings ...string) (*site, error) {
	s, err := open(ctx, settings...)
	if err == nil {
		p.sites = append(p.sites, s)
	}
	return s, err
}

// demo is the demo as its owner meets it, and what others meet at its doors.
func (p *play) demo(ctx context.Context) error {
	s, err := p.open(ctx, "DEMO=true")
	if err != nil {
		return err
	}
	owner, err := s.signIn(s.people["administrator"])
	if err != nil {
		return err
	}
	viewer, err := s.signIn(s.people["viewer"])
	if err != nil {
		return err
	}
	if err := p.signing(owner); err != nil {
		return err
	}
	if err := p.follow("demo", owner, "/projects", "", nil); err != nil {
		return err
	}
	for _, key := range []string{"eight_signs", "profile"} { // a check, and sliders
		p.add("questionnaire-"+key, owner, "/projects/demo/questionnaires/"+key, "")
		p.add("questionnaire-"+key+"-form", owner, "/projects/demo/maturity/new?questionnaire="+key, "")
	}
	if err := p.workshops(owner); err != nil {
		return fmt.Errorf("workshops: %w", err)
	}
	for _, kind := range []string{"steering", "status", "plan", "closing", "risk", "cost", "decisions", "maturity", "grid"} { // one route for all of them
		p.prints = append(p.prints, scene{name: "report-" + kind, who: owner, path: "/projects/demo/reports/" + kind + ".pdf"})
	}
	p.add("seen-by-a-viewer", viewer, "/projects/demo", "")
	p.faults(owner, viewer)
	return p.doors(s, owner)
}

// follow adds a scene for each page that links lead to, of those that are wanted.
func (p *play) follow(prefix string, who *person, from, below string, wanted func(found) bool) error {
	pages, err := who.crawl(from, below)
	if err != nil {
		return err
	}
	for _, f := range pages {
		name := prefix + "-" + named(f.kind)
		switch {
		case f.pdf:
			p.prints = append(p.prints, scene{name: name, who: who, path: f.path})
			p.routes[f.route] = true
		case wanted == nil || wanted(f):
			p.add(name, who, f.path, "")
		}
	}
	return nil
}

// named is a kind as a file may be called.
func named(kind string) string {
	kind = strings.NewReplacer("/projects/:slug", "/project", ":", "", "?", "-", "*", "in", ".pdf", "").Replace(kind)
	return strings.Trim(strings.ReplaceAll(kind, "/", "-"), "-")
}

// fillIn is JavaScript that fills in the form of the page that has a field, past
// what the browser would check, and sends it.
func fillIn(field string, values ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `const f = document.querySelector("main form [name=%s]").form;`, field)
	for i := 0; i+1 < len(values); i += 2 {
		fmt.Fprintf(&b, `f.elements[%q].value = %s;`, values[i], values[i+1])
	}
	return "(() => {" + b.String() + "HTMLFormElement.prototype.submit.call(f)})()"
}

// faults are what somebody sees who types what cannot be, or goes where they may not.
func (p *play) faults(owner, viewer *person) {
	p.add("fault-404", owner, "/projects/demo/nowhere", "")
	p.add("fault-404-project", owner, "/projects/nowhere", "")
	p.add("fault-403", viewer, "/projects/demo/settings", "")
	p.add("fault-422-risk", owner, "/projects/demo/risks", fillIn("title", "title", `""`))
	p.add("fault-422-task", owner, "/projects/demo/rollout", fillIn("title", "title", `""`, "planned_finish", `"2001-01-01"`))
	p.add("fault-422-project", owner, "/projects/new", fillIn("name", "name", `""`, "currency", `"???"`))
	for _, s := range slices.Clone(p.scenes) {
		if s.name == "demo-project-risks-id" {
			p.add("fault-409-risk", owner, s.path, fillIn("title", "version", `"99"`, "title", `"What I typed"`))
		}
	}
}

// doors are the pages for whoever is not inside.
func (p *play) doors(s *site, owner *person) error {
	stranger, err := s.stranger()
	if err != nil {
		return err
	}
	p.add("door-sign-in", stranger, "/sign-in", "")
	p.add("door-sign-in-refused", stranger, "/sign-in", fillIn("email", "email", `"nobody@nordvik.example"`, "password", `"not the password"`))
	p.add("door-forgot", stranger, "/forgot", "")
	p.add("door-nowhere", stranger, "/nowhere", "")
	p.add("door-used-up", stranger, "/invitation/used-up", "")
	invite := fillIn("email", "email", `"new" + Date.now() + "@nordvik.example"`, "name", `"Ny Granlund"`)
	p.add("demo-invited", owner, "/projects/demo/members", strings.ReplaceAll(invite, `f.elements["name"].value`, `(f.elements["name"] ?? {}).value`))
	answer, err := owner.post("/projects/demo/members", "/projects/demo/members", url.Values{"email": {"new@nordvik.example"}, "role": {"viewer"}})
	if err != nil {
		return err
	}
	link := regexp.MustCompile(`/invitation/[\w-]+`).FindString(answer)
	if link == "" {
		return errors.New("no link was handed over")
	}
	p.add("door-invitation", stranger, link, "")
	p.add("door-invitation-refused", stranger, link, fillIn("password", "password", `"short"`))
	reset, err := resetLink(owner)
	if err != nil {
		return err
	}
	p.add("door-reset", stranger, reset, "")
	return nil
}

// resetLink is handed over by whoever administers the installation.
func resetLink(owner *person) (string, error) {
	list, err := owner.get("/admin/accounts", "en")
	if err != nil {
		return "", err
	}
	action := regexp.MustCompile(`/admin/accounts/[\w-]+/reset`).FindString(list.body)
	answer, err := owner.post("/admin/accounts", action, url.Values{})
	if err != nil {
		return "", err
	}
	if link := regexp.MustCompile(`/reset/[\w-]+`).FindString(answer); link != "" {
		return link, nil
	}
	return "", errors.New("no link was handed over")
}

// nothing is an installation that nobody has set up.
func (p *play) nothing(ctx context.Context) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	stranger, err := s.stranger()
	if err != nil {
		return err
	}
	p.add("door-set-up", stranger, "/set-up", "")
	p.add("door-set-up-refused", stranger, "/set-up", fillIn("token", "token", `"not the token"`))
	return nil
}
