package workshop

import "testing"

func TestACompanyIsKnownWithoutItsLegalForm(t *testing.T) {
	for name, want := range map[string]string{
		"Fjord & Søn AB": "Fjord & Søn", "Fjord & Søn AB (publ)": "Fjord & Søn", "AB Fjord": "Fjord", "Fjord Aktiebolag": "Fjord", "Fjord A/S": "Fjord", "Fjord AS": "Fjord",
		"Fjord ASA": "Fjord", "Fjord ApS": "Fjord", "Oy Fjord Ab": "Fjord", "Fjord Oyj": "Fjord", "Fjord Ltd.": "Fjord", "Fjord GmbH": "Fjord", "Fjord GmbH & Co. KG": "Fjord GmbH &",
		"Fjord, Inc.": "Fjord", "Fjord S.A.": "Fjord", "Fjord Sp. z o.o.": "Fjord", "Fjord B.V.": "Fjord", "Fjord": "Fjord", "Assab": "Assab", "Cabas": "Cabas", "AB": "AB",
	} {
		if got := withoutForm(name); got != want {
			t.Errorf("%q is known as %q, want %q", name, got, want)
		}
	}
}
