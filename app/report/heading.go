package report

// Heading is a section of a report as its reader names it.
type Heading struct {
	Key   string
	Title string // a text's key
}

// Headings are the sections that the report has, in their order; those of a page that
// is set as a whole are its own.
func (in Input) Headings() []Heading {
	var all []Heading
	for _, p := range in.Parts {
		section, known := sectionOf(p.Key)
		switch {
		case p.Key == steeringPart:
			all = append(all, steeringHeadings()...)
		case known && section.set != nil:
			all = append(all, Heading{p.Key, "report.section." + p.Key + ".title"})
		}
	}
	return all
}

// steeringHeadings are those of the committee's page.
func steeringHeadings() []Heading {
	return []Heading{
		{"moved", "moved.title"}, {"asked", "report.decision.title"}, {"change", "report.track.kotter"}, {"capability", "report.track.gartner"},
		{"milestones", "report.milestone.title"}, {"money", "report.money.title"}, {"risks", "report.risk.title"}, {"maturity", "report.maturity.title"}, {"work", "report.section.work.title"},
	}
}
