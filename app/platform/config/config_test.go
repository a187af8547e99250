package config_test

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stegvis/app/platform/config"
)

func load(environment, args []string) (config.Settings, error) {
	flags := config.Flags()
	if err := flags.Parse(args); err != nil {
		return config.Settings{}, err
	}
	return config.Load(environment, flags)
}

func TestWithoutAnythingSetTheDefaultsHold(t *testing.T) {
	want := config.Settings{
		Addr: "127.0.0.1:8080", DataDir: "./data", SMTPPort: 587, SMTPTLS: config.StartTLS, LogLevel: slog.LevelInfo, BodyLimit: 25,
	}
	for name, environment := range map[string][]string{
		"unset": nil,
		"empty": {"ADDR=", "DATA_DIR=", "SMTP_PORT=", "LOG_LEVEL=", "BODY_LIMIT=", "DEMO=", "TRUSTED_PROXIES=", "DATABASE_URL="},
	} {
		got, err := load(environment, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got.TrustedProxies = append([]string(nil), got.TrustedProxies...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if want.BaseURL() != "http://127.0.0.1:8080" || want.Secure() || want.BodyBytes() != 26214400 {
		t.Errorf("derived: %s, %v, %d", want.BaseURL(), want.Secure(), want.BodyBytes())
	}
}

func TestAFlagWinsOverTheEnvironment(t *testing.T) {
	got, err := load(
		[]string{
			"ADDR=127.0.0.1:1", "LOG_LEVEL=debug", "TRUSTED_PROXIES=10.0.0.1,fd00::/8", "PUBLIC_URL=https://stegvis.example/",
			"DEMO=true", "SMTP_HOST=mail.example", "SMTP_FROM=Stegvis <stegvis@example.org>", "SMTP_PASSWORD=a=b",
		},
		[]string{"--addr", "127.0.0.1:2", "--demo=false", "--body-limit", "7", "--smtp-tls=none"},
	)
	if err != nil {
		t.Fatal(err)
	}
	want := config.Settings{
		Addr: "127.0.0.1:2", DataDir: "./data", PublicURL: "https://stegvis.example/", TrustedProxies: []string{"10.0.0.1", "fd00::/8"},
		SMTPHost: "mail.example", SMTPPort: 587, SMTPFrom: "Stegvis <stegvis@example.org>", SMTPPassword: "a=b", SMTPTLS: config.NoTLS,
		LogLevel: slog.LevelDebug, BodyLimit: 7,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.BaseURL() != "https://stegvis.example" || !got.Secure() {
		t.Errorf("derived: %s, %v", got.BaseURL(), got.Secure())
	}
}

func TestPagesAreAddressedByTheListenerUnlessSaidOtherwise(t *testing.T) {
	for _, c := range []struct{ addr, public, want string }{
		{"127.0.0.1:8080", "", "http://127.0.0.1:8080"},
		{"[::1]:80", "", "http://[::1]:80"},
		{":8080", "", "http://localhost:8080"},
		{"0.0.0.0:8080", "", "http://localhost:8080"},
		{"[::]:8080", "", "http://localhost:8080"},
		{":8080", "https://crm.example/", "https://crm.example"},
	} {
		if got := (config.Settings{Addr: c.addr, PublicURL: c.public}).BaseURL(); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestEachFaultIsOneLineThatNamesItsSetting(t *testing.T) {
	for _, c := range []struct {
		set  string
		want []string // beginnings of the lines
	}{
		{"ADDR=8080", []string{"ADDR: "}},
		{"ADDR=127.0.0.1:http-alt", []string{"ADDR: "}},
		{"ADDR=127.0.0.1:65536", []string{"ADDR: "}},
		{"ADDR=127.0.0.1:0", nil},
		{"ADDR=:8080", nil},
		{"DEMO=true ADDR=127.0.0.2:0", nil},
		{"DEMO=true ADDR=[::1]:0", nil},
		{"DEMO=true ADDR=localhost:0", nil},
		{"DEMO=true ADDR=:8080", []string{"DEMO: "}},
		{"DEMO=true ADDR=0.0.0.0:8080", []string{"DEMO: "}},
		{"DEMO=true ADDR=stegvis.example:80", []string{"DEMO: "}},
		{"DEMO=perhaps BODY_LIMIT=much LOG_LEVEL=loud", []string{"LOG_LEVEL: must be debug", "BODY_LIMIT: must be a whole", "DEMO: must be true"}},
		{"DATABASE_URL=mysql://x", []string{"DATABASE_URL: "}},
		{"PUBLIC_URL=stegvis.example", []string{"PUBLIC_URL: "}},
		{"PUBLIC_URL=https://stegvis.example/crm", []string{"PUBLIC_URL: "}},
		{"PUBLIC_URL=javascript://x", []string{"PUBLIC_URL: "}},
		{"TRUSTED_PROXIES=10.0.0.1,all,10.0.0.0/33", []string{"TRUSTED_PROXIES: \"all\"", "TRUSTED_PROXIES: \"10.0.0.0/33\""}},
		{"BODY_LIMIT=0", []string{"BODY_LIMIT: "}},
		{"BODY_LIMIT=1", nil},
		{"BODY_LIMIT=1024", nil},
		{"BODY_LIMIT=1025", []string{"BODY_LIMIT: "}},
		{"SMTP_HOST=mail.example", []string{"SMTP_FROM: "}},
		{"SMTP_HOST=m SMTP_FROM=a@b.example SMTP_TLS=ssl SMTP_PORT=0", []string{"SMTP_PORT: ", "SMTP_TLS: "}},
	} {
		_, err := load(strings.Fields(c.set), nil)
		var lines []string
		if err != nil {
			lines = strings.Split(err.Error(), "\n")
		}
		if len(lines) != len(c.want) {
			t.Errorf("%s: %d faults %q, want %d", c.set, len(lines), lines, len(c.want))
			continue
		}
		for i, line := range lines {
			if !strings.HasPrefix(line, c.want[i]) {
				t.Errorf("%s: %q does not begin with %q", c.set, line, c.want[i])
			}
		}
	}
}

func TestNoFaultRepeatsAPassword(t *testing.T) {
	_, err := load([]string{"DATABASE_URL=mysql://stegvis:hunter2@host/db"}, nil)
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Error(err)
	}
}

func TestEverySettingIsExplainedAndOnlyTheMailPasswordHasNoFlag(t *testing.T) {
	flags := config.Flags()
	for _, s := range config.List() {
		if s.Env == "" || s.Doc == "" {
			t.Errorf("%+v is not explained", s)
		}
		if without := s.Env == "SMTP_PASSWORD"; (s.Flag == "") != without || !without && flags.Lookup(s.Flag) == nil {
			t.Errorf("%s has the flag %q", s.Env, s.Flag)
		}
	}
}
