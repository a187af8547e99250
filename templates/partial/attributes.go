package partial

import "github.com/a-h/templ"

// attributes are what only some fields carry.
func (s Field) attributes(f Form) templ.OrderedAttributes {
	var a templ.OrderedAttributes
	set := func(name string, value any, when bool) {
		if when {
			a = append(a, templ.KeyValue[string, any]{Key: name, Value: value})
		}
	}
	described := s.described(f)
	set("required", true, s.Required)
	set("autofocus", true, s.Autofocus)
	set("autocomplete", s.Autocomplete, s.Autocomplete != "")
	set("aria-describedby", described, described != "")
	set("aria-invalid", "true", f.Error(s.Name) != "")
	set("inputmode", s.mode(), s.mode() != "")
	set("class", "money", s.Input == Money)
	set("min", s.Min, s.Min != "")
	set("max", s.Max, s.Max != "")
	set("accept", s.Accept, s.Accept != "")
	return a
}

// shown is a stored value as a person reads it.
func (s Field) shown(value string) string {
	for _, o := range s.Options {
		if o.Value == value {
			return o.Label
		}
	}
	if value == "" {
		return "–"
	}
	return value
}
