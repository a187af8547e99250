package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// begun is an installation of which somebody has just begun to make use: without
// projects, with one new project from each template, and with a crowded one.
func (p *play) begun(ctx context.Context) error {
	var err error
	if p.post, err = openPostOffice(); err != nil {
		return err
	}
	s, err := p.open(ctx, p.post.settings()...)
	if err != nil {
		return err
	}
	first, err := s.stranger()
	if err != nil {
		return err
	}
	_, err = first.post("/set-up", "/set-up", url.Values{"token": {s.token}, "name": {"Åsa Łukowska"}, "email": {"asa@firm.example"},
		"password": {"correct horse battery"}, "organisation": {"Fjord & Søn"}})
	if err != nil {
		return err
	}
	idle, err := p.idle(first)
	if err != nil {
		return err
	}
	if err := s.speakAsAsked(ctx); err != nil {
		return err
	}
	p.add("new-without-projects", idle, "/projects", "")
	stranger, err := s.stranger()
	if err != nil {
		return err
	}
	p.add("door-forgot-mail", stranger, "/forgot", "")
	p.add("door-forgot-sent", stranger, "/forgot", fillIn("email", "email", `"nobody@firm.example"`))
	p.add("door-forgot-refused", stranger, "/forgot", fillIn("email", "email", `"no address"`))
	homes := map[string]string{}
	for template, lang := range map[string]string{"small": "en", "rescue": "sv", "enterprise": "en"} {
		if homes[template], err = first.begin("A "+template+" roll-out", template, lang); err != nil {
			return err
		}
		if err := p.follow("new-"+template, first, homes[template], homes[template], inRail); err != nil {
			return err
		}
	}
	if err := p.crowded(first); err != nil {
		return err
	}
	return p.letters(ctx, first, homes["small"], homes["rescue"])
}

// inRail tells pages of whole rooms from pages of one row or step.
func inRail(f found) bool {
	return strings.Count(f.path, "/") <= 3
}

// idle is somebody who belongs to no project. They come by the letter that
// welcomes them.
func (p *play) idle(first *person) (*person, error) {
	n := p.post.count()
	_, err := first.post("/admin/accounts", "/admin/accounts", url.Values{"name": {"Mattias Ek"}, "email": {"mattias@firm.example"}, "language": {"en"}})
	if err != nil {
		return nil, err
	}
	welcome, err := p.post.await(n + 1)
	if err != nil {
		return nil, err
	}
	link := linkIn(welcome.text)
	other, err := first.site.stranger()
	if err != nil {
		return nil, err
	}
	_, err = other.post(link, link, url.Values{"password": {"correct horse battery"}})
	return other, err
}

func linkIn(text string) string {
	for word := range strings.FieldsSeq(text) {
		if at, err := url.Parse(word); err == nil && strings.HasPrefix(word, "http") {
			return at.Path
		}
	}
	return ""
}

func (p *person) begin(name, template, lang string) (string, error) {
	home, err := p.post("/projects/new", "/projects", url.Values{
		"name": {name}, "template": {template}, "organisation": {"fjord-son"}, "currency": {"SEK"}, "time_zone": {"Europe/Stockholm"},
		"country": {"SE"}, "language": {lang}, "start_on": {"2026-03-02"}, "horizon_months": {"12"}, "aim": {"Every customer is known."}})
	if err == nil && !strings.HasPrefix(home, "/projects/") {
		err = errors.New("the project was not begun")
	}
	return home, err
}

// letters are what people get by mail, as HTML and as plain text, in both
// languages.
func (p *play) letters(_ context.Context, first *person, english, swedish string) error {
	homes := map[string]string{"en": english, "sv": swedish}
	for _, lang := range []string{"en", "sv"} {
		address := "letters-" + lang + "@firm.example"
		sent := []struct {
			kind string
			send func() error
		}{
			{"welcome", func() error {
				_, err := first.post("/admin/accounts", "/admin/accounts", url.Values{"name": {"Lova Brandt"}, "email": {address}, "language": {lang}})
				return err
			}},
			{"reset", func() error {
				_, err := first.post("/me", "/forgot", url.Values{"email": {address}})
				return err
			}},
			{"invitation", func() error {
				_, err := first.post(homes[lang]+"/members", homes[lang]+"/members", url.Values{"email": {"invited-" + address}, "role": {"contributor"}})
				return err
			}},
		}
		for _, one := range sent {
			if err := p.send(one.kind, lang, one.send); err != nil {
				return fmt.Errorf("%s, %s: %w", one.kind, lang, err)
			}
		}
	}
	for _, kind := range p.post.kinds() {
		p.add("letter-"+kind, first, p.post.address(kind), "")
	}
	return nil
}

// send keeps the letter that something brings about.
func (p *play) send(kind, lang string, send func() error) error {
	n := p.post.count()
	if err := send(); err != nil {
		return err
	}
	l, err := p.post.await(n + 1)
	if err != nil {
		return err
	}
	p.post.keep(kind, lang, l)
	return nil
}
