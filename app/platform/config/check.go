package config

import (
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

func (s Settings) faults() []error {
	var faults []error
	fault := func(broken bool, format string, args ...any) {
		if broken {
			faults = append(faults, fmt.Errorf(format, args...))
		}
	}
	host, port, err := net.SplitHostPort(s.Addr)
	fault(err != nil || !isPort(port), "ADDR: %q must be an address and a port, such as 127.0.0.1:8080", s.Addr)
	fault(s.Demo && err == nil && !loopback(host),
		"DEMO: the demo's passwords are printed, so it is served on a loopback address only, not on %q", s.Addr)
	fault(s.DatabaseURL != "" && !isPostgres(s.DatabaseURL), "DATABASE_URL: must begin with postgres://")
	fault(s.PublicURL != "" && !isOrigin(s.PublicURL), "PUBLIC_URL: %q must be http:// or https:// and a host, without a path", s.PublicURL)
	for _, p := range s.TrustedProxies {
		fault(!isNetwork(p), "TRUSTED_PROXIES: %q must be an IP address or a network such as 10.0.0.0/8", p)
	}
	fault(s.BodyLimit < 1 || s.BodyLimit > 1024, "BODY_LIMIT: %d must be between 1 and 1024 MiB", s.BodyLimit)
	if s.SMTPHost != "" {
		_, err := mail.ParseAddress(s.SMTPFrom)
		fault(err != nil, "SMTP_FROM: %q must be an address, since SMTP_HOST is set", s.SMTPFrom)
		fault(s.SMTPPort < 1 || s.SMTPPort > 65535, "SMTP_PORT: %d must be a port", s.SMTPPort)
		fault(s.SMTPTLS != StartTLS && s.SMTPTLS != ImplicitTLS && s.SMTPTLS != NoTLS, "SMTP_TLS: %q must be starttls, tls or none", s.SMTPTLS)
	}
	return faults
}

func isPort(s string) bool {
	_, err := strconv.ParseUint(s, 10, 16)
	return err == nil
}

func isPostgres(s string) bool {
	return strings.HasPrefix(s, "postgres://") || strings.HasPrefix(s, "postgresql://")
}

// isOrigin refuses paths, because the addresses of pages are absolute.
func isOrigin(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil &&
		strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == ""
}

func isNetwork(s string) bool {
	_, addrErr := netip.ParseAddr(s)
	_, prefixErr := netip.ParsePrefix(s)
	return addrErr == nil || prefixErr == nil
}
