package app_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/mail/mailtest"
)

func TestNoBodyIsUnpacked(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	var body, packed bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range map[string]string{"csrf": b.Token(), "name": "Packed", "language": "en", "theme": "dark"} {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(body.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, "http://127.0.0.1:8080/me", &packed)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Content-Encoding", "gzip")
	b.Do(r).Must(http.StatusForbidden) // what was not unpacked holds no token
	if got := b.Get("/me").Text("body"); strings.Contains(got, "Packed") {
		t.Error("the packed form was taken")
	}
}

func TestAStrangerSendsNoMoreThanAFormOfWords(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	lead := site.SetUp(t)
	home := lead.Begin("Vårt CRM", "small")
	at := strings.TrimPrefix(site.Listen(t), "http://")
	for _, head := range []string{"POST /sign-in HTTP/1.1", "POST " + home + "/on/risk/x/files HTTP/1.1\r\nCookie: session=made-up"} {
		if status, page := announce(t, at, head, 1<<20+1); status != http.StatusRequestEntityTooLarge || !strings.Contains(page, "1 MiB") {
			t.Errorf("%s: %d, %s", head, status, page)
		}
	}
	file := map[string][]byte{"file": bytes.Repeat([]byte("x"), 3<<19)}
	lead.Send(home+"/on/risk/x/files", lead.Token(), nil, file).Must(http.StatusNotFound) // read, and of no row
}

// announce says that a body comes and sends none: a server that refuses it does not
// read it, and the answer must come all the same.
func announce(t *testing.T, at, head string, size int) (status int, page string) {
	t.Helper()
	conn, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "%s\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n", head, size)
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func TestAPageFarBeyondTheLastIsEmpty(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		lead := begun(t, site)
		for _, at := range []string{"/projects?page=", vart + "/risks?page=", vart + "/members?members=", vart + "/activity?page=", "/organisations?page=", "/admin/accounts?page="} {
			for _, page := range []string{"9223372036854775807", "-9223372036854775808", "92233720368547760", "0"} {
				lead.Get(at + page).Must(http.StatusOK)
			}
		}
		lead.Post("/projects", url.Values{"organisation": {"\x00\xff"}}).Must(http.StatusNotFound)
		r, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:8080/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.URL.Opaque = "/projects/\x00/risks"
		if got := lead.Do(r).Status; got >= http.StatusInternalServerError {
			t.Errorf("a zero in the address gives %d", got)
		}
	})
}

// from is a browser's sign-in as a proxy passes it on.
func from(t *testing.T, site *apptest.Site, origin, email, password string) int {
	t.Helper()
	b := site.Browser(t)
	form := url.Values{"csrf": {b.Token()}, "email": {email}, "password": {password}}
	r, err := http.NewRequest(http.MethodPost, "http://127.0.0.1:8080/sign-in", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Forwarded-For", origin)
	return b.Do(r).Status
}

func TestWhoTriesPasswordsKeepsNobodyElseOut(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]config.Settings{"sqlite": {}, "postgres": {DatabaseURL: databasetest.URL(t)}} {
		t.Run(name, func(t *testing.T) {
			settings.TrustedProxies = []string{"0.0.0.0"}
			site := apptest.Open(t, settings)
			site.SetUp(t)
			for range 10 {
				from(t, site, "198.51.100.1", asa, "wrong password")
			}
			if got := from(t, site, "198.51.100.1", asa, "correct horse battery"); got != http.StatusTooManyRequests {
				t.Errorf("who tried ten gets %d", got)
			}
			if got := from(t, site, "203.0.113.7", asa, "correct horse battery"); got != http.StatusSeeOther {
				t.Errorf("the owner, elsewhere, gets %d", got)
			}
		})
	}
}

func TestWhereMailIsSentOnlyTheAddressGetsTheLink(t *testing.T) {
	t.Parallel()
	mailing(t, func(t *testing.T, site *apptest.Site, post *mailtest.Server) {
		lead := begun(t, site)
		site.Work(t)
		for i, at := range []string{vart, "/organisations/fjord-son"} {
			role := []string{"viewer", "member"}[i]
			lead.Post(at+"/members", url.Values{"email": {`"a b"@firm.example`}, "role": {role}}).Must(http.StatusUnprocessableEntity)
			lead.Post(at+"/members", url.Values{"email": {"maren@firm.example"}, "role": {role}}).Must(http.StatusSeeOther)
			first := linkIn(t, post.Await(2*i+1).Text, "invitation")
			page := at
			if i == 0 {
				page = vart + "/members"
			}
			renew, _ := lead.Get(page).Doc().Find("form[action$='/renew']").Attr("action")
			lead.Post(renew, nil).Must(http.StatusSeeOther)
			letter := post.Await(2*i + 2)
			if letter.To != "maren@firm.example" {
				t.Errorf("the new link went to %s", letter.To)
			}
			b := site.Browser(t)
			b.Get(first).Must(http.StatusNotFound)
			b.Get(linkIn(t, letter.Text, "invitation")).Must(http.StatusOK)
		}
	})
}

func TestAnOrganisationIsNoMeansToSendMailToTheWorld(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	owner := site.SetUp(t)
	token := owner.Token()
	form := url.Values{"email": {"maren@firm.example"}, "role": {"member"}}
	for range 100 {
		owner.Send("/organisations/fjord-son/members", token, form, nil).Must(http.StatusOK)
	}
	owner.Send("/organisations/fjord-son/members", token, form, nil).Must(http.StatusTooManyRequests)
}

func TestWhoLosesARightLeavesNoDoorOpen(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		owner := begun(t, site)
		torkel := join(t, site, owner, "Torkel", "torkel@firm.example", "lead")
		own := invited(t, owner, "maren@firm.example", "viewer")
		door := invited(t, torkel, "torkel.second@firm.example", "lead")
		at := personAt(t, owner, "Torkel")
		owner.Post(at+"/role", url.Values{"role": {"viewer"}, "version": {"1"}}).Must(http.StatusSeeOther)
		b := site.Browser(t)
		b.Get(door).Must(http.StatusNotFound)
		b.Get(own).Must(http.StatusOK) // somebody else's stays
		owner.Post(at+"/role", url.Values{"role": {"lead"}, "version": {"2"}}).Must(http.StatusSeeOther)
		door = invited(t, torkel, "torkel.second@firm.example", "lead")
		closing, _ := owner.Get("/admin/accounts?q=torkel").Doc().Find("form[action$='/close']").Attr("action")
		owner.Post(closing, nil).Must(http.StatusSeeOther)
		b.Get(door).Must(http.StatusNotFound)
		b.Post(door, url.Values{"name": {"Torkel Again"}, "password": {"long enough to keep"}}).Must(http.StatusNotFound)
	})
}
