// Package validate checks drafts by their struct tags and says what is wrong
// with each field as a fault.
package validate

import (
	"errors"
	"reflect"
	"strings"
	"unicode"

	"github.com/go-playground/validator/v10"

	"stegvis/app/platform/fault"
	"stegvis/app/platform/money"
)

// Draft checks the `validate` tags of a struct. It returns nil or a
// *fault.Fault whose fields carry the names of the `form` tags.
//
// Beyond the library's own rules there are `currency`, `zone` (IANA), `oneline`
// (no line breaks), `chosen` (required, of what is chosen and not typed), `web` (an http or https address) and date.Day counts as
// empty when zero.
func Draft(d any) error {
	var wrong validator.ValidationErrors
	err := rules().Struct(d)
	if err == nil {
		return nil
	}
	if !errors.As(err, &wrong) {
		return err
	}
	fields := map[string]fault.Text{}
	for _, w := range wrong {
		if _, seen := fields[name(w)]; !seen {
			fields[name(w)] = message(w)
		}
	}
	return fault.Wrong(fields)
}

// name is the form field's path without the struct's own name and those of
// embedded structs, which have no form tag and so keep their Go names.
func name(w validator.FieldError) string {
	_, path, _ := strings.Cut(w.Namespace(), ".")
	for {
		first, rest, nested := strings.Cut(path, ".")
		if !nested || !unicode.IsUpper(rune(first[0])) {
			return path
		}
		path = rest
	}
}

func message(w validator.FieldError) fault.Text {
	tag := w.Tag()
	switch tag {
	case "min", "max", "gte", "lte":
		if w.Kind() == reflect.String {
			tag += "_length"
		}
	case "required", "required_if", "required_with", "required_without", "required_unless":
		tag = "required"
	case "chosen", "email", "oneof", "currency", "zone", "oneline", "web", "gtfield", "gtefield", "len", "iso3166_1_alpha2":
	default:
		tag = "wrong"
	}
	return fault.Text{Key: "fault.field." + tag, Args: []any{"limit", w.Param()}}
}

// Unreadable is the message for an amount that money.Parse refuses.
func Unreadable(err error) fault.Text {
	switch err {
	case money.ErrTooPrecise:
		return fault.Text{Key: "fault.field.money_decimals"}
	case money.ErrTooLarge:
		return fault.Text{Key: "fault.field.money_large"}
	}
	return fault.Text{Key: "fault.field.money"}
}
