package app_test

import (
	"fmt"
	"net/http"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
)

// holds waits until a card as of a version lies in a lane of the board.
func holds(w *browsertest.Window, lane, card string, version int) {
	w.WaitFor(fmt.Sprintf(`document.querySelector(".ready [data-lane=%s] %s input[name=version]")?.value === "%d"`, lane, card, version))
}

func TestACardFollowsThePointerAndTheKeyboard(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	link := taskLink(b, home, with(taskForm("Välj pilotgrupp"), "planned_finish", "2126-03-20"))
	w := browsertest.Open(t, site.Listen(t))
	enter(w)
	w.Go(home + "/rollout?q=pilotgrupp")
	w.Wait(".board.ready")
	card := "#task-" + link[len(home+"/rollout/tasks/"):]
	w.Drag(card, "[data-lane=doing]")
	holds(w, "doing", card, 2)
	w.Wait(".flash")
	if got := lane(b.Get(home+"/rollout"), "doing"); got == "" {
		t.Error("the move was not kept")
	}
	w.Accessible()

	w.Drag(card, "[data-lane=blocked]") // by the board that the answer brought
	holds(w, "blocked", card, 3)
	w.Click(".flash button")
	holds(w, "doing", card, 4)

	browsertest.Eval[bool](w, fmt.Sprintf(`document.querySelector(%q).querySelector("summary").focus(); true`, card))
	w.Press("\r")
	w.WaitFor(fmt.Sprintf(`document.querySelector(%q).querySelector("details").open`, card))
	w.Press("\t")
	w.Press("\r")
	holds(w, "todo", card, 5)
	w.Wait(".board.ready")
	w.Size(390, 844)
	w.Accessible()
}

func TestACardThatCannotBeMovedGoesBackAndSaysWhy(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	b := site.SetUp(t)
	home := b.Begin("Vår CRM", "small")
	link := taskLink(b, home, taskForm("Välj pilotgrupp"))
	w := browsertest.Open(t, site.Listen(t))
	enter(w)
	w.Go(home + "/rollout?q=pilotgrupp")
	w.Wait(".board.ready")
	card := "#task-" + link[len(home+"/rollout/tasks/"):]

	b.Post(link+"/move", with(version(1), "status", "blocked")).Must(http.StatusSeeOther)
	w.Drag(card, "[data-lane=doing]")
	holds(w, "blocked", card, 2)
	w.WaitFor(`document.querySelector("#board-fault").innerText.includes("Somebody else changed this")`)
	holds(w, "blocked", card, 2)
	w.Accessible()

	browsertest.Eval[bool](w, `window.line = window.fetch; window.fetch = () => Promise.reject(new TypeError("no network")); true`)
	w.Drag(card, "[data-lane=doing]")
	w.Wait("#unreachable")
	holds(w, "blocked", card, 2)
	browsertest.Eval[bool](w, `window.fetch = window.line; true`)
	w.Drag(card, "[data-lane=doing]")
	holds(w, "doing", card, 3)
}
