// Package report composes what the steering committee reads, freezes it and draws
// it. A report is drawn from a value, the Input, which holds all that its pages
// show: so it can be kept, compared and drawn again alike.
package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
)

// InputVersion is the present form of Input. It rises when a field changes its
// meaning, so that inputs kept before can still be told.
const InputVersion = 1

// Input is a report as data, in no language yet: words that came from a catalogue
// keep their keys, sums are minor units, days have no zone.
type Input struct {
	Version      int         `json:"version"`
	Kind         Kind        `json:"kind"`
	Number       int64       `json:"number"`  // of the project's issued reports; 0 for a draft
	Name         i18n.Phrase `json:"name"`    // of the variant; without words it goes by its kind
	Subject      Subject     `json:"subject"` // what it is of, where that is not the whole project
	Lang         string      `json:"lang"`    // in which it is issued
	Organisation string      `json:"organisation"`
	Brand        Brand       `json:"brand"`
	Project      i18n.Phrase `json:"project"`
	Day          date.Day    `json:"day"`
	Base         string      `json:"base"`    // address of the project's pages, "" where none is known
	Comment      string      `json:"comment"` // the lead's own words
	Before       *Earlier    `json:"before"`  // the report that this one goes on from
	Moved        []Move      `json:"moved"`   // since that one, the gravest first
	State        State       `json:"state"`   // of the project, for reports to come
	Parts        []Part      `json:"parts"`
}

// Brand is how the organisation's papers look. Without an accent they look as the
// house's do; Logo is a PNG, nil for none.
type Brand struct {
	Accent string `json:"accent"`
	Logo   []byte `json:"logo"`
}

// Subject is one row that a report is of.
type Subject struct {
	ID   string      `json:"id"`
	Name i18n.Phrase `json:"name"`
}

// Earlier is an issued report, as a later one names it.
type Earlier struct {
	ID     string   `json:"id"`
	Number int64    `json:"number"`
	Day    date.Day `json:"day"`
}

// Part is the value of one section.
type Part struct {
	Key   string          `json:"key"`
	Value json.RawMessage `json:"value"`
}

// part reads the value of a section into a place.
func (in Input) part(key string, into any) error {
	for _, p := range in.Parts {
		if p.Key == key {
			return json.Unmarshal(p.Value, into)
		}
	}
	return fmt.Errorf("report: there is no part %q", key)
}

// Sentence is the one sentence of how the project stands that the report holds, ""
// where none of its sections says it.
func (in Input) Sentence(t *i18n.Text) string {
	var steering struct{ Health *Health }
	if in.part(steeringPart, &steering) == nil && steering.Health != nil {
		return steering.Health.Overall.Word(t) + ". " + steering.Health.Basis.Sentence(t)
	}
	var summary Summary
	if in.part(summaryPart, &summary) == nil {
		return summary.Overall.Word(t) + ". " + summary.Basis.Sentence(t)
	}
	return ""
}

// With is the input with a section's value, in place of an earlier one.
func (in Input) With(key string, value any) (Input, error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return in, fmt.Errorf("report: the part %q: %w", key, err)
	}
	parts := make([]Part, 0, len(in.Parts)+1)
	for _, p := range in.Parts {
		if p.Key != key {
			parts = append(parts, p)
		}
	}
	in.Parts = append(parts, Part{Key: key, Value: raw})
	return in, nil
}

// Snapshot is an input as it is kept, byte for byte: what is sealed is what was
// written down, whatever later programs would write.
type Snapshot []byte

// Freeze writes an input down.
func (in Input) Freeze() (Snapshot, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(in)
	return Snapshot(bytes.TrimSpace(b.Bytes())), err
}

// Input reads a snapshot; one of a form that this program does not know is an error.
func (s Snapshot) Input() (Input, error) {
	var in Input
	if err := json.Unmarshal(s, &in); err != nil {
		return in, fmt.Errorf("report: the snapshot cannot be read: %w", err)
	}
	if in.Version != InputVersion {
		return in, fmt.Errorf("report: a snapshot of version %d cannot be drawn, only of %d", in.Version, InputVersion)
	}
	return in, nil
}

// Digest is the snapshot's SHA-256 in hexadecimal.
func (s Snapshot) Digest() string {
	sum := sha256.Sum256(s)
	return hex.EncodeToString(sum[:])
}

// Seal is a digest as pages print it: its first twelve digits in threes of four.
func Seal(digest string) string {
	if len(digest) < 12 {
		return digest
	}
	return digest[:4] + " " + digest[4:8] + " " + digest[8:12]
}
