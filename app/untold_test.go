package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"stegvis/app/apptest"
)

// tellsOf finds a role beside a figure: a median, a level or a number of voices.
func tellsOf(role string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b` + role + `\b["”)]?\s*[:,(]?\s*(\d|median|level)`)
}

// surfaces are everything that a workshop's results are read on, by name.
func (h *held) surfaces() map[string]string {
	h.t.Helper()
	page := func(b *apptest.Browser, at, part string) string {
		got := b.Get(at).Must(http.StatusOK).Text(part)
		if got == "" {
			h.t.Errorf("%s has no %s", at, part)
		}
		return got
	}
	all := map[string]string{
		"desk": page(h.lead, h.at+"/desk", ".results"), "wall": page(h.lead, h.at+"/screen", ".results"), "phone": page(h.phone, "/room", "#on"),
		"results": page(h.lead, h.at+"/results", "main"), "log": page(h.lead, h.home+"/activity", "main"),
	}
	for sort, file := range h.files() {
		all[sort] = file
	}
	return all
}

func TestARoleOfTwoAndOneThatFollowsBySubtractionAreToldOnNoSurface(t *testing.T) {
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		h := convene(t, site, "scoring") // with three of sales
		code := h.lead.Get(h.at + "/screen").Must(http.StatusOK).Text(".screen-code")
		voices := map[*apptest.Browser]string{h.phone: "2", h.others[0]: "2", h.others[1]: "2"}
		for i, role := range []string{"sales", "it", "it", "it", "finance", "finance"} {
			b := site.Browser(t)
			b.Post("/join", url.Values{"code": {code}, "name": {"Tuva"}, "role": {role}}).Must(http.StatusSeeOther)
			voices[b] = []string{"2", "5", "5", "5", "3", "3"}[i]
		}
		h.turns("scoring", "open")
		for b, level := range voices {
			for n, dimension := range []string{"vision", "strategy"} {
				h.votes(b, "scoring", dimension, level, fmt.Sprint(n+1))
			}
		}
		h.turns("scoring", "revealed")
		agrees := func(fields ...string) {
			orders(h.lead, h.at, "agree", append([]string{"activity", h.activities["scoring"], "subject", "vision", "value", "3"}, fields...)...).Must(http.StatusSeeOther)
		}
		agrees("dissent", "The figures are older", "dissent_role", "sales", "dissent_level", "2")
		agrees("dissent", "The budget says otherwise", "dissent_role", "finance", "dissent_level", "4")
		agrees("dissent", "The systems can do more", "dissent_role", "it", "dissent_level", "5")
		agrees("dissent", "Said by mistake", "dissent_level", "1")
		agrees("do", "withdraw", "dissent", "Said by mistake", "dissent_level", "1")
		h.takes("scoring", "assessment").Must(http.StatusSeeOther)
		link, _ := h.lead.Get(h.at + "/results").Doc().Find(`main a[href*="/maturity/"]`).Last().Attr("href")

		all := h.surfaces()
		all["register"] = h.lead.Get(link).Must(http.StatusOK).Text("main")
		for name, text := range all {
			for _, role := range []string{"finance", "it"} {
				if got := tellsOf(role).FindString(text); got != "" {
					t.Errorf("%s tells of a role that is hidden: %q", name, got)
				}
			}
			if !tellsOf("sales").MatchString(text) && name != "log" && name != "json" && name != "register" {
				t.Errorf("%s does not tell of the role that may be told: %s", name, text)
			}
			if name == "log" {
				continue
			}
			for _, reason := range []string{"The figures are older", "The budget says otherwise", "The systems can do more"} {
				if !regexp.MustCompile(`(?s)` + regexp.QuoteMeta(reason)).MatchString(text) {
					t.Errorf("%s has not kept %q", name, reason)
				}
			}
			if regexp.MustCompile("Said by mistake").MatchString(text) {
				t.Errorf("%s still has what was taken away", name)
			}
		}
	})
}
