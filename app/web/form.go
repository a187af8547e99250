package web

import (
	"errors"
	"maps"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"sync"

	lib "github.com/go-playground/form/v4"
	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
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
// send lines that end in CR LF; here they end as the catalogue's do.
func posted(c *fiber.Ctx) url.Values {
	values := url.Values{}
	if form, err := c.MultipartForm(); err == nil {
		maps.Copy(values, form.Value)
	} else {
		c.Request().PostArgs().VisitAll(func(k, v []byte) { values.Add(string(k), string(v)) })
	}
	for _, of := range values {
		for i := range of {
			of[i] = strings.ReplaceAll(of[i], "\r\n", "\n")
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
	f := partial.Form{Action: action, CSRF: visitOf(c).csrf, Values: url.Values{}}
	if draft != nil {
		f.Values = encode(draft)
	}
	return f
}

// filled is a form for something that is there.
func (s *server) filled(c *fiber.Ctx, action string, draft any, version int64) partial.Form {
	f := s.blank(c, action, draft)
	f.Version = version
	return f
}

// drafted is a row that knows what its form holds.
type drafted interface{ Drafted(t *i18n.Text) any }

// again shows a form once more with what was typed: with a message by each
// field, or, when somebody else has saved meanwhile, with what is stored now.
// Other errors go on to the error handler.
func (s *server) again(c *fiber.Ctx, err error, show func(partial.Form) error) error {
	f, ok := fault.As(err)
	if !ok || (f.Kind != fault.Invalid && f.Kind != fault.Conflict && f.Kind != fault.Refused) {
		return err
	}
	v := visitOf(c)
	c.Set("HX-Push-Url", "false") // the address stays that of the page, which can be loaded again
	form := partial.Form{Action: c.Path(), CSRF: v.csrf, Values: posted(c), Errors: map[string]string{}}
	form.Version, _ = strconv.ParseInt(form.Values.Get("version"), 10, 64) // what it was based on, still
	if f.Kind == fault.Conflict {
		return s.conflict(c, f, form, show)
	}
	for name, text := range f.Fields {
		form.Errors[name] = v.text.T(text.Key, text.Args...)
	}
	if f.Kind == fault.Refused {
		form.Errors[""] = v.text.T(f.Text.Key, f.Text.Args...)
	}
	for _, hidden := range []string{"password", "current", "new", "token"} {
		form.Values.Del(hidden)
	}
	c.Status(fiber.StatusUnprocessableEntity)
	return s.reading(c, func() error { return show(form) })
}

func (s *server) conflict(c *fiber.Ctx, f *fault.Fault, form partial.Form, show func(partial.Form) error) error {
	row, ok := f.Current.(drafted)
	if !ok {
		return f
	}
	stored := row.Drafted(visitOf(c).text)
	form.Theirs = encode(stored)
	form.Version = reflect.Indirect(reflect.ValueOf(stored)).FieldByName("Version").Int()
	c.Status(fiber.StatusConflict)
	return show(form)
}
