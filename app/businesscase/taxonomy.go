package businesscase

import "stegvis/app/record"

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

// Tags are where a sort of cost belongs on the two tracks.
func (c Cost) Tags() record.Tags {
	at := map[Cost][2]string{
		"licence": {"enable", "technology"}, "it_infrastructure": {"enable", "technology"}, "hardware": {"enable", "technology"},
		"analysis": {"urgency", "strategy"}, "customisation": {"wins", "technology"}, "deployment": {"consolidate", "technology"},
		"migration": {"consolidate", "information"}, "training": {"enable", "processes"}, "support": {"enable", "technology"},
		"org_change": {"anchor", "collaboration"}, "lost_benefits": {"urgency", "strategy"}, "procedures": {"enable", "processes"},
		"downtime": {"consolidate", "processes"}, "problem_solving": {"consolidate", "technology"},
	}[c]
	return record.Tags{KotterStep: at[0], GartnerStep: at[1]}
}
