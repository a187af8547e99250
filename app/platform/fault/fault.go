// Package fault is the one type for failures that are expected: a wrong field,
// a missing right, a stale save. All else is an error that nobody foresaw.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Kind says what went wrong; one place in the web layer maps it to a status code.
type Kind int

// The kinds of expected failure.
const (
	Invalid         Kind = iota + 1 // what was typed cannot be kept
	Unauthenticated                 // nobody is signed in
	Forbidden                       // somebody is, without the right
	NotFound                        // unknown, foreign or gone
	Conflict                        // changed meanwhile by somebody else
	TooLarge                        // over a size limit
	TooMany                         // over a rate limit
	Refused                         // a rule of the business forbids it
	Unready                         // not now: the installation is being brought up to date
)

// Text is a message: an i18n key with name-value pairs for its placeholders.
type Text struct {
	Key  string
	Args []any
}

// Fault is an expected failure. Fields holds a message by form field; Current
// is the row as it is now when Kind is Conflict.
type Fault struct {
	Kind    Kind
	Text    Text
	Fields  map[string]Text
	Current any
}

// Error is for logs only; people see Text in their language.
func (f *Fault) Error() string {
	if len(f.Fields) == 0 {
		return "fault: " + f.Text.Key
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(f.Fields)) {
		parts = append(parts, fmt.Sprintf("%s: %s", name, f.Fields[name].Key))
	}
	return "fault: " + f.Text.Key + " (" + strings.Join(parts, ", ") + ")"
}

// As finds the fault in an error's chain.
func As(err error) (*Fault, bool) {
	var f *Fault
	ok := errors.As(err, &f)
	return f, ok
}

// Is reports whether err is a fault of a kind.
func Is(err error, kind Kind) bool {
	f, ok := As(err)
	return ok && f.Kind == kind
}

// New makes a fault with a message.
func New(kind Kind, key string, args ...any) *Fault {
	return &Fault{Kind: kind, Text: Text{key, args}}
}

// Wrong gathers messages by field.
func Wrong(fields map[string]Text) *Fault {
	return &Fault{Kind: Invalid, Text: Text{Key: "fault.invalid"}, Fields: fields}
}

// Field is a fault of one field.
func Field(name, key string, args ...any) *Fault {
	return Wrong(map[string]Text{name: {key, args}})
}

// Missing is the answer to an unknown or foreign id.
func Missing() *Fault { return New(NotFound, "fault.not_found") }

// Stale is the answer to a save based on an older version; current is the row
// as it is now.
func Stale(current any) *Fault {
	return &Fault{Kind: Conflict, Text: Text{Key: "fault.conflict"}, Current: current}
}

// Broken is the answer to a save that a rule of the business forbids.
func Broken(key string, args ...any) *Fault { return New(Refused, key, args...) }
