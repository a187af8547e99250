package app_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"stegvis/app"
	"stegvis/app/platform/config"
)

func TestANodeIsAliveAndNotReadyUntilTheSchemaIsUpToDate(t *testing.T) {
	t.Parallel()
	a, err := app.Open(t.Context(), config.Settings{Addr: "127.0.0.1:8080", DataDir: t.TempDir(), BodyLimit: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	site := a.Handler()
	for _, migrated := range []bool{false, true} {
		if migrated {
			if err := a.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		for path, statuses := range map[string][2]int{
			"/healthz":                {http.StatusOK, http.StatusOK},
			"/readyz":                 {http.StatusServiceUnavailable, http.StatusOK},
			"/sign-in":                {http.StatusServiceUnavailable, http.StatusOK},
			"/static/css/stegvis.css": {http.StatusOK, http.StatusOK},
		} {
			resp, err := site.Test(httptest.NewRequest(http.MethodGet, path, nil))
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			if err != nil {
				t.Fatal(err)
			}
			want := statuses[0]
			if migrated {
				want = statuses[1]
			}
			if resp.StatusCode != want {
				t.Errorf("migrated %v: %s answers %d, want %d", migrated, path, resp.StatusCode, want)
			}
			if path == "/sign-in" && !migrated && (resp.Header.Get("Retry-After") == "" || !strings.Contains(string(body), "brought up to date")) {
				t.Errorf("a page does not say when to come back: %s", body)
			}
		}
	}
}
