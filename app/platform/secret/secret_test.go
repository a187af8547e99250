package secret_test

import (
	"encoding/base64"
	"regexp"
	"testing"

	"stegvis/app/platform/secret"
)

func TestATokenHas256BitsAndIsFoundByItsHash(t *testing.T) {
	clear, hash := secret.Token()
	raw, err := base64.RawURLEncoding.DecodeString(clear)
	if err != nil || len(raw) != 32 {
		t.Fatalf("%q is %d bytes (%v), want 32 in base64url", clear, len(raw), err)
	}
	if secret.Hash(clear) != hash || len(hash) != 64 {
		t.Errorf("hash %q does not belong to %q", hash, clear)
	}
}

func TestAHashIsTheSHA256OfTheClearText(t *testing.T) {
	// FIPS 180-2, appendix B.1.
	if got := secret.Hash("abc"); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Error(got)
	}
}

func TestSecretsHaveTheirShapeAndDoNotRepeat(t *testing.T) {
	token := func() string { clear, _ := secret.Token(); return clear }
	for name, c := range map[string]struct {
		make  func() string
		shape string
	}{
		"token":    {token, `^[A-Za-z0-9_-]{43}$`},
		"password": {secret.Password, `^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}$`},
		"code":     {secret.Code, `^[A-HJKMNPR-Z]{6}$`},
	} {
		seen, shape := map[string]bool{}, regexp.MustCompile(c.shape)
		for range 200 {
			s := c.make()
			if !shape.MatchString(s) {
				t.Fatalf("%s %q does not look like %s", name, s, c.shape)
			}
			seen[s] = true
		}
		if len(seen) < 199 { // two equal codes among 200 happen once in 5,000 runs
			t.Errorf("%s: only %d of 200 are different", name, len(seen))
		}
	}
}

func TestSameComparesWholeSecrets(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"abc", "abc", true}, {"abc", "abd", false}, {"abc", "ab", false}, {"", "", true}} {
		if got := secret.Same(c.a, c.b); got != c.want {
			t.Errorf("Same(%q, %q) = %v", c.a, c.b, got)
		}
	}
}
