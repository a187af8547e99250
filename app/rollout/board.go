package rollout

import (
	"context"

	"gorm.io/gorm"

	"stegvis/app/project"
)

// LaneSize is how many tasks a lane of the board shows, DoneSize how many of those
// that are done; the others are in the list.
const (
	LaneSize = 25
	DoneSize = 8
)

// Lane is a column of the board: its first tasks and how many there are in all.
type Lane struct {
	Status Status
	Tasks  []Task
	Total  int
}

// laneOrder is that of the days on which tasks are expected, and in the last lane
// begins with what was finished last.
const laneOrder = "CASE WHEN status = 'done' THEN actual_finish END DESC, " + expected + " IS NULL, " + expected + ", number"

// Board is the filtered tasks in lanes by status, each cut to its size.
func (s *Plan) Board(ctx context.Context, key project.Scope, f Filter) ([]Lane, error) {
	if err := key.Require(project.Read); err != nil {
		return nil, err
	}
	f.today = key.Today()
	counts, shown := map[Status]int{}, []Task{}
	err := s.db.Read(ctx, func(_ context.Context, tx *gorm.DB) error {
		if err := count(f.narrow(tasks(tx, key)), counts); err != nil {
			return err
		}
		ranked := f.narrow(tasks(tx, key)).Select("task.*, ROW_NUMBER() OVER (PARTITION BY status ORDER BY " + laneOrder + ") AS place")
		return tx.Table("(?) AS ranked", ranked).Where("place <= ? OR status <> 'done' AND place <= ?", DoneSize, LaneSize).Order("place").Find(&shown).Error
	})
	lanes := make([]Lane, 0, len(Statuses()))
	for _, status := range Statuses() {
		lane := Lane{Status: status, Total: counts[status]}
		for _, t := range shown {
			if t.Status == status {
				lane.Tasks = append(lane.Tasks, t)
			}
		}
		lanes = append(lanes, lane)
	}
	return lanes, err
}

// More is how many tasks of the lane the board does not show.
func (l Lane) More() int { return l.Total - len(l.Tasks) }
