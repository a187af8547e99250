package main

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
)

// signing is what a committee is asked, as its lead and whoever comes by a link see
// it, and the reports that nobody had prepared: before links are followed, so that
// these lead there.
func (p *play) signing(lead *person) error {
	for _, act := range []struct {
		name string
		run  func(*person) error
	}{{"a report of all projects", p.portfolio}, {"variants", p.variants}, {"a review", p.review}, {"an answer by circulation", p.circulation}} {
		if err := act.run(lead); err != nil {
			return fmt.Errorf("%s: %w", act.name, err)
		}
	}
	return nil
}

const demoHome = "/projects/demo"

// portfolio issues the report of all projects of the demo's organisation.
func (p *play) portfolio(lead *person) error {
	list, err := lead.get("/organisations", "en")
	if err != nil {
		return err
	}
	home := regexp.MustCompile(`/organisations/[\w-]+`).FindString(list.body)
	issued, err := lead.post(home, home+"/portfolio", url.Values{})
	p.add("portfolio-issued", lead, issued, "")
	return err
}

// variants saves kinds of report of the project's own, one with a long name.
func (p *play) variants(lead *person) error {
	list := demoHome + "/reports/variants"
	for _, name := range []string{"For the union", wide} {
		if _, err := lead.post(list, list, url.Values{"name": {name}, "sections": {"summary", "risks", "costs", "decisions"}}); err != nil {
			return err
		}
	}
	p.add("variants-saved", lead, list, "")
	p.add("variants-in-reports", lead, demoHome+"/reports", "")
	return nil
}

// issue issues a report and gives its address.
func (p *person) issue(form url.Values) (string, error) {
	draft, err := p.post(demoHome+"/reports", demoHome+"/reports/drafts", form)
	if err != nil {
		return "", err
	}
	return p.post(draft, draft+"/issue", url.Values{"version": {"1"}})
}

// review is a report that the committee is asked to sign: as a lead sees it, who may
// close it, after that, and as somebody sees it who signs by a link.
func (p *play) review(lead *person) error {
	for _, closed := range []bool{false, true} {
		report, err := lead.issue(url.Values{"kind": {"steering"}, "lang": {"en"}})
		if err != nil {
			return err
		}
		at := report + "/review"
		if !closed {
			if err := p.verifies(lead, report); err != nil {
				return err
			}
		}
		if _, err := lead.post(at, at, url.Values{}); err != nil {
			return err
		}
		links, err := lead.handOut(at, 2)
		if err != nil {
			return err
		}
		if closed {
			if _, err := lead.post(at, at+"/close", url.Values{}); err != nil {
				return err
			}
		}
		if err := p.byLink("review", closed, lead, at, links, "/sign", url.Values{"verdict": {"refused"}, "reason": {tale}}); err != nil {
			return err
		}
	}
	return nil
}

// circulation is a question that the committee answers without a meeting.
func (p *play) circulation(lead *person) error {
	for _, closed := range []bool{false, true} {
		at, err := lead.ask()
		if err != nil {
			return err
		}
		links, err := lead.handOut(at, 2)
		if err != nil {
			return err
		}
		if closed {
			if _, err := lead.post(at, at+"/recall", url.Values{"version": {"2"}}); err != nil {
				return err
			}
		}
		if err := p.byLink("ballot", closed, lead, at, links, "/votes", url.Values{"choice": {"2"}, "reason": {tale}}); err != nil {
			return err
		}
	}
	return nil
}

// ask puts a question to the committee by circulation and gives its address.
func (p *person) ask() (string, error) {
	list := demoHome + "/decisions"
	if _, err := p.post(list, list, url.Values{"question": {long}, "context": {tale}, "options": {"Now\n" + long},
		"recommendation": {"Now"}, "deadline": {"2027-03-01"}, "cost": {"120000"}, "kotter_step": {"coalition"}}); err != nil {
		return "", err
	}
	page, err := p.get(list+"?sort=number&desc=true", "en")
	if err != nil {
		return "", err
	}
	at := regexp.MustCompile(list + `/[0-9a-f-]{36}`).FindString(page.body)
	if at == "" {
		return "", errors.New("the question is not listed")
	}
	_, err = p.post(at, at+"/circulate", url.Values{"version": {"1"}})
	return at, err
}

// byLink pictures what was asked as the lead sees it, and as the bearer of a link does:
// before they answer, when they forget to, and afterwards; or once it is over.
func (p *play) byLink(name string, closed bool, lead *person, at string, links []string, answers string, answer url.Values) error {
	bearer, err := lead.site.stranger()
	if err != nil {
		return err
	}
	if closed {
		p.add(name+"-over", lead, at, "")
		p.add(name+"-over-by-link", bearer, links[0], "")
		return nil
	}
	p.add(name+"-asked", lead, at, "")
	p.add(name+"-by-link", bearer, links[0], "")
	field := map[string]string{"/sign": "verdict", "/votes": "choice"}[answers]
	p.add(name+"-by-link-refused", bearer, links[0], fillIn(field))
	if _, err := bearer.post(links[1], links[1]+answers, answer); err != nil {
		return err
	}
	p.add(name+"-by-link-answered", bearer, links[1], "")
	return nil
}

var (
	askedLine = regexp.MustCompile(`name="asked" value="([^"]+)"`)
	handed    = regexp.MustCompile(`/(?:review|ballot)/[\w-]{20,}`)
)

// handOut makes links to what is asked on a page, for so many of those who need one.
func (p *person) handOut(at string, many int) ([]string, error) {
	page, err := p.get(at, "en")
	if err != nil {
		return nil, err
	}
	var links, seen []string
	for _, line := range askedLine.FindAllStringSubmatch(page.body, -1) {
		if len(links) == many || slices.Contains(seen, line[1]) {
			continue
		}
		seen = append(seen, line[1])
		answer, err := p.post(at, at+"/links", url.Values{"asked": {line[1]}})
		if link := handed.FindString(answer); err == nil && link != "" { // not to whoever signs in instead
			links = append(links, link)
		}
	}
	if len(links) < many {
		return nil, fmt.Errorf("%s handed over %d links of %d", at, len(links), many)
	}
	return links, nil
}

// verifies is the page that says whether a PDF is one that was issued, and what it
// says of some.
func (p *play) verifies(lead *person, issued string) error {
	stranger, err := lead.site.stranger()
	p.add("verify-stranger", stranger, "/verify", "")
	p.add("verify-nothing-sent", stranger, "/verify", fillIn("file"))
	p.add("verify-foreign", stranger, "/verify", sendFile(`Promise.resolve(new Blob(["no PDF"]))`))
	file := fmt.Sprintf(`fetch(%q).then(r => r.blob())`, issued+"/report.pdf")
	p.add("verify-genuine", lead, "/verify", sendFile(file))
	p.add("verify-altered", lead, "/verify", sendFile(file+`.then(b => new Blob([b, "more"]))`))
	return err
}

// sendFile is JavaScript that sends what it promises by the form for a file.
func sendFile(promise string) string {
	return promise + `.then(b => { const f = document.querySelector("main form [name=file]"), d = new DataTransfer();
		d.items.add(new File([b], "report.pdf", {type: "application/pdf"})); f.files = d.files; HTMLFormElement.prototype.submit.call(f.form) })`
}
