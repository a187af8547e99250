package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"

	"github.com/valyala/fasthttp"

	"stegvis/app/flow"
)

// visitor is somebody who is signed in.
type visitor struct {
	http.Client
	base, token, cookie string
}

var tokenField = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// crew signs everybody of the demo in: they see the same pages in several ways.
func (n *node) crew() ([]*visitor, error) {
	var all []*visitor
	for _, who := range n.people {
		v, err := n.signIn(who)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", who.Email, err)
		}
		all = append(all, v)
	}
	return all, nil
}

func (n *node) signIn(who flow.SignIn) (*visitor, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	v := &visitor{base: n.base, Client: http.Client{Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if err := v.learn("/sign-in"); err != nil {
		return nil, err
	}
	if _, err := v.post("/sign-in", url.Values{"email": {who.Email}, "password": {who.Password}}); err != nil {
		return nil, err
	}
	at, err := url.Parse(n.base)
	if err != nil {
		return nil, err
	}
	for _, c := range jar.Cookies(at) {
		if c.Name == "session" {
			v.cookie = c.String()
		}
	}
	return v, v.learn("/me")
}

func (v *visitor) read(path string) (int, []byte, error) {
	resp, err := v.Get(v.base + path)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, body, err
}

// page is what a path shows.
func (v *visitor) page(path string) ([]byte, error) {
	status, body, err := v.read(path)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("%s answers %d", path, status)
	}
	return body, err
}

func (v *visitor) learn(path string) error {
	status, body, err := v.read(path)
	if err != nil {
		return err
	}
	found := tokenField.FindSubmatch(body)
	if found == nil {
		return fmt.Errorf("%s (%d) has no form", path, status)
	}
	v.token = string(found[1])
	return nil
}

// post sends a form, which must succeed, and says where that leads.
func (v *visitor) post(path string, form url.Values) (string, error) {
	form.Set("csrf", v.token)
	resp, err := v.PostForm(v.base+path, form)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther {
		return "", fmt.Errorf("%s answers %d", path, resp.StatusCode)
	}
	v.Jar.SetCookies(resp.Request.URL, []*http.Cookie{{Name: "flash", Path: "/", MaxAge: -1}}) // the next page is as others see it
	return resp.Header.Get("Location"), nil
}

// begin makes a project and gives the path to it.
func (v *visitor) begin(name string) (string, error) {
	return v.post("/projects", url.Values{
		"name": {name}, "template": {"small"}, "organisation": {"nordvik-vattenteknik"}, "currency": {"SEK"}, "time_zone": {"Europe/Stockholm"},
		"country": {"SE"}, "language": {"en"}, "start_on": {"2026-03-02"}, "horizon_months": {"12"}, "aim": {"It is here to be measured."}})
}

// asks is the request for a path as the measurements send it.
func (v *visitor) asks(path string, right func(int, []byte) error) ask {
	return ask{address: v.base + path, cookie: v.cookie, right: right}
}

// once sends one request as the measurements do.
func (a ask) once() error { return a.send(&fasthttp.Client{NoDefaultUserAgentHeader: true}) }
