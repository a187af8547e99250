package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
)

// fill writes into the fields of a form: name, value, name, value.
func fill(w *browsertest.Window, form string, fields ...string) {
	for i := 0; i+1 < len(fields); i += 2 {
		field := fmt.Sprintf("%s [name=%q]", form, fields[i])
		w.Wait(field)
		if browsertest.Eval[bool](w, fmt.Sprintf(`document.querySelector(%q).matches("select, input[type=date]")`, field)) {
			w.Set(field, fields[i+1])
		} else {
			w.Type(field, fields[i+1])
		}
	}
}

// add opens the form beneath a list, fills it in and saves; it waits until the
// page says what was saved.
func add(w *browsertest.Window, list, says string, fields ...string) {
	w.Go(list)
	w.Click("details.add > summary")
	fill(w, "details.add form", fields...)
	w.Click("details.add form button.primary")
	shows(w, says)
}

// shows waits until the page says something.
func shows(w *browsertest.Window, text string) {
	w.WaitFor(fmt.Sprintf(`!!document.querySelector("main")?.innerText.includes(%q)`, text))
}

// newcomer sets the installation up and comes in.
func newcomer(t *testing.T, w *browsertest.Window, site *apptest.Site) {
	t.Helper()
	token, err := site.OfferSetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.Go("/")
	if at := w.Path(); at != "/set-up" {
		t.Fatalf("the first visit leads to %s", at)
	}
	fill(w, "main form", "token", token, "name", "Åsa Łukowska", "email", asa, "password", "correct horse battery", "organisation", "Fjord & Søn")
	w.Click("main button.primary")
	w.Wait("nav.rail")
}

// begin creates a project from a template and gives its address.
func begin(t *testing.T, w *browsertest.Window, template, name string) string {
	t.Helper()
	w.Go("/projects")
	w.Click(`a[href="/projects/new"]`)
	w.Click(fmt.Sprintf("label:has([name=template][value=%s])", template))
	fill(w, "main form", "name", name)
	w.Click("main form button.primary")
	w.WaitFor(fmt.Sprintf(`document.title.includes(%q)`, name))
	return strings.TrimSuffix(w.Path(), "/")
}

// invite asks somebody into a project, and that person comes by the link.
func invite(t *testing.T, w, second *browsertest.Window, home string) {
	t.Helper()
	add(w, home+"/members", "/invitation/", "email", "siri@firm.example", "role", "contributor")
	second.Go(linkIn(t, w.Text(".copyable"), "invitation"))
	fill(second, "main form", "name", "Siri Ængel", "password", "four unrelated words")
	second.Click("main form button.primary")
	second.Wait("nav.rail")
	second.Go(home + "/risks")
	second.Wait("details.add")
	w.Go(home + "/members")
	shows(w, "Siri Ængel")
}

// completeStep gives each deliverable of a step its evidence and finishes it.
func completeStep(w *browsertest.Window, step string) {
	w.Go(step)
	n := browsertest.Eval[int](w, `document.querySelectorAll("li[id^=d-]").length`)
	for i := range n {
		one := fmt.Sprintf("li[id^=d-]:nth-child(%d)", i+1)
		evidence := fmt.Sprintf("Shown on day %d", i+1)
		w.Click(one + " summary")
		fill(w, one+" form", "evidence_text", evidence)
		w.Click(one + " form .actions button")
		w.WaitFor(fmt.Sprintf(`!!document.querySelector(%q)?.innerText.includes(%q)`, one+" > p", evidence))
	}
	w.Click(".standing button.primary")
	w.WaitFor(`!!document.querySelector(".standing .m-good")`)
}

// mainJob notes one of each thing in a project that was begun from a template.
func mainJob(w *browsertest.Window, home string) {
	completeStep(w, home+"/tracks/kotter/urgency")
	add(w, home+"/risks", "Säljarna fyller inte i", "title", "Säljarna fyller inte i", "category", "personnel", "likelihood", "5", "impact", "5")
	add(w, home+"/costs", "Överföring av gamla avtal", "cost", "migration", "name", "Överföring av gamla avtal")
	w.Go(costNamed(w, home, "Överföring av gamla avtal"))
	month := browsertest.Eval[string](w, `document.querySelector("input[name^=approved]").name.slice(9, -1)`)
	fill(w, "main form", "approved["+month+"]", "735000", "planned["+month+"]", "740 000")
	w.Click("main form button.primary")
	w.WaitFor(`location.pathname.endsWith("/costs") && document.querySelector("main").innerText.includes("735,000")`)
	add(w, home+"/rollout", "Öppna i Ystad", "title", "Öppna i Ystad", "planned_finish", inDays(20))
	w.Go(home + "/rollout?view=list&q=Ystad")
	shows(w, "Öppna i Ystad")
	add(w, home+"/decisions", "Vem äger kunden?", "question", "Vem äger kunden?", "recommendation", "Säljaren")
	assess(w, home)
}

func costNamed(w *browsertest.Window, home, name string) string {
	w.Go(home + "/costs")
	return browsertest.Eval[string](w, fmt.Sprintf(`[...document.querySelectorAll("th a")].find(a => a.innerText === %q).getAttribute("href")`, name))
}

func assess(w *browsertest.Window, home string) {
	w.Go(home + "/maturity/new?by=dimension")
	for _, dimension := range browsertest.Eval[[]string](w, `[...new Set([...document.querySelectorAll("[name^=current]")].map(e => e.name))]`) {
		w.Click(fmt.Sprintf("label:has([name=%q][value='2'])", dimension))
		w.Set(fmt.Sprintf("[name=%q]", strings.Replace(dimension, "current", "target", 1)), "4")
	}
	w.Click("main form button.primary")
	w.WaitFor(`location.pathname.endsWith("/maturity") && document.querySelector("main").innerText.includes("2 → 4")`)
}

// steeringPDF follows the report room's link, as the person of apptest's set-up.
func steeringPDF(t *testing.T, w *browsertest.Window, site *apptest.Site, home, lang string) string {
	t.Helper()
	w.Go(home + "/reports")
	link := browsertest.Eval[string](w, fmt.Sprintf(`document.querySelector("main a[hreflang=%s]").getAttribute("href")`, lang))
	b := site.Browser(t)
	comeIn(b, asa, "correct horse battery").Must(http.StatusSeeOther)
	return strings.ReplaceAll(read(t, b.Get(link).Must(http.StatusOK).Body), "\u202f", " ")
}

// reported fails the test when the steering committee does not see what was noted.
func reported(t *testing.T, w *browsertest.Window, site *apptest.Site, home string) {
	t.Helper()
	for lang, own := range map[string][]string{
		"en": {"Steering report", "step 2 of 8", "Mean 2.0 of 5", "735"},
		"sv": {"Styrgruppsrapport", "steg 2 av 8", "Medelvärde 2,0 av 5", "735"},
	} {
		said := steeringPDF(t, w, site, home, lang)
		for _, want := range append(own, "Säljarna fyller inte i", "Öppna i Ystad", "Vem äger kunden?") {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %q is not in %q", lang, want, said)
			}
		}
	}
}

func TestFromTheFirstStartToTheCommitteesPage(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, site *apptest.Site) {
		base := site.Listen(t)
		w := browsertest.Open(t, base)
		newcomer(t, w, site)
		home := begin(t, w, "small", "Litet")
		invite(t, w, browsertest.Open(t, base), home)
		begin(t, w, "enterprise", "Stort")
		begin(t, w, "rescue", "Åter på spåret")
		mainJob(w, home)
		reported(t, w, site, home)
	})
}

func TestTheMainJobIsDoneWithoutJavaScript(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	w := browsertest.Open(t, site.Listen(t))
	w.Scripts(false)
	newcomer(t, w, site)
	home := begin(t, w, "small", "Utan skript")
	mainJob(w, home)
	reported(t, w, site, home)
}
