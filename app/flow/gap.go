package flow

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"stegvis/app/audit"
	"stegvis/app/businesscase"
	"stegvis/app/maturity"
	"stegvis/app/platform/database"
	"stegvis/app/platform/date"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/validate"
	"stegvis/app/project"
	"stegvis/app/record"
	"stegvis/app/risk"
	"stegvis/app/rollout"
)

// Gaps makes work of the gaps that an assessment shows, and tells afterwards what
// of it was done.
type Gaps struct {
	db       *database.DB
	judged   *maturity.Register
	plan     *rollout.Plan
	risks    *risk.Register
	costs    *businesscase.Register
	attached *record.Attachments
}

// NewGaps takes the slices.
func NewGaps(db *database.DB, judged *maturity.Register, plan *rollout.Plan, risks *risk.Register, costs *businesscase.Register, attached *record.Attachments) *Gaps {
	return &Gaps{db, judged, plan, risks, costs, attached}
}

// GapDraft is what is chosen to be made of a gap: the parts of the proposals, who
// looks after them, by when the tasks are done and what the cost is expected to be.
type GapDraft struct {
	Make    []string `form:"make" validate:"max=10,dive,max=8"`
	OwnerID string   `form:"owner_id" validate:"max=36"`
	DueOn   date.Day `form:"due_on"`
	Amount  string   `form:"amount" validate:"max=40"`
}

// Make makes tasks, risks and costs of the gap in a dimension, each of them once,
// and links them: all in one transaction, which one Undo takes back. It gives how
// many were made.
func (s *Gaps) Make(ctx context.Context, key project.Scope, dimension string, d GapDraft) (int, error) {
	if err := key.Require(project.EditRegisters); err != nil {
		return 0, err
	}
	if err := validate.Draft(d); err != nil {
		return 0, err
	}
	if !slices.Contains(maturity.Dimensions(), dimension) {
		return 0, fault.Missing()
	}
	made := 0
	err := s.db.Write(ctx, func(ctx context.Context, tx *gorm.DB) error {
		if err := audit.Hold(tx, key.ProjectID); err != nil { // what is made by another at this moment is seen below
			return err
		}
		offered, err := s.Offered(ctx, key, dimension)
		if err != nil {
			return err
		}
		m := maker{Gaps: s, key: key, from: offered.Assessment.ID, dimension: dimension, draft: d}
		ctx = record.WithBatch(ctx)
		for _, p := range offered.Proposals {
			if p.Made == nil && slices.Contains(d.Make, p.Part) {
				if err := m.one(ctx, tx, p); err != nil {
					return err
				}
			}
		}
		if made = len(m.made); made == 0 {
			return fault.Field("make", "gap.fault.nothing")
		}
		return m.link(ctx)
	})
	return made, err
}

// GapOffer is what can be made of one gap.
type GapOffer struct {
	Dimension  string
	Assessment maturity.Assessment
	Proposals  []Proposal
}

// Offered is what can be made of the gap in a dimension, and what has been.
// Without an assessment there is no gap.
func (s *Gaps) Offered(ctx context.Context, key project.Scope, dimension string) (GapOffer, error) {
	o := GapOffer{Dimension: dimension}
	if !slices.Contains(maturity.Dimensions(), dimension) {
		return o, fault.Missing()
	}
	last, err := s.judged.Latest(ctx, key, 1)
	if err != nil {
		return o, err
	}
	if len(last) == 0 {
		return o, fault.Missing()
	}
	work, err := s.judged.Work(ctx, key, dimension)
	if err != nil {
		return o, err
	}
	done, err := s.standing(ctx, key, work)
	if err != nil {
		return o, err
	}
	o.Assessment, o.Proposals = last[0], proposals(dimension)
	for i := range o.Proposals {
		for _, w := range done {
			if w.Part == o.Proposals[i].Part {
				o.Proposals[i].Made = &w
			}
		}
	}
	return o, nil
}

// maker makes the rows of one gap.
type maker struct {
	*Gaps
	key       project.Scope
	from      string // the assessment
	dimension string
	draft     GapDraft
	made      []made
}

// made is a row with its code, by which others are linked to it.
type made struct {
	record.Ref
	code string
}

// one makes one proposal into a row, in the reader's words, which stay the
// catalogue's until somebody edits them.
func (m *maker) one(ctx context.Context, tx *gorm.DB, p Proposal) error {
	var row made
	var err error
	switch p.Kind {
	case rollout.TaskKind:
		row, err = m.task(ctx, p)
	case risk.Kind:
		row, err = m.risk(ctx, p)
	case businesscase.Kind:
		row, err = m.cost(ctx, p)
	}
	if err != nil {
		return err
	}
	m.made = append(m.made, row)
	return maturity.KeepWork(tx, m.key, maturity.Work{AssessmentID: m.from, Dimension: m.dimension, Part: p.Part, Kind: row.Kind, ObjectID: row.ID})
}

func (m *maker) origin() record.Origin {
	return record.Origin{OriginKind: string(maturity.GapKind), OriginID: m.from}
}

func (m *maker) tags() record.Tags { return record.Tags{GartnerStep: m.dimension}.Completed() }

func (m *maker) task(ctx context.Context, p Proposal) (made, error) {
	t, err := m.plan.Tasks.CreateFrom(ctx, m.key, rollout.TaskDraft{
		Title: p.says("title").In(m.key.Text), Note: p.says("note").In(m.key.Text), Status: rollout.Todo, OwnerID: m.draft.OwnerID,
		PlannedFinish: m.draft.DueOn, Tags: m.tags(),
	}, p.textKey, m.origin())
	return made{record.Ref{Kind: rollout.TaskKind, ID: t.ID}, t.Code()}, err
}

func (m *maker) risk(ctx context.Context, p Proposal) (made, error) {
	r, err := m.risks.CreateFrom(ctx, m.key, risk.Draft{
		Title: p.says("title").In(m.key.Text), Cause: p.says("cause").In(m.key.Text), Effect: p.says("effect").In(m.key.Text), Plan: p.says("response").In(m.key.Text),
		Category: p.category, Likelihood: 3, Impact: 3, Response: risk.Reduce, Status: risk.Open, OwnerID: m.draft.OwnerID, Tags: m.tags(),
	}, p.textKey, m.origin())
	return made{record.Ref{Kind: risk.Kind, ID: r.ID}, r.Code()}, err
}

func (m *maker) cost(ctx context.Context, p Proposal) (made, error) {
	d := businesscase.Draft{
		Cost: p.cost, Name: p.says("name").In(m.key.Text), Note: p.says("note").In(m.key.Text), OwnerID: m.draft.OwnerID, Tags: m.tags(),
	}
	if m.draft.Amount != "" {
		month := m.key.Today().Month()
		if !m.draft.DueOn.IsZero() {
			month = m.draft.DueOn.Month()
		}
		d.Planned = map[string]string{month.String(): m.draft.Amount}
	}
	l, err := m.costs.CreateFrom(ctx, m.key, d, p.textKey, m.origin())
	if f, expected := fault.As(err); expected && len(f.Fields) > 0 {
		for _, text := range f.Fields { // an amount is all that can be wrong in it
			return made{}, fault.Wrong(map[string]fault.Text{"amount": text})
		}
	}
	return made{record.Ref{Kind: businesscase.Kind, ID: l.ID}, l.Code()}, err
}

// link joins what was made: tasks lower the risks, and costs belong to the tasks.
func (m *maker) link(ctx context.Context) error {
	for _, from := range m.made {
		for _, to := range m.made {
			relation := record.Relation("")
			switch {
			case from.Kind == rollout.TaskKind && to.Kind == risk.Kind:
				relation = record.Mitigates
			case from.Kind == businesscase.Kind && to.Kind == rollout.TaskKind:
				relation = record.Relates
			default:
				continue
			}
			if err := m.attached.Link(ctx, m.key, from.Ref, record.LinkDraft{Relation: relation, To: to.code}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Proposal is one thing that can be made of a gap, in the catalogue's words.
type Proposal struct {
	Part     string // "t1", "t2", "r1", "c1"
	Kind     record.Kind
	Made     *Done // nil while it is only proposed
	textKey  string
	category risk.Category
	cost     businesscase.Cost
}

func (p Proposal) says(field string) i18n.Phrase { return i18n.Phrase{Key: p.textKey + "." + field} }

// Title is what would be made.
func (p Proposal) Title() i18n.Phrase {
	if p.Kind == businesscase.Kind {
		return p.says("name")
	}
	return p.says("title")
}

// Why says what it is for.
func (p Proposal) Why() i18n.Phrase {
	if p.Kind == risk.Kind {
		return p.says("cause")
	}
	return p.says("note")
}

// proposals are what is proposed for a dimension: two tasks, the risk that comes
// with them, and what they cost.
func proposals(dimension string) []Proposal {
	sort := map[string]struct {
		risk.Category
		businesscase.Cost
	}{
		"vision":        {risk.Organisational, "org_change"},
		"strategy":      {risk.Project, "analysis"},
		"experience":    {risk.Organisational, "analysis"},
		"collaboration": {risk.Organisational, "org_change"},
		"processes":     {risk.Personnel, "procedures"},
		"information":   {risk.Technical, "migration"},
		"technology":    {risk.Technical, "customisation"},
		"metrics":       {risk.Personnel, "training"},
	}[dimension]
	textKey := func(part string) string { return "domain.gap." + dimension + "." + part }
	return []Proposal{
		{Part: "t1", Kind: rollout.TaskKind, textKey: textKey("t1")},
		{Part: "t2", Kind: rollout.TaskKind, textKey: textKey("t2")},
		{Part: "r1", Kind: risk.Kind, textKey: textKey("r1"), category: sort.Category},
		{Part: "c1", Kind: businesscase.Kind, textKey: textKey("c1"), cost: sort.Cost},
	}
}
