package config

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/spf13/pflag"
)

// Setting is one line of the help text.
type Setting struct {
	Env     string // environment variable
	Flag    string // flag without dashes, "" when there is none
	Default string
	Doc     string
	field   reflect.StructField
}

// List is every setting, in the order of the struct.
func List() []Setting {
	var list []Setting
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Settings]()) {
		s := Setting{Env: f.Tag.Get("env"), Flag: f.Tag.Get("flag"), Default: f.Tag.Get("envDefault"), Doc: f.Tag.Get("doc"), field: f}
		switch s.Flag {
		case "":
			s.Flag = strings.ReplaceAll(strings.ToLower(s.Env), "_", "-")
		case "-":
			s.Flag = ""
		}
		list = append(list, s)
	}
	return list
}

// Flags are the settings as flags. Their values are read by Load alone.
func Flags() *pflag.FlagSet {
	flags := pflag.NewFlagSet("settings", pflag.ContinueOnError)
	for _, s := range List() {
		switch {
		case s.Flag == "":
		case s.field.Type.Kind() == reflect.Bool:
			flags.Bool(s.Flag, s.Default == "true", s.Doc)
		default:
			flags.String(s.Flag, s.Default, s.Doc)
		}
	}
	return flags
}

// Load reads the settings from an environment ("NAME=value" lines) and from the
// flags that were given, and checks them. Its error has one line per fault.
func Load(environment []string, flags *pflag.FlagSet) (Settings, error) {
	values := env.ToMap(environment)
	for _, s := range List() {
		if f := flags.Lookup(s.Flag); s.Flag != "" && f != nil && f.Changed {
			values[s.Env] = f.Value.String()
		}
	}
	s, err := env.ParseAsWithOptions[Settings](env.Options{Environment: values})
	if err != nil {
		return s, unreadable(err)
	}
	return s, errors.Join(s.faults()...)
}

// unreadable names the settings that have the wrong form as the reader knows them.
func unreadable(err error) error {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return err
	}
	var faults []error
	for _, one := range all.Errors {
		var parse env.ParseError
		if !errors.As(one, &parse) {
			faults = append(faults, one)
			continue
		}
		f, _ := reflect.TypeFor[Settings]().FieldByName(parse.Name)
		faults = append(faults, fmt.Errorf("%s: %s", f.Tag.Get("env"), wanted(parse.Type)))
	}
	return errors.Join(faults...)
}

func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "must be true or false"
	case reflect.Int:
		if t.Name() == "int" {
			return "must be a whole number"
		}
	}
	return "must be debug, info, warn or error"
}
