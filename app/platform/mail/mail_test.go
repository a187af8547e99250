package mail_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"stegvis/app/platform/bus"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database"
	"stegvis/app/platform/database/databasetest"
	"stegvis/app/platform/job"
	"stegvis/app/platform/mail"
	"stegvis/app/platform/mail/mailtest"
)

func letter() mail.Message {
	return mail.Message{To: "maren@firm.example", Lang: "sv", Dir: "ltr", Subject: "Nytt lösenord",
		Text: "Hej Åsa & <b>Łukasz</b>,\n\nhttps://stegvis.example/reset/abc?x=1&y=2\n\nHälsningar\nStegvis"}
}

// post orders letters and works until they are done with.
func post(t *testing.T, db *database.DB, to mail.Server, letters ...mail.Message) []job.Job {
	t.Helper()
	err := db.Write(t.Context(), func(ctx context.Context, tx *gorm.DB) error {
		for _, m := range letters {
			if err := mail.Enqueue(ctx, tx, m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	r := job.NewRunner(db, bus.New(), job.Options{Poll: 20 * time.Millisecond, Backoff: func(int64) time.Duration { return 10 * time.Millisecond }})
	r.Handle(mail.Kind, to.Send)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); r.Run(ctx) }()
	defer func() { stop(); <-ended }()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if jobs, done := orders(t, db); done {
			return jobs
		}
	}
	t.Fatal("the letters were not done with")
	return nil
}

func orders(t *testing.T, db *database.DB) (jobs []job.Job, done bool) {
	t.Helper()
	err := db.Read(t.Context(), func(_ context.Context, tx *gorm.DB) error {
		return tx.Where("kind = ?", mail.Kind).Order("id").Find(&jobs).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	done = true
	for _, j := range jobs {
		done = done && j.DoneAt != nil
	}
	return jobs, done
}

func plain(s *mailtest.Server) mail.Server {
	return mail.Server{Host: s.Host, Port: s.Port, From: "Stegvis <post@firm.example>", TLS: config.NoTLS}
}

func TestALetterIsTriedAgainUntilTheServerTakesItAndLeavesNothingBehind(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		server := mailtest.Open(t, mailtest.Options{Busy: 2})
		jobs := post(t, db, plain(server), letter())
		got := server.Await(1)
		if n := server.Tries(); n != 3 || len(server.Letters()) != 1 {
			t.Errorf("%d tries and %d letters, want 3 and 1", n, len(server.Letters()))
		}
		if got.From != "post@firm.example" || got.To != "maren@firm.example" || got.Subject != "Nytt lösenord" {
			t.Errorf("the letter went from %q to %q about %q", got.From, got.To, got.Subject)
		}
		if strings.TrimSpace(got.Text) != letter().Text {
			t.Errorf("the text became %q", got.Text)
		}
		for _, want := range []string{`<html lang="sv" dir="ltr">`, "Åsa &amp; &lt;b&gt;Łukasz&lt;/b&gt;", `<a href="https://stegvis.example/reset/abc?x=1&amp;y=2">`, "Hälsningar<br>Stegvis"} {
			if !strings.Contains(got.HTML, want) {
				t.Errorf("the page lacks %q: %s", want, got.HTML)
			}
		}
		if id := got.Header.Get("Message-Id"); !strings.HasSuffix(id, "@firm.example>") {
			t.Errorf("the letter's number is %q", id)
		}
		if p := jobs[0].Payload; strings.Contains(p, "reset") || strings.Contains(p, "maren") {
			t.Errorf("the database still holds %s", p)
		}
	})
}

func TestAReceiverWhomNobodyKnowsIsGivenUpAtOnce(t *testing.T) {
	db := databasetest.SQLite(t)
	server := mailtest.Open(t, mailtest.Options{Unknown: []string{"maren@firm.example"}})
	jobs := post(t, db, plain(server), letter())
	if !jobs[0].GaveUp || server.Tries() != 1 || !strings.Contains(jobs[0].LastError, "no such mailbox") {
		t.Errorf("after %d tries: gave up %v, %q", server.Tries(), jobs[0].GaveUp, jobs[0].LastError)
	}
}

func TestARolledBackLetterIsNeverSentAndAWrongReceiverIsRefused(t *testing.T) {
	db := databasetest.SQLite(t)
	undone := errors.New("undone")
	err := db.Write(t.Context(), func(ctx context.Context, tx *gorm.DB) error {
		return errors.Join(mail.Enqueue(ctx, tx, letter()), undone)
	})
	if !errors.Is(err, undone) {
		t.Fatal(err)
	}
	for _, to := range []string{"", "a", "a@b.example, c@d.example", "A <a@b.example>", "a@b.example\r\nBcc: c@d.example"} {
		m := letter()
		m.To = to
		err := db.Write(t.Context(), func(ctx context.Context, tx *gorm.DB) error { return mail.Enqueue(ctx, tx, m) })
		if !errors.Is(err, mail.ErrReceiver) {
			t.Errorf("%q is taken: %v", to, err)
		}
	}
	if jobs, _ := orders(t, db); len(jobs) != 0 {
		t.Errorf("%d letters wait", len(jobs))
	}
}

func TestWordsInASubjectCannotBecomeHeaders(t *testing.T) {
	server := mailtest.Open(t, mailtest.Options{})
	m := letter()
	m.Subject = "You are invited to X\r\nBcc: everybody@firm.example\r\n\r\n<script>\u2028end"
	post(t, databasetest.SQLite(t), plain(server), m)
	got := server.Await(1)
	if got.Subject != "You are invited to X Bcc: everybody@firm.example <script> end" || got.Header.Get("Bcc") != "" {
		t.Errorf("subject %q, header %v", got.Subject, got.Header)
	}
}

func TestTheConnectionIsProtectedAsTheSettingsSay(t *testing.T) {
	certificate, roots := certified(t)
	cannot := mailtest.Options{}
	can := mailtest.Options{TLS: certificate, Password: "hunter2"}
	implicit := mailtest.Options{TLS: certificate, Implicit: true, Password: "hunter2"}
	for name, c := range map[string]struct {
		server   mailtest.Options
		tls      config.TLS
		roots    *x509.CertPool
		password string
		sent     bool
	}{
		"STARTTLS with a server that can":                 {can, config.StartTLS, roots, "hunter2", true},
		"STARTTLS with a server that cannot":              {cannot, config.StartTLS, roots, "", false},
		"STARTTLS with a certificate that nobody vouches": {can, config.StartTLS, x509.NewCertPool(), "hunter2", false},
		"TLS from the first byte":                         {implicit, config.ImplicitTLS, roots, "hunter2", true},
		"a wrong password":                                {can, config.StartTLS, roots, "hunter3", false},
		"none":                                            {cannot, config.NoTLS, nil, "", true},
		"a password is not sent unprotected":              {mailtest.Options{Password: "hunter2"}, config.NoTLS, nil, "hunter2", false},
	} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.Open(t, c.server)
			to := plain(server)
			to.TLS, to.Roots = c.tls, c.roots
			if c.password != "" {
				to.User, to.Password = "stegvis", c.password
			}
			err := to.Send(t.Context(), []byte(`{"id":"1","to":"maren@firm.example","subject":"s","text":"t"}`))
			if (err == nil) != c.sent {
				t.Fatalf("sent: %v", err)
			}
			if !c.sent {
				return
			}
			if got := server.Await(1); got.Encrypted != (c.tls != config.NoTLS) || (c.password != "") != (got.User == "stegvis") {
				t.Errorf("encrypted %v, user %q", got.Encrypted, got.User)
			}
		})
	}
}

// certified is a certificate for 127.0.0.1 and who vouches for it: itself.
func certified(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}, roots
}
