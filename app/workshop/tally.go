package workshop

import (
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// tally is what was voted in an activity, counted when it was closed.
type tally struct {
	ActivityID string `gorm:"primaryKey"`
	WorkshopID string
	Ballots    string // []cast as JSON
}

// TableName tells GORM.
func (tally) TableName() string { return "workshop_tally" }

// counted keeps the tally of an activity that was brought to its phase: from its
// close on, as long as it takes no votes.
func counted(tx *gorm.DB, a Activity) error {
	switch a.Phase {
	case Closed:
		return keepTally(tx, a)
	case Revealed:
		return nil
	}
	return tx.Where("activity_id = ?", a.ID).Delete(&tally{}).Error
}

// keepTally counts the votes of an activity that takes no more of them, so that a
// reveal to a full hall need not.
func keepTally(tx *gorm.DB, a Activity) error {
	ballots, err := ballotsOf(tx, a.AtTables, a.ID)
	if err != nil {
		return err
	}
	return tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&tally{a.ID, a.WorkshopID, written(ballots[a.ID])}).Error
}

// forgetTallies lets a workshop's votes be counted as they stand, after they or who
// cast them may have changed.
func forgetTallies(tx *gorm.DB, workshopID string) error {
	return tx.Where("workshop_id = ?", workshopID).Delete(&tally{}).Error
}

// countedBallots are the votes of one activity, from its tally where that is kept.
func countedBallots(tx *gorm.DB, a Activity) ([]cast, error) {
	var kept tally
	switch err := tx.Where("activity_id = ?", a.ID).Take(&kept).Error; {
	case err == nil:
		return read[[]cast](kept.Ballots), nil
	case !errors.Is(err, gorm.ErrRecordNotFound):
		return nil, err
	}
	ballots, err := ballotsOf(tx, a.AtTables, a.ID)
	return ballots[a.ID], err
}
