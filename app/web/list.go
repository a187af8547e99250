package web

import (
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/database"
	"stegvis/app/platform/text"
	"stegvis/templates/partial"
)

// pages says where a list stands and how to get to its neighbours, keeping the
// filter that is in the address.
func pages[T any](c *fiber.Ctx, list database.Paged[T]) partial.Pages {
	return pagesOf(c, "page", "", list)
}

// pagesOf is pages for one of several lists on a page: it says what is listed, and
// the part of the query that counts its pages has a name of its own.
func pagesOf[T any](c *fiber.Ctx, name, of string, list database.Paged[T]) partial.Pages {
	at := list.Page
	p := partial.Pages{Number: at.Number, Size: at.Size, Total: list.Total, Of: of}
	if at.Number > 1 {
		p.Prev = withQuery(c, name, strconv.Itoa(at.Number-1))
	}
	if int64(at.Number)*int64(at.Size) < list.Total {
		p.Next = withQuery(c, name, strconv.Itoa(at.Number+1))
	}
	return p
}

// filtered reports whether the address narrows a list, beyond saying how it is
// shown.
func filtered(c *fiber.Ctx) bool {
	for name, values := range query(c) {
		switch name {
		case "page", "sort", "desc", "view", "offer", "add", "tag_kotter", "tag_gartner", "open":
		default:
			if values[0] != "" {
				return true
			}
		}
	}
	return false
}

// withQuery is this page's address with parts of its query replaced, or taken
// out where the new one is empty. Which form stands open is not carried on.
func withQuery(c *fiber.Ctx, pairs ...string) string {
	values := query(c)
	values.Del("open")
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
		if pairs[i+1] == "" {
			values.Del(pairs[i])
		}
	}
	if len(values) == 0 {
		return c.Path()
	}
	return c.Path() + "?" + values.Encode()
}

func query(c *fiber.Ctx) url.Values {
	values := url.Values{}
	c.Context().QueryArgs().VisitAll(func(k, v []byte) { values.Add(string(k), text.Storable(string(v))) })
	return values
}
