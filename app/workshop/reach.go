package workshop

import (
	"net/netip"
	"net/url"
	"strings"
)

// Hindrance is why phones may not reach the address that the code on the screen
// carries; "" when nothing is known to stand in the way.
type Hindrance string

// The hindrances.
const (
	NoAddress   Hindrance = "none"     // there is no address
	OwnMachine  Hindrance = "machine"  // it is this machine's own, which no phone is
	OwnNetwork  Hindrance = "network"  // only phones on the same network come there
	NotResolved Hindrance = "resolved" // a name that phones often do not find
)

// Hinders tells what keeps phones from an address.
func Hinders(address string) Hindrance {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return NoAddress
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ip, err := netip.ParseAddr(host); err == nil {
		switch ip = ip.Unmap(); {
		case ip.IsLoopback() || ip.IsUnspecified():
			return OwnMachine
		case ip.IsPrivate() || ip.IsLinkLocalUnicast():
			return OwnNetwork
		}
		return ""
	}
	switch {
	case host == "localhost" || strings.HasSuffix(host, ".localhost"):
		return OwnMachine
	case !strings.Contains(host, "."), strings.HasSuffix(host, ".local"), strings.HasSuffix(host, ".internal"), strings.HasSuffix(host, ".lan"):
		return NotResolved
	}
	return ""
}
