package app_test

import (
	"fmt"
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
	"stegvis/app/platform/database"
	"stegvis/app/workshop"
)

// turnButton is the desk's button that brings what is on to a phase.
func turnButton(to workshop.Phase) string {
	return fmt.Sprintf(`.turns form[action$="/desk/turn"]:has([name=phase][value=%s]) button`, to)
}

// atDesk is a hall, and a window of whoever leads there.
func atDesk(t *testing.T) (*hall, *browsertest.Window) {
	t.Helper()
	site := apptest.Open(t, sqliteSettings(t))
	home := strings.TrimSuffix(site.SetUp(t).Begin("Vår CRM", "small"), "/")
	w := browsertest.Open(t, serve(t, site))
	enter(w)
	return newHall(t, site, strings.TrimPrefix(home, "/projects/")), w
}

func TestTheSecondOfTwoQuickClicksRevealsNothing(t *testing.T) {
	t.Parallel()
	h, w := atDesk(t)
	a := h.adds(workshop.ActivityDraft{Kind: workshop.Motion, Title: "Shall we begin?"})
	h.turns(a, workshop.Open)
	w.Go(h.desk())
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

// sortingACard is a desk at which something is done to its only card, its activity, and the
// card's place there. The answer to that waits until the page lets it come.
func sortingACard(t *testing.T, do string) (h *hall, w *browsertest.Window, activity, place string) {
	t.Helper()
	h, w = atDesk(t)
	a := h.adds(workshop.ActivityDraft{Kind: workshop.Risks, Title: "What could go wrong"})
	h.turns(a, workshop.Open)
	card := database.NewID()
	h.must(h.rooms.Workshops.PutFor(h.ctx, h.key, h.id, a, "", workshop.CardDraft{ID: card, Text: "Lunch is late"}))
	w.Before(`(() => {
		const ask = window.fetch;
		window.letCome = new Promise(come => { window.come = come; });
		window.fetch = async (to, how) => {
			window.asked = performance.now();
			if (String(to.url ?? to).endsWith("/desk")) window.wholes = (window.wholes ?? 0) + 1;
			const answer = await ask(to, how);
			if (String(to.url ?? to).endsWith("/desk/cards")) {
				document.body.dataset.held = "yes";
				await window.letCome;
			}
			return answer;
		};
	})()`)
	w.Go(h.desk())
	place = "#c-" + card
	w.Click(place + " label")
	w.Type("#sorting [name=cluster]", "Food")
	w.Click(fmt.Sprintf("#sorting [value=%s]", do))
	w.WaitFor(`document.body.dataset.held === "yes"`)
	return h, w, a, place
}

func TestAButtonThatHasNotBecomeAnotherIsHeardAtOnce(t *testing.T) {
	t.Parallel()
	_, w, _, card := sortingACard(t, "hide")
	browsertest.Eval[bool](w, fmt.Sprintf(`(() => {
		const look = setInterval(() => {
			if (document.querySelector("%s")) return;
			clearInterval(look);
			document.querySelector(%q).click();
		}, 5);
		window.come();
		return true;
	})()`, card+`, #desk .turns [aria-busy]`, turnButton(workshop.Closed)))
	w.Wait(turnButton(workshop.Revealed))
}

func TestAnAnswerThatWasOvertakenDoesNotStayOnTheDesk(t *testing.T) {
	t.Parallel()
	h, w, _, _ := sortingACard(t, "hide")
	w.Click(turnButton(workshop.Closed))
	w.Wait(turnButton(workshop.Revealed))
	w.WaitFor(`performance.now() - window.asked > 2500`) // it hears the room, and asks no more without being told
	shown := `document.querySelectorAll(".turns [name=phase][value=revealed]").length`
	browsertest.Eval[bool](w, fmt.Sprintf(`(() => {
		new MutationObserver(() => { if (!%s) document.documentElement.dataset.stale = "yes"; }).observe(document.body, { childList: true, subtree: true, attributes: true });
		window.come();
		return true;
	})()`, shown))
	w.WaitFor(`document.documentElement.dataset.stale === "yes"`) // the answer shows what was
	w.WaitFor(shown + ` === 1`)
	if phase := h.state().Activity.Phase; phase != workshop.Closed {
		t.Fatalf("it stands at %s", phase)
	}
}

func TestAnAnswerThatThePulseHasOvertakenIsMendedByThePulseAlone(t *testing.T) {
	t.Parallel()
	h, w, a, _ := sortingACard(t, "group")
	h.must(h.rooms.Workshops.PutFor(h.ctx, h.key, h.id, a, "", workshop.CardDraft{ID: database.NewID(), Text: "Two systems for a year"}))
	there := `document.querySelector("#pulse").innerText.includes("Two systems")`
	w.WaitFor(there + ` && performance.now() - window.asked > 2500`)
	browsertest.Eval[bool](w, fmt.Sprintf(`(() => {
		window.wholes = 0;
		new MutationObserver(() => { if (!%s) document.documentElement.dataset.stale = "yes"; }).observe(document.body, { childList: true, subtree: true, attributes: true });
		window.come();
		return true;
	})()`, there))
	w.WaitFor(`document.documentElement.dataset.stale === "yes"`)
	w.WaitFor(there + ` && performance.now() - window.asked > 1000`)
	if n := browsertest.Eval[int](w, `window.wholes`); n > 0 {
		t.Errorf("the whole desk was asked for %d times more", n)
	}
}

func TestADeskFollowsWhatIsDoneAtAnotherAndKeepsWhatIsBeingTyped(t *testing.T) {
	t.Parallel()
	h, w := atDesk(t)
	a := h.adds(workshop.ActivityDraft{Kind: workshop.Scoring, Title: "Where we are", Options: "Leadership\nData"})
	h.turns(a, workshop.Open)
	w.Go(h.desk())
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
