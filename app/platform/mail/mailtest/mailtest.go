// Package mailtest is a mail server for tests: it takes letters over real SMTP
// on this machine and shows what arrived.
package mailtest

import (
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Letter is one that arrived.
type Letter struct {
	From, To   string // of the envelope
	Header     mail.Header
	Subject    string
	Text, HTML string
	Files      []File
	Encrypted  bool // the connection was
	User       string
}

// File is one that came with a letter.
type File struct {
	Name, Type string
	Content    []byte
}

// Options make the server difficult.
type Options struct {
	Busy     int           // how many letters are refused for now before the first is taken
	Slow     time.Duration // how long it takes to say that it has a letter, which it has half-way
	Unknown  []string      // addresses that are refused for good
	TLS      *tls.Config   // nil: the server cannot encrypt
	Implicit bool          // encrypted from the first byte
	Password string        // whoever hands in must sign in with it
}

// Server is the mail server.
type Server struct {
	Host string
	Port int

	t       testing.TB
	options Options
	mu      sync.Mutex
	letters []Letter
	tries   int
}

// Open starts a server that runs until the test ends.
func Open(t testing.TB, o Options) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, t: t, options: o}
	inner := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{server: s, conn: c}, nil }))
	inner.Domain, inner.ReadTimeout, inner.WriteTimeout = "mail.example", 10*time.Second, 10*time.Second
	inner.TLSConfig, inner.EnableSMTPUTF8 = o.TLS, true
	if o.Implicit {
		listener = tls.NewListener(listener, o.TLS)
	}
	served := make(chan error, 1)
	go func() { served <- inner.Serve(listener) }()
	t.Cleanup(func() {
		if err := inner.Close(); err != nil {
			t.Error(err)
		}
		if err := <-served; err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Error(err)
		}
	})
	return s
}

// Letters are what arrived so far.
func (s *Server) Letters() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.letters)
}

// Tries is how often somebody wanted to hand a letter in.
func (s *Server) Tries() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tries
}

// Await is the nth letter, waited for.
func (s *Server) Await(n int) Letter {
	s.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if got := s.Letters(); len(got) >= n {
			return got[n-1]
		}
	}
	s.t.Fatalf("letter %d did not arrive", n)
	return Letter{}
}

type session struct {
	server *Server
	conn   *smtp.Conn
	letter Letter
}

func (x *session) AuthMechanisms() []string {
	if x.server.options.Password == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (x *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != x.server.options.Password {
			return smtp.ErrAuthFailed
		}
		x.letter.User = user
		return nil
	}), nil
}

func (x *session) Reset()        { x.letter = Letter{User: x.letter.User} }
func (x *session) Logout() error { return nil }

func (x *session) Mail(from string, _ *smtp.MailOptions) error {
	if x.server.options.Password != "" && x.letter.User == "" {
		return smtp.ErrAuthRequired
	}
	x.letter.From = from
	return nil
}

func (x *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if slices.Contains(x.server.options.Unknown, to) {
		x.server.count()
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
	}
	x.letter.To = to
	return nil
}

func (x *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if x.server.count() <= x.server.options.Busy {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "busy"}
	}
	_, x.letter.Encrypted = x.conn.TLSConnectionState()
	if err := x.letter.read(raw); err != nil {
		x.server.t.Errorf("a letter cannot be read: %v\n%s", err, raw)
	}
	time.Sleep(x.server.options.Slow / 2)
	x.server.keep(x.letter)
	time.Sleep(x.server.options.Slow / 2)
	return nil
}

func (s *Server) keep(l Letter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.letters = append(s.letters, l)
}

func (s *Server) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tries++
	return s.tries
}

// read takes a letter of two alternatives apart, and the files that came with it.
func (l *Letter) read(raw []byte) error {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	l.Header = m.Header
	if l.Subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		return err
	}
	return l.parts(m.Header.Get("Content-Type"), m.Body)
}

func (l *Letter) parts(kind string, body io.Reader) error {
	_, params, err := mime.ParseMediaType(kind)
	if err != nil {
		return err
	}
	parts := multipart.NewReader(body, params["boundary"]) // it decodes quoted-printable itself
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := l.part(part); err != nil {
			return err
		}
	}
}

func (l *Letter) part(part *multipart.Part) error {
	kind, _, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
	if err != nil {
		return err
	}
	if strings.HasPrefix(kind, "multipart/") {
		return l.parts(part.Header.Get("Content-Type"), part)
	}
	var body io.Reader = part
	if part.Header.Get("Content-Transfer-Encoding") == "base64" {
		body = base64.NewDecoder(base64.StdEncoding, part)
	}
	content, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	said := string(bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")))
	switch {
	case part.FileName() != "":
		l.Files = append(l.Files, File{Name: part.FileName(), Type: kind, Content: content})
	case kind == "text/html":
		l.HTML = said
	default:
		l.Text = said
	}
	return nil
}
