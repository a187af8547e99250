package record

// The two tracks.
const (
	Kotter  = "kotter"
	Gartner = "gartner"
)

// Steps are the step keys of a track in their order; none for another name.
func Steps(track string) []string {
	switch track {
	case Kotter:
		return []string{"urgency", "coalition", "vision", "communicate", "enable", "wins", "consolidate", "anchor"}
	case Gartner:
		return []string{"vision", "strategy", "experience", "collaboration", "processes", "information", "technology", "metrics"}
	}
	return nil
}
