package flow

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/decision"
	"stegvis/app/framework"
	"stegvis/app/maturity"
	"stegvis/app/platform/database"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
	"stegvis/app/workshop"
)

// Into is what something that a workshop said can become.
type Into string

// What can become of a card, an option or, for maturity, of a whole activity.
const (
	AsRisk        Into = "risk"
	AsTask        Into = "task"
	AsStakeholder Into = "stakeholder" // a group
	AsPerson      Into = "person"      // a stakeholder with a name, of whom few are told
	AsWin         Into = "win"
	AsDecision    Into = "decision"
	AsUrgency     Into = "urgency"    // a line in the case for urgency
	AsVision      Into = "vision"     // the text of the vision; of a mission, its own field beside it
	AsAssessment  Into = "assessment" // the agreed levels together
)

// IntoOf is what can become of what is said in a kind of activity, the usual first.
func IntoOf(kind workshop.ActivityKind) []Into {
	switch kind {
	case workshop.Scoring:
		return []Into{AsAssessment}
	case workshop.Risks:
		return []Into{AsRisk, AsTask, AsDecision, AsWin, AsStakeholder}
	case workshop.Pains:
		return []Into{AsUrgency, AsRisk, AsTask, AsDecision, AsWin, AsStakeholder}
	case workshop.Drivers:
		return []Into{AsUrgency, AsWin, AsTask, AsDecision, AsRisk, AsStakeholder}
	case workshop.Map:
		return []Into{AsStakeholder, AsPerson, AsRisk, AsTask}
	case workshop.Vision:
		return []Into{AsVision}
	case workshop.Pitfalls:
		return []Into{AsRisk, AsTask, AsDecision}
	case workshop.Motion:
		return []Into{AsDecision, AsTask}
	}
	return []Into{AsTask, AsRisk, AsWin, AsDecision, AsStakeholder}
}

// Registers are the slices into which a workshop's results are written.
type Registers struct {
	Risks     *risk.Register
	Plan      *rollout.Plan
	Tracks    *framework.Framework
	Decisions *decision.Register
	Maturity  *maturity.Register
	Agreed    *maturity.Agreements
	Involved  *stakeholder.Stakeholders
}

// Harvest writes what workshops said to the project.
type Harvest struct {
	db        *database.DB
	workshops *workshop.Workshops
	into      Registers
}

// NewHarvest takes the workshops and the registers that their results go to.
func NewHarvest(db *database.DB, workshops *workshop.Workshops, into Registers) *Harvest {
	return &Harvest{db: db, workshops: workshops, into: into}
}

// HarvestDraft is what somebody takes over: some subjects of an activity (options'
// keys and cards' ids; none for the levels of a scoring), and what they become.
// Version is that of the vision which the person saw.
type HarvestDraft struct {
	Activity string   `form:"activity" validate:"required,max=36"`
	Subjects []string `form:"subject" validate:"max=200,dive,max=80"`
	Into     Into     `form:"into" validate:"required,max=20"`
	Version  int64    `form:"version"`
	Unit     string   `form:"unit" validate:"max=120,oneline"` // that an assessment is of, "" for the whole organisation
}

// crop is one subject on its way into the project.
type crop struct {
	workshop.Taken
	state workshop.State
	card  workshop.Card
	code  string // of the workshop
}

func (c crop) origin() record.Origin {
	return record.Origin{OriginKind: string(workshop.TakenKind), OriginID: c.ID}
}

// Take writes subjects of a revealed activity to the project, all or none, as one
// change. What was taken over already is refused, unless its row is no longer there;
// a rehearsal writes nothing. It returns how many were taken.
func (h *Harvest) Take(ctx context.Context, key project.Scope, workshopID string, d HarvestDraft) (int, error) {
	if err := key.Require(project.Assess); err != nil {
		return 0, err
	}
	if err := validate.Draft(d); err != nil {
		return 0, err
	}
	var taken int
	err := h.db.Write(ctx, func(ctx context.Context, _ *gorm.DB) error {
		crops, err := h.reap(ctx, key, workshopID, d)
		if err != nil {
			return err
		}
		ctx, taken = record.WithBatch(ctx), len(crops)
		if err := h.clear(ctx, key, workshopID, crops); err != nil {
			return err
		}
		if d.Into == AsAssessment {
			taken = 1 // all of them together
		}
		return h.store(ctx, key, d, crops)
	})
	return taken, err
}

// reap finds what is asked for among what has been revealed.
func (h *Harvest) reap(ctx context.Context, key project.Scope, workshopID string, d HarvestDraft) ([]crop, error) {
	w, states, err := h.workshops.Results(ctx, key, workshopID)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(states, func(s workshop.State) bool { return s.Activity.ID == d.Activity })
	switch {
	case at < 0:
		return nil, fault.Missing()
	case w.Rehearsal:
		return nil, fault.Broken("workshop.result.fault.rehearsal")
	case states[at].Activity.Phase != workshop.Revealed:
		return nil, fault.Broken("workshop.fault.hidden")
	case !slices.Contains(IntoOf(states[at].Activity.Kind), d.Into):
		return nil, fault.Field("into", "workshop.result.fault.into")
	}
	subjects := slices.Compact(slices.Sorted(slices.Values(d.Subjects)))
	if d.Into == AsAssessment {
		return h.scorings(ctx, key, w, states, states[at])
	}
	if len(subjects) == 0 {
		return nil, fault.Broken("workshop.result.fault.nothing")
	}
	return crops(key, w, states[at], subjects)
}

func crops(key project.Scope, w workshop.Workshop, state workshop.State, subjects []string) ([]crop, error) {
	var all []crop
	for _, subject := range subjects {
		c := crop{state: state, code: w.Code(), Taken: workshop.Taken{ID: database.NewID(), WorkshopID: w.ID, ActivityID: state.Activity.ID, Subject: subject}}
		if subject == state.Activity.ID {
			c.Words = state.Activity.Called().In(key.Text)
		} else {
			option, card, known := state.Offered(subject)
			if !known {
				return nil, fault.Missing()
			}
			c.card, c.Words, c.Votes = card, card.Text, state.VotesOn(subject)
			if card.ID == "" {
				c.Words = option.Phrase().In(key.Text)
			}
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b crop) int {
		return cmp.Or(before(state.IsChosen(a.Subject), state.IsChosen(b.Subject)), b.Dots-a.Dots)
	})
	return all, nil
}

// clear refuses what was taken over already, and forgets that of which the row is no
// longer there.
func (h *Harvest) clear(ctx context.Context, key project.Scope, workshopID string, crops []crop) error {
	before, err := h.workshops.TakenOf(ctx, key, workshopID)
	if err != nil {
		return err
	}
	var again []workshop.Taken
	for _, t := range before {
		if slices.ContainsFunc(crops, func(c crop) bool { return c.ActivityID == t.ActivityID && c.Subject == t.Subject }) {
			again = append(again, t)
		}
	}
	if len(again) == 0 {
		return nil
	}
	became, err := h.Became(ctx, key, again)
	if err != nil {
		return err
	}
	for _, t := range again {
		if _, there := became[t.ID]; there {
			return fault.New(fault.Refused, "workshop.fault.written")
		}
		if err := h.workshops.GiveBack(ctx, key, t); err != nil {
			return err
		}
	}
	return nil
}

// store makes the rows, and notes for each subject which it has become.
func (h *Harvest) store(ctx context.Context, key project.Scope, d HarvestDraft, crops []crop) error {
	if d.Into == AsPerson {
		ctx = record.Needing(ctx, project.Confide)
	}
	if missions, visions := parted(crops); d.Into == AsVision && len(missions) > 0 {
		if err := h.keep(ctx, key, d, missions, h.recall); err != nil || len(visions) == 0 {
			return err
		}
		crops = visions
	}
	var together gathering
	switch d.Into {
	case AsUrgency:
		together = h.urge
	case AsVision:
		together = h.envision
	case AsAssessment:
		together = h.assess
	}
	if together != nil {
		return h.keep(ctx, key, d, crops, together)
	}
	for _, c := range crops {
		ref, err := h.row(ctx, key, d.Into, c)
		if err != nil {
			return err
		}
		if err := h.note(ctx, key, c, ref); err != nil {
			return err
		}
	}
	return nil
}

// gathering makes one row of several subjects.
type gathering func(context.Context, project.Scope, HarvestDraft, []crop) (record.Ref, error)

// keep makes one row of several subjects, and notes for each that it has become it.
func (h *Harvest) keep(ctx context.Context, key project.Scope, d HarvestDraft, crops []crop, together gathering) error {
	ref, err := together(ctx, key, d, crops)
	if err != nil {
		return err
	}
	for _, c := range crops {
		if err := h.note(ctx, key, c, ref); err != nil {
			return err
		}
	}
	return nil
}

func (h *Harvest) note(ctx context.Context, key project.Scope, c crop, ref record.Ref) error {
	c.Kind, c.RowID = ref.Kind, ref.ID
	return h.workshops.Take(ctx, key, c.Taken)
}
