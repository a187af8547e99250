package web

import (
	"reflect"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/templates/partial"
)

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
	form := partial.Form{Action: c.Path(), CSRF: v.csrf, Once: v.onceKey(), Values: posted(c), Errors: map[string]string{}}
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
	for _, hidden := range secrets() {
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

// whole makes of a form that held only some fields of a row, or none, the row's
// own form, with what was typed in those fields.
func whole(f partial.Form, action string, draft any) partial.Form {
	values := encode(draft)
	for name, typed := range f.Values {
		if name != "csrf" && name != "version" {
			values[name] = typed
		}
	}
	f.Action, f.Values = action, values
	return f
}

// among is a form that shares its page with others: its fields' ids begin with
// id, and when it is the one that was sent, it is shown as it was typed.
func among(typed, f partial.Form, id string) partial.Form {
	if typed.Action == f.Action {
		f = typed
	}
	f.ID = id + "-"
	return f
}
