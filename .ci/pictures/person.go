package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"stegvis/app/flow"
)

// person is somebody at a site, signed in or not.
type person struct {
	http.Client
	site *site
}

func (s *site) stranger() (*person, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	return &person{site: s, Client: http.Client{Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}, nil
}

func (s *site) signIn(who flow.SignIn) (*person, error) {
	p, err := s.stranger()
	if err != nil {
		return nil, err
	}
	_, err = p.post("/sign-in", "/sign-in", url.Values{"email": {who.Email}, "password": {who.Password}})
	return p, err
}

// keeps are the cookies that a browser needs to be this person: of whoever signed in,
// and of whoever has a seat in a workshop.
func (p *person) keeps() []*http.Cookie {
	at, err := url.Parse(p.site.base)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(p.Jar.Cookies(at), func(c *http.Cookie) bool { return c.Name != "session" && c.Name != "seat" })
}

// got is an answer to a person.
type got struct {
	status int
	kind   string
	body   string
}

func (p *person) get(path, lang string) (got, error) {
	r, err := http.NewRequest(http.MethodGet, p.site.base+path, nil)
	if err != nil {
		return got{}, err
	}
	r.Header.Set("Accept-Language", lang)
	resp, err := p.Do(r)
	if err != nil {
		return got{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return got{resp.StatusCode, resp.Header.Get("Content-Type"), string(body)}, err
}

var tokenField = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// post sends a form whose token stands on a page, and gives where that leads, or
// the page that answers.
func (p *person) post(page, path string, form url.Values) (string, error) {
	shown, err := p.get(page, "en")
	if err != nil {
		return "", err
	}
	token := tokenField.FindStringSubmatch(shown.body)
	if token == nil {
		return "", fmt.Errorf("%s (%d) has no form", page, shown.status)
	}
	form.Set("csrf", token[1])
	resp, err := p.PostForm(p.site.base+path, form)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		return "", err
	case resp.StatusCode == http.StatusSeeOther:
		return resp.Header.Get("Location"), nil
	case resp.StatusCode == http.StatusOK:
		return string(body), nil
	}
	return "", fmt.Errorf("%s answers %d: %s", path, resp.StatusCode, faultOn(string(body)))
}

var faultText = regexp.MustCompile(`(?s)class="(?:error|notice bad)[^>]*>(.*?)</`)

// faultOn is what a page says is wrong.
func faultOn(body string) string {
	var all []string
	for _, f := range faultText.FindAllStringSubmatch(body, -1) {
		all = append(all, strings.TrimSpace(f[1]))
	}
	return strings.Join(all, "; ")
}
