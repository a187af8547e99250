package web

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// origin is where a request comes from, for limits: an IPv4 address, or the
// network of an IPv6 one, since a household has a whole network of those.
func (s *server) origin(c *fiber.Ctx) string {
	remote, _ := netip.AddrFromSlice(c.Context().RemoteIP())
	var hops []string
	for _, line := range c.Request().Header.PeekAll(fiber.HeaderXForwardedFor) {
		hops = append(hops, strings.Split(string(line), ",")...)
	}
	at := lastStranger(remote.Unmap(), hops, networks(s.settings.TrustedProxies))
	if at.Is6() {
		network, _ := at.WithZone("").Prefix(64) // an IPv6 address has one
		return network.String()
	}
	return at.String()
}

// lastStranger goes back from the connection's other end through the hops that
// proxies have noted, as long as they are trusted. What stands further to the
// left was noted by strangers and may be invented.
func lastStranger(at netip.Addr, hops []string, trusted []netip.Prefix) netip.Addr {
	for _, hop := range slices.Backward(hops) {
		if !slices.ContainsFunc(trusted, func(n netip.Prefix) bool { return n.Contains(at) }) {
			break
		}
		before, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		at = before.Unmap()
	}
	return at
}

// networks reads addresses and networks; the settings have been checked.
func networks(settings []string) []netip.Prefix {
	var all []netip.Prefix
	for _, s := range settings {
		if n, err := netip.ParsePrefix(s); err == nil {
			all = append(all, n.Masked())
		} else if ip, err := netip.ParseAddr(s); err == nil {
			all = append(all, netip.PrefixFrom(ip, ip.BitLen()))
		}
	}
	return all
}
