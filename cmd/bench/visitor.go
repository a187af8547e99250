package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strconv"

	"github.com/valyala/fasthttp"

	"stegvis/app/flow"
)

// page is something that is measured, and how to tell that it is whole.
type page struct {
	name, path string
	whole      func(body []byte) error
}

// risksListed is how many rows the list shows, which is as many as a page has.
const risksListed = 100

func pages() []page {
	home := "/projects/" + flow.DemoSlug
	return []page{
		{"overview", home, contains("</html>")},
		{"risk list", home + "/risks", func(body []byte) error {
			if rows := bytes.Count(body, []byte("<tr")) - 1; rows < risksListed {
				return fmt.Errorf("it has %d rows", rows)
			}
			return nil
		}},
		{"steering PDF", home + "/reports/steering.pdf", contains("%%EOF")},
	}
}

func contains(part string) func([]byte) error {
	return func(body []byte) error {
		if !bytes.Contains(body, []byte(part)) {
			return errors.New("it lacks " + part)
		}
		return nil
	}
}

// visitor is somebody who is signed in.
type visitor struct {
	http.Client
	base, token, cookie string
}

var tokenField = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// signIn makes a visitor of the demo's lead.
func (n *node) signIn() (*visitor, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	v := &visitor{base: n.base, Client: http.Client{Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if err := v.learn("/sign-in"); err != nil {
		return nil, err
	}
	if err := v.post("/sign-in", url.Values{"email": {n.email}, "password": {n.password}}); err != nil {
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

func (v *visitor) post(path string, form url.Values) error {
	form.Set("csrf", v.token)
	resp, err := v.PostForm(v.base+path, form)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("%s answers %d", path, resp.StatusCode)
	}
	return nil
}

// fillRisks adds risks, so that the list is full whatever the demo holds.
func (v *visitor) fillRisks(n int) error {
	for i := range n {
		err := v.post("/projects/"+flow.DemoSlug+"/risks", url.Values{
			"title": {"Measured risk " + strconv.Itoa(i+1)}, "category": {"technical"}, "likelihood": {strconv.Itoa(i%5 + 1)}, "impact": {strconv.Itoa(i/5%5 + 1)},
			"cause": {"It is here to be listed."}, "response": {"reduce"}, "status": {"open"}, "review_on": {"2030-01-01"}})
		if err != nil {
			return err
		}
	}
	return nil
}

// look asks for a page once and gives what all later answers must be.
func (v *visitor) look(p page) (answer, error) {
	for range 2 { // the first still shows the word about the last change
		if _, _, err := v.read(p.path); err != nil {
			return answer{}, err
		}
	}
	status, body, err := v.read(p.path)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("it answers %d", status)
	}
	if err == nil {
		err = p.whole(body)
	}
	return answer{status, len(body)}, err
}

// ask sends one request as the measurements do.
func (v *visitor) ask(address string, want answer) error {
	return v.send(&fasthttp.Client{}, address, want)
}
