// Package partial holds the small typed components that pages are made of.
package partial

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"stegvis/app/platform/i18n"
)

// Form is a form as it is shown: what stands in its fields and what is wrong
// with them. Theirs holds, after a stale save, what is stored now.
type Form struct {
	ID      string // tells the fields of several forms on one page apart; "" on a page's only one
	Action  string
	CSRF    string
	Once    string // tells this page's forms from those of the next, so that none is kept twice
	Version int64
	Values  url.Values
	Errors  map[string]string // field → message, in the reader's language
	Theirs  url.Values
	Open    bool   // it stands open, for somebody who came here to fill it in
	Asked   string // which form the address asks for, by its id; "new" is one without
}

// Opened reports whether the address asks for this form.
func (f Form) Opened() bool {
	return f.Open || f.Asked != "" && (f.ID == f.Asked+"-" || f.ID == "" && f.Asked == "new")
}

// anchored names the form that the address asks for, so that it can lead there.
func (f Form) anchored() templ.Attributes {
	if !f.Opened() {
		return nil
	}
	return templ.Attributes{"id": "open"}
}

// Value is what stands in a field.
func (f Form) Value(name string) string { return f.Values.Get(name) }

// Checked reports whether a box or an option is chosen.
func (f Form) Checked(name, value string) bool { return slices.Contains(f.Values[name], value) }

// Error is the message by a field, "" for none.
func (f Form) Error(name string) string { return f.Errors[name] }

// Stored is what a stale save found in a field, when it differs from what was
// typed.
func (f Form) Stored(name string) (string, bool) {
	if f.Theirs == nil || f.Theirs.Get(name) == f.Values.Get(name) {
		return "", false
	}
	return f.Theirs.Get(name), true
}

// With is the form with a field set.
func (f Form) With(name, value string) Form {
	values := url.Values{}
	for k, v := range f.Values {
		values[k] = v
	}
	values.Set(name, value)
	f.Values = values
	return f
}

// Several is the form with all values of a field that takes more than one.
func (f Form) Several(name string, values []string) Form {
	f = f.With(name, "")
	f.Values[name] = values
	return f
}

// NeedsLook reports whether something is wrong in the form or was changed
// meanwhile.
func (f Form) NeedsLook() bool { return len(f.Errors) > 0 || f.Theirs != nil }

func (f Form) version() string { return strconv.FormatInt(f.Version, 10) }

// Input says what a field takes.
type Input string

// The sorts of field.
const (
	Line     Input = "text"
	Area     Input = "textarea"
	Email    Input = "email"
	Secret   Input = "password"
	Day      Input = "date"
	MonthOf  Input = "month"
	Clock    Input = "time"
	Whole    Input = "number"
	Money    Input = "money"
	Choice   Input = "select"
	Box      Input = "checkbox"
	Upload   Input = "file"
	Web      Input = "url"
	Searched Input = "search"
)

// Field describes one field of a form.
type Field struct {
	Name         string
	Label        string
	Input        Input
	Hint         string
	Options      []Option
	Required     bool
	Autocomplete string
	Rows         int
	Min, Max     string
	Wide         bool
	Autofocus    bool
	Accept       string // the sorts of file that an upload offers to choose from, "" for all
}

// Option is a choice of a select.
type Option struct {
	Value string
	Label string
}

// Options makes choices from values and a way to name them.
func Options[T ~string](values []T, label func(T) string) []Option {
	options := make([]Option, len(values))
	for i, v := range values {
		options[i] = Option{string(v), label(v)}
	}
	return options
}

// WithNone puts an empty choice first.
func WithNone(label string, options []Option) []Option {
	return append([]Option{{"", label}}, options...)
}

// None puts the choice of nothing first.
func None(ctx context.Context, options []Option) []Option {
	return WithNone(i18n.T(ctx, "common.none"), options)
}

// WithNobody puts the choice of nobody first.
func WithNobody(ctx context.Context, value string, people []Option) []Option {
	return append([]Option{{value, i18n.T(ctx, "common.nobody")}}, people...)
}

// Ticked is the value of a box.
func Ticked(on bool) string {
	if on {
		return "true"
	}
	return ""
}

func (f Field) id(form Form) string { return "f-" + form.ID + f.Name }

// described lists the ids of the texts that belong to a field.
func (f Field) described(form Form) string {
	ids := ""
	if f.Hint != "" {
		ids = f.id(form) + "-hint"
	}
	if form.Error(f.Name) != "" {
		ids += " " + f.id(form) + "-wrong"
	}
	if _, stale := form.Stored(f.Name); stale {
		ids += " " + f.id(form) + "-theirs"
	}
	return ids
}

func (f Field) inputType() string {
	if f.Input == Money || f.Input == Whole {
		return "text"
	}
	return string(f.Input)
}

func (f Field) mode() string {
	switch f.Input {
	case Money:
		return "decimal"
	case Whole:
		return "numeric"
	}
	return ""
}

func (f Field) rows() string { return strconv.Itoa(max(f.Rows, 3)) }
