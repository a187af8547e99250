package web

import (
	"stegvis/app/account"
	"stegvis/app/project"
	"stegvis/templates/layout"
)

// rooms is the rail of a project for one reader: the rooms that are built and
// that they may enter.
func rooms(key project.Scope) []layout.Room {
	home := projectPath(key)
	all := []struct {
		layout.Room
		needs project.Permission
	}{
		{layout.Room{Key: "overview", Href: home, Icon: "M4 13h7V4H4zM13 20h7v-9h-7zM4 20h7v-4H4zM13 8h7V4h-7z"}, project.Read},
		{layout.Room{Key: "grid", Href: home + "/grid", Icon: "M4 4h16v16H4zM4 9.3h16M4 14.6h16M9.3 4v16M14.6 4v16"}, project.Read},
		{layout.Room{Key: "kotter", Href: home + "/tracks/kotter", Icon: "M3 20v-4h5v-4h5V8h5V4h3M3 20h18"}, project.Read},
		{layout.Room{Key: "gartner", Href: home + "/tracks/gartner", Icon: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 12h.01"}, project.Read},
		{layout.Room{Key: "rollout", Href: home + "/rollout", Icon: "M4 5h5v14H4zM9.5 5h5v9h-5zM15 5h5v5h-5z"}, project.Read},
		{layout.Room{Key: "risks", Href: home + "/risks", Icon: "M12 4 2.8 20h18.4zM12 10v4M12 17h.01"}, project.Read},
		{layout.Room{Key: "costs", Href: home + "/costs", Icon: "M3 7h18v11H3zM3 11h18M7 15h3"}, project.Read},
		{layout.Room{Key: "members", Href: home + "/members", Icon: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M17.5 14.5c2.3.7 3.7 2.5 4 5.5"}, project.Read},
		{layout.Room{Key: "maturity", Href: home + "/maturity", Icon: "M12 3l8 5.5-3 9.5H7L4 8.5zM12 3v9M12 12l8-3.5M12 12l5 6M12 12l-5 6M12 12L4 8.5"}, project.Read},
		{layout.Room{Key: "workshops", Href: home + "/workshops", Icon: "M4 5h16v9H4zM12 14v3M8 20l4-3 4 3M8 11V9M12 11V8M16 11v-1"}, project.Read},
		{layout.Room{Key: "decisions", Href: home + "/decisions", Icon: "M9 6h12M9 12h12M9 18h12M3 6l1 1 2-2M3 12l1 1 2-2M3 18l1 1 2-2"}, project.Read},
		{layout.Room{Key: "reports", Href: home + "/reports", Icon: "M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7"}, project.Read},
		{layout.Room{Key: "activity", Href: home + "/activity", Icon: "M4 6h10M4 12h16M4 18h7"}, project.ReadActivity},
		{layout.Room{Key: "settings", Href: home + "/settings", Icon: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4"}, project.Manage},
	}
	var open []layout.Room
	for _, r := range all {
		if key.Allows(r.needs) {
			open = append(open, r.Room)
		}
	}
	return open
}

// outerRooms is the rail outside of any project.
func outerRooms(who account.Account) []layout.Room {
	open := []layout.Room{
		{Key: "projects", Href: "/projects", Icon: "M4 6h16M4 12h16M4 18h16"},
		{Key: "organisations", Href: "/organisations", Icon: "M4 20V5h9v15M13 10h7v10M2.5 20h19M7 9h3M7 13h3M16 14h1"},
	}
	if who.Administrator {
		open = append(open, layout.Room{Key: "admin", Href: accountsPath, Icon: "M12 3l7 3v5c0 4.5-3 8-7 10-4-2-7-5.5-7-10V6zM9 12l2 2 4-4"})
	}
	return open
}
