package browsertest_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"stegvis/app/browsertest"
)

func TestErrorsAndBlockedScriptsAreHeard(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Security-Policy", "script-src 'self'")
		if r.URL.Path == "/a.js" {
			w.Header().Set("Content-Type", "text/javascript")
			io.WriteString(w, `throw new Error("broken on purpose")`)
			return
		}
		io.WriteString(w, `<!doctype html><html lang="en"><title>A</title><h1>A</h1><script>inline()</script><script src="/a.js"></script>`)
	}))
	t.Cleanup(site.Close)
	w := browsertest.Open(t, site.URL)
	w.Go("/")
	w.WaitFor(`document.readyState === "complete"`)
	heard := strings.Join(w.Console(), "\n")
	if !strings.Contains(heard, "Content Security Policy") || !strings.Contains(heard, "Uncaught") {
		t.Errorf("heard only %q", heard)
	}
}
