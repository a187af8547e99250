package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
)

func TestBytesThatNoDatabaseKeepsAreNoFailure(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		b := site.SetUp(t)
		project := b.Begin("CRM", "small")
		form := url.Values{"title": {"Data\x00 mig\xffration"}, "category": {"technical"}, "cause": {"\xc3"}, "likelihood": {"3"}, "impact": {"3"}, "response": {"reduce"}, "status": {"open"}}
		made := b.Post(project+"/risks", form).Must(http.StatusSeeOther)
		if page := b.Get(made.Location).Must(http.StatusOK); !strings.Contains(page.Text("main"), "Data migration") {
			t.Errorf("the title is shown otherwise: %s", page.Text("main"))
		}
		b.Get(project + "/risks?q=%00&owner=%ff").Must(http.StatusOK)
		b.Get(project + "/activity?actor=%ff%00&kind=%00").Must(http.StatusOK)
		b.Get(project + "/risks?page=9223372036854775807").Must(http.StatusOK)
		b.Get(project + "/activity?page=9223372036854775807&size=500").Must(http.StatusOK)
		b.Get(project + "/risks/%00").Must(http.StatusNotFound)
		b.Get("/projects/%ff").Must(http.StatusNotFound)
		raw, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:8080/", nil)
		if err != nil {
			t.Fatal(err)
		}
		raw.URL.Opaque = "/projects/\xff/risks"
		b.Do(raw).Must(http.StatusNotFound)
		strange := site.Browser(t)
		token := strange.Token()
		r, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:8080/sign-in", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Language", "\xff")
		strange.Do(r).Must(http.StatusOK)
		strange.Send("/sign-in", token, url.Values{"email": {"a\x00sa@firm.example"}, "password": {"correct horse\x00 battery"}}, nil).Must(http.StatusSeeOther)
	})
}
