package web

import (
	"net/netip"
	"testing"
)

func TestOnlyWhatATrustedProxyNotedIsBelieved(t *testing.T) {
	trusted := networks([]string{"127.0.0.1", "10.0.0.0/8", "fd00::/8"})
	for name, c := range map[string]struct {
		remote string
		hops   []string
		want   string
	}{
		"nobody in between":            {"203.0.113.7", nil, "203.0.113.7"},
		"a stranger who claims a hop":  {"203.0.113.7", []string{"198.51.100.1"}, "203.0.113.7"},
		"a proxy":                      {"127.0.0.1", []string{"203.0.113.7"}, "203.0.113.7"},
		"a proxy that notes nothing":   {"127.0.0.1", nil, "127.0.0.1"},
		"an invented hop before it":    {"127.0.0.1", []string{"198.51.100.1", " 203.0.113.7"}, "203.0.113.7"},
		"two proxies":                  {"127.0.0.1", []string{"198.51.100.1", "203.0.113.7", "10.1.2.3"}, "203.0.113.7"},
		"a proxy that writes nonsense": {"127.0.0.1", []string{"203.0.113.7", "unknown"}, "127.0.0.1"},
		"by IPv6":                      {"fd00::1", []string{"2001:db8::7"}, "2001:db8::7"},
		"IPv4 in the clothes of IPv6":  {"127.0.0.1", []string{"::ffff:203.0.113.7"}, "203.0.113.7"},
	} {
		if got := lastStranger(netip.MustParseAddr(c.remote), c.hops, trusted); got != netip.MustParseAddr(c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
