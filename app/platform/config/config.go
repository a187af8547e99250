// Package config is what an installation can set, by environment variable or by
// flag; a flag wins. The struct's tags are the one list of settings, from which
// flags, parsing and the help text are made.
package config

import (
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// Settings are checked by Load; a zero value is of no use.
type Settings struct {
	Addr           string     `env:"ADDR" envDefault:"127.0.0.1:8080" doc:"address and port to listen on"`
	DataDir        string     `env:"DATA_DIR" flag:"data" envDefault:"./data" doc:"folder of the embedded database and of the demo's sign-ins"`
	DatabaseURL    string     `env:"DATABASE_URL" doc:"postgres://user:password@host/name; empty: the embedded SQLite in the data folder"`
	PublicURL      string     `env:"PUBLIC_URL" doc:"address that people type, for links in mail and the codes of workshops; https makes cookies secure; empty: http:// and the address listened on"`
	TrustedProxies []string   `env:"TRUSTED_PROXIES" doc:"addresses or networks of reverse proxies whose X-Forwarded-For is believed, separated by commas"`
	SMTPHost       string     `env:"SMTP_HOST" doc:"mail server; empty: no mail is sent, links are shown to copy instead"`
	SMTPPort       int        `env:"SMTP_PORT" envDefault:"587" doc:"port of the mail server"`
	SMTPUser       string     `env:"SMTP_USER" doc:"name to sign in to the mail server; empty: no sign-in"`
	SMTPPassword   string     `env:"SMTP_PASSWORD" flag:"-" doc:"password of the mail server; no flag, since flags can be read by everybody on the machine"`
	SMTPFrom       string     `env:"SMTP_FROM" doc:"sender of all mail: address, or Name <address>; needed when there is a mail server"`
	SMTPTLS        TLS        `env:"SMTP_TLS" envDefault:"starttls" doc:"starttls, tls (encrypted from the first byte, often port 465) or none"`
	LogLevel       slog.Level `env:"LOG_LEVEL" envDefault:"info" doc:"debug, info, warn or error"`
	BodyLimit      int        `env:"BODY_LIMIT" envDefault:"25" doc:"largest request, files included, in MiB (1 to 1024)"`
	Demo           bool       `env:"DEMO" envDefault:"false" doc:"load the demo project and print its sign-ins; loopback addresses only"`
}

// TLS says how the connection to the mail server is protected.
type TLS string

// The protections of mail.
const (
	StartTLS    TLS = "starttls" // refused when the server cannot
	ImplicitTLS TLS = "tls"
	NoTLS       TLS = "none"
)

// BaseURL is what addresses of pages begin with, without a slash at the end.
func (s Settings) BaseURL() string {
	if s.PublicURL != "" {
		return strings.TrimSuffix(s.PublicURL, "/")
	}
	host, port, err := net.SplitHostPort(s.Addr)
	if ip, no := netip.ParseAddr(host); err == nil && (host == "" || no == nil && ip.IsUnspecified()) {
		return "http://" + net.JoinHostPort("localhost", port)
	}
	return "http://" + s.Addr
}

// Secure reports whether people reach the installation by https, so that cookies
// may be bound to it.
func (s Settings) Secure() bool {
	u, err := url.Parse(s.PublicURL)
	return err == nil && u.Scheme == "https"
}

// BodyBytes is the largest request in bytes.
func (s Settings) BodyBytes() int { return s.BodyLimit << 20 }

// loopback reports whether an address to listen on can be reached from this
// machine alone.
func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
