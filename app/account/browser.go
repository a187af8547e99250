package account

import "strings"

// named is a mark that a browser leaves in what it says of itself.
type named struct{ mark, name string }

// browsers and systems stand in the order in which they must be looked for: many
// pretend to be another that comes later here.
func browsers() []named {
	return []named{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"Vivaldi", "Vivaldi"},
		{"Firefox/", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}
}

func systems() []named {
	return []named{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"CrOS", "ChromeOS"},
		{"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}}
}

// Browser names a session's browser and the system that it runs on, as far as it
// says: "Firefox", "Linux"; "" for what cannot be told.
func (s Session) Browser() (browser, system string) {
	return first(browsers(), s.Agent), first(systems(), s.Agent)
}

func first(all []named, agent string) string {
	for _, one := range all {
		if strings.Contains(agent, one.mark) {
			return one.name
		}
	}
	return ""
}
