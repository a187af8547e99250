package web

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"reflect"
	"strings"
	"sync"

	lib "github.com/go-playground/form/v4"
	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/text"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/templates/partial"
)

// decoder is built once: it caches what it learns of each draft.
var decoder = sync.OnceValue(func() *lib.Decoder {
	d := lib.NewDecoder()
	d.RegisterCustomTypeFunc(func(v []string) (any, error) { return date.Parse(v[0]) }, date.Day{})
	d.RegisterCustomTypeFunc(func(v []string) (any, error) { return date.ParseMonth(v[0]) }, date.Month{})
	return d
})

var encoder = sync.OnceValue(func() *lib.Encoder {
	e := lib.NewEncoder()
	e.RegisterCustomTypeFunc(func(v any) ([]string, error) { return []string{v.(date.Day).String()}, nil }, date.Day{})
	e.RegisterCustomTypeFunc(func(v any) ([]string, error) { return []string{v.(date.Month).String()}, nil }, date.Month{})
	return e
})

// posted are the fields of a request's form, repeated ones included. Browsers
// send lines that end in CR LF; here they end as the catalogue's do, and hold
// nothing that a database cannot keep.
func posted(c *fiber.Ctx) url.Values {
	values := url.Values{}
	if form, err := c.MultipartForm(); err == nil {
		maps.Copy(values, form.Value)
	} else {
		c.Request().PostArgs().VisitAll(func(k, v []byte) { values.Add(string(k), string(v)) })
	}
	for _, of := range values {
		for i := range of {
			of[i] = text.Storable(strings.ReplaceAll(of[i], "\r\n", "\n"))
		}
	}
	return values
}

// parse reads the request's form into a draft. Fields that cannot be read are a
// fault by field, so that they are shown again as they were typed.
func parse(c *fiber.Ctx, draft any) error { return decode(posted(c), draft) }

func decode(values url.Values, draft any) error {
	err := decoder().Decode(draft, values)
	var wrong lib.DecodeErrors
	if err == nil || !errors.As(err, &wrong) {
		return err
	}
	fields := map[string]fault.Text{}
	for name := range wrong {
		fields[name] = fault.Text{Key: "fault.field." + expected(draft, name)}
	}
	return fault.Wrong(fields)
}

// expected names what a field of a draft takes, for the message.
func expected(draft any, name string) string {
	t := reflect.TypeOf(draft).Elem()
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Tag.Get("form") != name {
			continue
		}
		switch {
		case f.Type == reflect.TypeFor[date.Day]():
			return "day"
		case f.Type == reflect.TypeFor[date.Month]():
			return "month"
		case f.Type.Kind() == reflect.Int || f.Type.Kind() == reflect.Int64:
			return "whole"
		}
	}
	return "wrong"
}

// encode is a draft as a form shows it.
func encode(draft any) url.Values {
	values, err := encoder().Encode(draft)
	if err != nil {
		panic(err) // a draft has a field that no form can hold: a mistake of the program
	}
	for name := range values {
		if values.Get(name) == "0001-01-01" {
			values.Set(name, "")
		}
	}
	return values
}

// blank is a form for something new, prefilled from a draft when given.
func (s *server) blank(c *fiber.Ctx, action string, draft any) partial.Form {
	v := visitOf(c)
	f := partial.Form{Action: action, CSRF: v.csrf, Once: v.onceKey(), Values: url.Values{}}
	if draft != nil {
		f.Values = encode(draft)
	}
	if unsafe(c.Method()) {
		return f
	}
	return prefilled(c, f)
}

// prefilled puts into a form what the address that asks for one gives.
func prefilled(c *fiber.Ctx, f partial.Form) partial.Form {
	if f.Asked = c.Query("open"); f.Asked == "" {
		return f
	}
	for name, given := range query(c) {
		if f.Values.Has(name) {
			f.Values[name] = given
		}
	}
	return f
}

// fresh is a blank form for a row of a list. Who comes from a cell of the grid finds
// it open, with that cell's steps chosen; a step that the cell leaves open is the
// one that goes with the other.
func (s *server) fresh(c *fiber.Ctx, action string, draft any) partial.Form {
	f := s.blank(c, action, draft)
	tags := record.Tags{KotterStep: c.Query("tag_kotter"), GartnerStep: c.Query("tag_gartner")}.Completed()
	f.Open = c.Query("add") != ""
	if tags != (record.Tags{}) {
		f = f.With("kotter_step", tags.KotterStep).With("gartner_step", tags.GartnerStep).With("proposed", "")
	}
	return f
}

// withoutTags is this page's address without what fresh reads from it.
func withoutTags(c *fiber.Ctx) string {
	return withQuery(c, "add", "", "tag_kotter", "", "tag_gartner", "")
}

// filled is a form for something that is there.
func (s *server) filled(c *fiber.Ctx, action string, draft any, version int64) partial.Form {
	f := s.blank(c, action, draft)
	f.Version = version
	return f
}

// seen is the version of a row that a person saw, where a form holds nothing else.
func seen(c *fiber.Ctx) (int64, error) {
	var d struct {
		Version int64 `form:"version"`
	}
	err := parse(c, &d)
	return d.Version, err
}

// remove takes the row in the address away and leads back.
func remove[T any](s *server, c *fiber.Ctx, key project.Scope, back string, from func(context.Context, project.Scope, string, int64) (T, error)) error {
	version, err := seen(c)
	if err == nil {
		_, err = from(c.UserContext(), key, c.Params("id"), version)
	}
	if err != nil {
		return err
	}
	return s.saidUndo(c, back, "common.deleted")
}
