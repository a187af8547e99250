package app_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"stegvis/app"
	"stegvis/app/apptest"
	"stegvis/app/browsertest"
	"stegvis/app/platform/config"
	"stegvis/app/platform/database"
)

// send sends a form of the page that is open as a browser without scripts does, and
// waits for the page that answers.
func send(t *testing.T, w *browsertest.Window, action string, typed map[string]string) {
	t.Helper()
	fields, err := json.Marshal(typed)
	if err != nil {
		t.Fatal(err)
	}
	browsertest.Eval[bool](w, fmt.Sprintf(`(() => {
		window.asked = true;
		const form = document.createElement("form");
		Object.assign(form, {method: "post", action: %q});
		const fields = {csrf: document.querySelector("[name=csrf]").value, ...%s};
		for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement("input"), {name, value}));
		document.body.append(form);
		HTMLFormElement.prototype.submit.call(form);
		return true;
	})()`, action, fields))
	w.WaitFor(`window.asked === undefined && document.readyState === "complete"`)
}

// answers says with which status the page that is open was answered.
func answers(t *testing.T, w *browsertest.Window, want int) {
	t.Helper()
	if got := browsertest.Eval[int](w, `performance.getEntriesByType("navigation")[0].responseStatus`); got != want {
		t.Errorf("%s answers %d, want %d", w.Path(), got, want)
	}
}

// brokenDown takes from what a browser logged that a page was answered with a 5xx,
// which the test brought about, and fails it for anything else.
func brokenDown(t *testing.T, w *browsertest.Window) {
	t.Helper()
	for _, line := range w.Console() {
		if !strings.Contains(line, "responded with a status of 5") {
			t.Errorf("the browser's console: %s", line)
		}
	}
}

func TestThePagesThatRefuseAreEasyToUseForAnybody(t *testing.T) {
	t.Parallel()
	site := apptest.OpenDemo(t, sqliteSettings(t))
	base, lines := site.Listen(t), demoSignIns(t, site)
	viewer := browsertest.Open(t, base)
	for _, who := range lines {
		if who[0] == "viewer" {
			enterAs(viewer, who[1], who[2])
		}
	}
	for path, status := range map[string]int{"/projects/demo/settings": http.StatusForbidden, "/projects/demo/risks/nothing": http.StatusNotFound, "/projects/none": http.StatusNotFound} {
		viewer.Go(path)
		answers(t, viewer, status)
		examine(t, viewer)
	}

	w, at := browsertest.Open(t, base), "/projects/demo/risks"
	enterAs(w, lines[0][1], lines[0][2])
	w.Go(at)
	send(t, w, at, map[string]string{"title": ""})
	answers(t, w, http.StatusUnprocessableEntity)
	examine(t, w)

	b := site.Browser(t)
	comeIn(b, lines[0][1], lines[0][2]).Must(http.StatusSeeOther)
	risk, _ := b.Get(at).Must(http.StatusOK).Doc().Find("tbody td.title a").Attr("href")
	risk, _, _ = strings.Cut(risk, "?")
	form := shownForm(t, b.Get(risk).Must(http.StatusOK).Doc(), risk)
	stale := map[string]string{}
	for name := range form {
		stale[name] = form.Get(name)
	}
	form.Set("title", "Säljarna vill inte byta system")
	b.Post(risk, form).Must(http.StatusSeeOther)
	stale["title"] = "Säljarna kan inte byta system"
	w.Go(at)
	send(t, w, risk, stale)
	answers(t, w, http.StatusConflict)
	examine(t, w)

	undone := b.Get(at).Must(http.StatusOK).Doc().Find("form[action$='/undo'] [name=seq]").AttrOr("value", "")
	form = shownForm(t, b.Get(risk).Must(http.StatusOK).Doc(), risk)
	form.Set("title", "Säljarna byter inte system")
	b.Post(risk, form).Must(http.StatusSeeOther)
	w.Go(at)
	send(t, w, "/projects/demo/undo", map[string]string{"seq": undone}) // an answer without a form to show again
	answers(t, w, http.StatusConflict)
	examine(t, w)
}

func TestThePageOfTooManyAttemptsIsEasyToUseForAnybody(t *testing.T) {
	t.Parallel()
	w := browsertest.Open(t, apptest.Open(t, sqliteSettings(t)).Listen(t))
	w.Go("/sign-in")
	for n := 0; n < 20 && browsertest.Eval[int](w, `performance.getEntriesByType("navigation")[0].responseStatus`) != http.StatusTooManyRequests; n++ {
		w.Go("/sign-in")
		send(t, w, "/sign-in", map[string]string{"email": "nobody@nordvik.example", "password": "not the password"})
	}
	answers(t, w, http.StatusTooManyRequests)
	examine(t, w)
}

func TestThePageOfAFailureIsEasyToUseForAnybody(t *testing.T) {
	t.Parallel()
	settings := sqliteSettings(t)
	site := apptest.OpenDemo(t, settings)
	lead := demoSignIns(t, site)[0]
	w := browsertest.Open(t, site.Listen(t))
	enterAs(w, lead[1], lead[2])
	db, err := database.Open(t.Context(), "", settings.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.SQL().Exec("ALTER TABLE risk RENAME TO lost")
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	w.Go("/projects/demo/risks")
	answers(t, w, http.StatusInternalServerError)
	examine(t, w)
	brokenDown(t, w)
}

func TestThePageOfAnInstallationThatIsBeingBroughtUpToDateIsEasyToUseForAnybody(t *testing.T) {
	t.Parallel()
	a, err := app.Open(t.Context(), config.Settings{Addr: "127.0.0.1:8080", DataDir: t.TempDir(), BodyLimit: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	w := browsertest.Open(t, apptest.Listen(t, a.Handler()))
	w.Go("/sign-in")
	answers(t, w, http.StatusServiceUnavailable)
	examine(t, w)
	brokenDown(t, w)
}
