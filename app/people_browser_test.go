package app_test

import (
	"strings"
	"testing"

	"stegvis/app/apptest"
	"stegvis/app/browsertest"
	"stegvis/app/workshop"
)

func TestWhoLeadsUnfoldsWhoIsInTheRoomAndTakesAPhoneOutOfIt(t *testing.T) {
	t.Parallel()
	site := apptest.Open(t, sqliteSettings(t))
	home := site.SetUp(t).Begin("Vår CRM", "small")
	base := serve(t, site)
	h := newHall(t, site, strings.Trim(strings.TrimPrefix(home, "/projects/"), "/"))
	for i, name := range []string{"Olle", "", "Sölve Ingemarsson-Wennerström af Långnäs"} {
		_, _, err := h.rooms.Workshops.Join(h.ctx, workshop.Entry{Code: h.code, Name: name, Role: workshop.Roles()[i]}, "10.0.0.1")
		h.must(err)
	}
	desk := browsertest.Open(t, base)
	enter(desk)
	desk.Go(strings.TrimSuffix(home, "/") + "/workshops/" + h.id + "/desk")
	phone := phoneIn(t, base, h, "Maja", "sales") // after the desk was opened
	desk.Click("#everybody summary")
	desk.WaitFor(`document.querySelector("#everybody li").innerText.includes("Maja")`)
	desk.Accessible()
	desk.Click("#everybody li .button")
	phone.WaitFor(`document.body.innerText.includes("This phone has no seat")`)
	phone.Accessible()
	desk.WaitFor(`!document.querySelector("#everybody").innerText.includes("Maja") && document.querySelectorAll("#everybody li").length === 3`)
	if !browsertest.Eval[bool](desk, `document.querySelector("#everybody").open`) {
		t.Error("the list folds up after each of them")
	}
	desk.Click("#everybody p a")
	for _, width := range []int64{1440, 390} {
		desk.Size(width, 900)
		for _, dark := range []bool{false, true} {
			desk.Dark(dark)
			desk.Accessible()
			desk.Fits()
		}
	}
	desk.Click("tbody [name=pick]")
	desk.Click("#picks .danger")
	desk.WaitFor(`document.querySelectorAll("tbody tr").length === 2`)
}
