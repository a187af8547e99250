package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	lib "github.com/wneessen/go-mail"

	"stegvis/app/platform/config"
	"stegvis/app/platform/job"
)

// Server is where letters are handed in.
type Server struct {
	Host     string
	Port     int
	User     string // "" to hand in without signing in
	Password string
	From     string // address, or Name <address>
	TLS      config.TLS
	Roots    *x509.CertPool // whose certificates are believed; nil: the machine's
}

// ServerOf is the mail server of an installation.
func ServerOf(s config.Settings) Server {
	return Server{Host: s.SMTPHost, Port: s.SMTPPort, User: s.SMTPUser, Password: s.SMTPPassword, From: s.SMTPFrom, TLS: s.SMTPTLS}
}

// patience is how long each step of handing a letter in may take.
const patience = 30 * time.Second

// Send is the job's handler: it hands one letter in. A receiver whom the server
// refuses for good is given up; any other failure is tried again.
func (s Server) Send(ctx context.Context, payload json.RawMessage) error {
	var m Message
	if err := json.Unmarshal(payload, &m); err != nil {
		return job.Final(fmt.Errorf("mail: %w", err))
	}
	return s.Deliver(ctx, m)
}

// Deliver hands one letter in at once; its ID says which it is. It has been taken when
// there is no error.
func (s Server) Deliver(ctx context.Context, m Message) error {
	letter, err := s.letter(m)
	if err != nil {
		return job.Final(err)
	}
	client, err := lib.NewClient(s.Host, s.options()...)
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	err = client.DialAndSendWithContext(ctx, letter)
	if err == nil || letter.IsDelivered() { // however badly they part afterwards
		return nil
	}
	return verdict(err)
}

// verdict tells the one failure that waiting cannot mend.
func verdict(err error) error {
	var refused *lib.SendError
	if errors.As(err, &refused) && refused.Reason == lib.ErrSMTPRcptTo && !refused.IsTemp() {
		return job.Final(fmt.Errorf("mail: %w", err))
	}
	return fmt.Errorf("mail: %w", err)
}

// options never let a password travel unprotected: without encryption only the
// ways of signing in are used that do not send it.
func (s Server) options() []lib.Option {
	options := []lib.Option{
		lib.WithPort(s.Port), lib.WithTimeout(patience),
		lib.WithTLSConfig(&tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}),
	}
	switch s.TLS {
	case config.ImplicitTLS:
		options = append(options, lib.WithSSL())
	case config.NoTLS:
		options = append(options, lib.WithTLSPolicy(lib.NoTLS))
	default:
		options = append(options, lib.WithTLSPolicy(lib.TLSMandatory))
	}
	if s.User != "" {
		options = append(options, lib.WithSMTPAuth(lib.SMTPAuthAutoDiscover), lib.WithUsername(s.User), lib.WithPassword(s.Password))
	}
	return options
}

func (s Server) letter(m Message) (*lib.Msg, error) {
	letter := lib.NewMsg()
	if err := letter.From(s.From); err != nil {
		return nil, fmt.Errorf("mail: the sender: %w", err)
	}
	if err := letter.To(m.To); err != nil {
		return nil, fmt.Errorf("mail: the receiver: %w", err)
	}
	letter.Subject(oneLine(m.Subject))
	letter.SetDate()
	letter.SetMessageIDWithValue(m.ID + "@" + s.domain())
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	letter.SetGenHeader("Content-Language", m.Lang)
	letter.SetBodyString(lib.TypeTextPlain, m.Text)
	letter.AddAlternativeString(lib.TypeTextHTML, m.html())
	for _, f := range m.Files {
		if err := letter.AttachReader(f.Name, bytes.NewReader(f.Content), lib.WithFileContentType(lib.ContentType(f.Type))); err != nil {
			return nil, fmt.Errorf("mail: the file: %w", err)
		}
	}
	return letter, nil
}

// domain is that of the sender's address.
func (s Server) domain() string {
	_, domain, _ := strings.Cut(s.From, "@")
	return strings.TrimRight(domain, "> ")
}
