package guide

import (
	"slices"

	"stegvis/app/project"
)

// Needs is the permission without which a rule's advice is neither given nor
// spoken of, "" for most: it names persons and what they think.
func (r Rule) Needs() project.Permission {
	switch r.Key {
	case "opposed_person", "talk_overdue_person":
		return project.Confide
	}
	return ""
}

// needs is Needs of a rule by its key; a rule that is no more needs nothing.
func needs(rule string) project.Permission {
	r, _ := known(rule)
	return r.Needs()
}

// mayKnow reports whether a person may know of a rule's advice.
func mayKnow(key project.Scope, rule string) bool {
	need := needs(rule)
	return need == "" || key.Allows(need)
}

// closedRules are the rules of whose advice a person may not know.
func closedRules(key project.Scope) []string {
	closed := []string{""} // so that SQL has a list
	for _, r := range table() {
		if !mayKnow(key, r.Key) {
			closed = append(closed, r.Key)
		}
	}
	return closed
}

// For is the guidance without what a person may not know.
func (g Guidance) For(key project.Scope) Guidance {
	closed := func(a Advice) bool { return !mayKnow(key, a.Rule) }
	g.Open, g.Resting = slices.DeleteFunc(g.Open, closed), slices.DeleteFunc(g.Resting, closed)
	return g
}
