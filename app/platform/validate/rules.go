package validate

import (
	"net/url"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/go-playground/validator/v10"

	"stegvis/app/platform/date"
	"stegvis/app/platform/money"
)

// rules is built once: the validator caches what it learns of each struct.
var rules = sync.OnceValue(func() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(formName)
	v.RegisterCustomTypeFunc(dayText, date.Day{})
	v.RegisterCustomTypeFunc(monthText, date.Month{})
	for tag, ok := range map[string]func(string) bool{
		"currency": money.Known, "zone": isZone, "oneline": isOneLine, "web": isWeb, "email": isEmail(), "chosen": isChosen,
	} {
		check := func(f validator.FieldLevel) bool { return ok(f.Field().String()) }
		if err := v.RegisterValidation(tag, check); err != nil {
			panic(err) // a rule's name is wrong: a mistake of this file
		}
	}
	return v
})

func formName(f reflect.StructField) string {
	n, _, _ := strings.Cut(f.Tag.Get("form"), ",")
	if n == "" || n == "-" {
		return f.Name
	}
	return n
}

func dayText(v reflect.Value) any   { return v.Interface().(date.Day).String() }
func monthText(v reflect.Value) any { return v.Interface().(date.Month).String() }

func isZone(s string) bool {
	_, err := time.LoadLocation(s)
	return err == nil && s != "" && s != "Local"
}

func isOneLine(s string) bool { return !strings.ContainsAny(s, "\r\n\u2028\u2029") }

func isChosen(s string) bool { return s != "" }

// isEmail is the library's rule without names in quotes, which letters cannot be
// sent to.
func isEmail() func(string) bool {
	library := validator.New()
	return func(s string) bool { return !strings.Contains(s, `"`) && library.Var(s, "email") == nil }
}

func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
