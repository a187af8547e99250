package app_test

import (
	"fmt"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
	"stegvis/app/workshop"
)

// turnButton is the desk's button that brings what is on to a phase.
func turnButton(to workshop.Phase) string {
	return fmt.Sprintf(`.turns form[action$="/desk/turn"]:has([name=phase][value=%s]) button`, to)
}

func TestTheSecondOfTwoQuickClicksRevealsNothing(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	home := strings.TrimSuffix(site.SetUp(t).Begin("Vår CRM", "small"), "/")
	h := newHall(t, site, strings.TrimPrefix(home, "/projects/"))
	a := h.adds(workshop.ActivityDraft{Kind: workshop.Motion, Title: "Shall we begin?"})
	h.turns(a, workshop.Open)
	w := browsertest.Open(t, serve(t, site))
	enter(w)
	w.Go(home + "/workshops/" + h.id + "/desk")
	w.Wait(turnButton(workshop.Closed))
	// The second click comes as soon as the button has become another.
	browsertest.Eval[bool](w, fmt.Sprintf(`(() => {
		const look = setInterval(() => {
			const reveal = document.querySelector(%q);
			if (!reveal) return;
			clearInterval(look);
			reveal.click();
			document.body.dataset.clicked = "twice";
		}, 5);
		document.querySelector(%q).click();
		return true;
	})()`, turnButton(workshop.Revealed), turnButton(workshop.Closed)))
	w.WaitFor(`document.body.dataset.clicked === "twice"`)
	w.WaitFor(`!document.querySelector("#desk[aria-busy]")`)
	if phase := h.state().Activity.Phase; phase != workshop.Closed {
		t.Fatalf("two clicks on one place brought it to %s", phase)
	}
	w.Click(turnButton(workshop.Revealed))
	w.WaitFor(`document.querySelector("#pulse").innerText.includes("Revealed")`)
}

func TestADeskFollowsWhatIsDoneAtAnotherAndKeepsWhatIsBeingTyped(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	home := strings.TrimSuffix(site.SetUp(t).Begin("Vår CRM", "small"), "/")
	h := newHall(t, site, strings.TrimPrefix(home, "/projects/"))
	a := h.adds(workshop.ActivityDraft{Kind: workshop.Scoring, Title: "Where we are", Options: "Leadership\nData"})
	h.turns(a, workshop.Open)
	w := browsertest.Open(t, serve(t, site))
	enter(w)
	w.Go(home + "/workshops/" + h.id + "/desk")
	w.Wait(turnButton(workshop.Closed))
	h.turns(a, workshop.Revealed) // at another desk
	w.WaitFor(`!document.querySelector(".turns [name=phase][value=open]") && document.querySelectorAll("form[action$='/desk/agree'] select[name=value]").length === 2`)
	form := `details:has(form[action$="/desk/agree"])`
	unfolded(w, form)
	w.Type(form+" textarea", "half a thought")
	h.must(h.rooms.Workshops.Agree(h.ctx, h.key, h.id, a, h.option(a, 1), workshop.Agreed{Value: 3}))
	h.must(h.rooms.Workshops.Lock(h.ctx, h.key, h.id, true))
	w.WaitFor(`document.querySelector(".results").innerText.includes("Agreed: 3") && document.querySelector("aside").innerText.includes("The room is locked")`)
	if got := browsertest.Eval[string](w, fmt.Sprintf(`document.querySelector(%q).open + " " + document.querySelector(%q).value`, form, form+" textarea")); got != "true half a thought" {
		t.Errorf("what was being typed is %q", got)
	}
	h.turns(a, workshop.Closed)
	w.Wait(turnButton(workshop.Revealed))
	w.Accessible()
}
