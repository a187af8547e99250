package main

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// postOffice takes the letters of a site and shows them as pages.
type postOffice struct {
	port   int
	server *smtp.Server
	shown  *httptest.Server
	served chan error

	mu      sync.Mutex
	letters []letter
	kept    map[string]letter // by kind, form and language
}

// letter is one that arrived.
type letter struct{ subject, text, html string }

func openPostOffice() (*postOffice, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	o := &postOffice{port: listener.Addr().(*net.TCPAddr).Port, served: make(chan error, 1), kept: map[string]letter{}}
	o.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return inbox{o}, nil }))
	o.server.Domain, o.server.EnableSMTPUTF8 = "mail.example", true
	go func() { o.served <- o.server.Serve(listener) }()
	o.shown = httptest.NewServer(http.HandlerFunc(o.show))
	return o, nil
}

func (o *postOffice) close() error {
	o.shown.Close()
	err := o.server.Close()
	if served := <-o.served; !errors.Is(served, smtp.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// settings make a site hand its letters in here.
func (o *postOffice) settings() []string {
	return []string{"SMTP_HOST=127.0.0.1", fmt.Sprintf("SMTP_PORT=%d", o.port), "SMTP_TLS=none", "SMTP_FROM=Stegvis <stegvis@firm.example>"}
}

func (o *postOffice) count() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.letters)
}

// await is the nth letter, waited for.
func (o *postOffice) await(n int) (letter, error) {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if o.count() >= n {
			return o.letters[n-1], nil
		}
	}
	return letter{}, errors.New("a letter did not arrive")
}

func (o *postOffice) keep(kind, lang string, l letter) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.kept[kind+"/"+lang] = l
}

// kinds are the letters that were kept, each as HTML and as text.
func (o *postOffice) kinds() []string {
	var all []string
	for key := range maps.Keys(o.kept) {
		kind, _, _ := strings.Cut(key, "/")
		all = append(all, kind+"-html", kind+"-text")
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (o *postOffice) address(kind string) string { return o.shown.URL + "/" + kind }

// show is a letter as a page, in the reader's language.
func (o *postOffice) show(w http.ResponseWriter, r *http.Request) {
	kind, form, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "-")
	o.mu.Lock()
	l := o.kept[kind+"/"+r.Header.Get("Accept-Language")]
	o.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if form == "html" {
		fmt.Fprint(w, l.html)
		return
	}
	fmt.Fprintf(w, "<!doctype html><meta name=viewport content='width=device-width'><pre style='white-space:pre-wrap'>Subject: %s\n\n%s</pre>", html.EscapeString(l.subject), html.EscapeString(l.text))
}

// inbox takes whatever comes.
type inbox struct{ office *postOffice }

func (inbox) Reset()                               {}
func (inbox) Logout() error                        { return nil }
func (inbox) Mail(string, *smtp.MailOptions) error { return nil }
func (inbox) Rcpt(string, *smtp.RcptOptions) error { return nil }

func (i inbox) Data(r io.Reader) error {
	l, err := readLetter(r)
	if err != nil {
		return err
	}
	i.office.mu.Lock()
	defer i.office.mu.Unlock()
	i.office.letters = append(i.office.letters, l)
	return nil
}

// readLetter takes a letter of two alternatives apart.
func readLetter(r io.Reader) (letter, error) {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return letter{}, err
	}
	var l letter
	if l.subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		return l, err
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return l, err
	}
	for parts := multipart.NewReader(m.Body, params["boundary"]); ; {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return l, nil
		}
		if err != nil {
			return l, err
		}
		var body bytes.Buffer
		if _, err := body.ReadFrom(part); err != nil {
			return l, err
		}
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			l.html = body.String()
		} else {
			l.text = body.String()
		}
	}
}
