package businesscase

// Cost is a sort of cost. The taxonomy is that of lecture notes on CRM systems
// and their implementation: fourteen costs in three groups, the first two of
// them direct.
type Cost string

// Group gathers costs.
type Group string

// The groups.
const (
	Infrastructure Group = "infrastructure"
	Services       Group = "services"
	Indirect       Group = "indirect"
)

// Groups lists the groups in the taxonomy's order.
func Groups() []Group { return []Group{Infrastructure, Services, Indirect} }

// Direct reports whether a group's costs are paid for the system itself.
func (g Group) Direct() bool { return g != Indirect }

// Costs lists a group's costs in the taxonomy's order.
func (g Group) Costs() []Cost {
	switch g {
	case Infrastructure:
		return []Cost{"licence", "it_infrastructure", "hardware"}
	case Services:
		return []Cost{"analysis", "customisation", "deployment", "migration", "training", "support"}
	case Indirect:
		return []Cost{"org_change", "lost_benefits", "procedures", "downtime", "problem_solving"}
	}
	return nil
}

// Costs lists all fourteen costs.
func Costs() []Cost {
	var all []Cost
	for _, g := range Groups() {
		all = append(all, g.Costs()...)
	}
	return all
}

// Group is the group that a cost belongs to.
func (c Cost) Group() Group {
	for _, g := range Groups() {
		for _, own := range g.Costs() {
			if own == c {
				return g
			}
		}
	}
	return ""
}
