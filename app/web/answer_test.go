package web

import (
	"testing"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

func TestAPageStaysWhatItWasWhileAnotherIsRendered(t *testing.T) {
	app := fiber.New()
	for range 20 {
		first := app.AcquireCtx(&fasthttp.RequestCtx{})
		second := app.AcquireCtx(&fasthttp.RequestCtx{})
		for c, words := range map[*fiber.Ctx]string{first: "what one person may see", second: "what another may see!!!"} {
			if err := render(c, templ.Raw(words)); err != nil {
				t.Fatal(err)
			}
		}
		one, other := string(first.Response().Body()), string(second.Response().Body())
		if one != "what one person may see" || other != "what another may see!!!" {
			t.Fatalf("the answers are %q and %q", one, other)
		}
		app.ReleaseCtx(first)
		app.ReleaseCtx(second)
	}
}
