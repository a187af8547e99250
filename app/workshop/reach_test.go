package workshop_test

import (
	"testing"

	"stegvis/app/workshop"
)

func TestPhonesReachAnAddressOfTheWorldAndNoOther(t *testing.T) {
	for address, want := range map[string]workshop.Hindrance{
		"https://crm.firm.example":      "",
		"http://203.0.113.7:8080":       "",
		"http://[2001:db8::1]":          "",
		"":                              workshop.NoAddress,
		"crm.firm.example":              workshop.NoAddress,
		"http://:8080":                  workshop.NoAddress,
		"http://127.0.0.1:8080":         workshop.OwnMachine,
		"http://[::1]:8080":             workshop.OwnMachine,
		"http://0.0.0.0:8080":           workshop.OwnMachine,
		"http://[::ffff:127.0.0.1]":     workshop.OwnMachine,
		"http://localhost:8080":         workshop.OwnMachine,
		"http://LOCALHOST.":             workshop.OwnMachine,
		"http://crm.localhost":          workshop.OwnMachine,
		"http://192.168.1.20:8080":      workshop.OwnNetwork,
		"http://10.0.0.4":               workshop.OwnNetwork,
		"http://169.254.3.4":            workshop.OwnNetwork,
		"http://[fd00::1]":              workshop.OwnNetwork,
		"http://consultants-book.local": workshop.NotResolved,
		"https://crm.internal":          workshop.NotResolved,
		"http://crm":                    workshop.NotResolved,
	} {
		if got := workshop.Hinders(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}
