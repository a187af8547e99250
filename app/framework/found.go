package framework

import (
	"maps"
	"slices"

	"stegvis/app/platform/i18n"
	"stegvis/app/record"
)

// page is the step's, below the project's.
func (p Place) page() string { return "tracks/" + p.Track + "/" + p.StepKey }

// Found is what those who search see of a step that somebody has touched.
func (s Step) Found() record.Found {
	return record.Found{
		Title: s.Named(), State: "track.status." + string(s.Status), OwnerID: s.Owner(), Place: s.page(),
		Body: []i18n.Phrase{s.Noted(), {Text: s.ReopenedReason}},
	}
}

// Found is what those who search see of a deliverable.
func (d Deliverable) Found() record.Found {
	return record.Found{
		Title: d.Called(), Place: d.page(), Body: []i18n.Phrase{d.Evidence(), {Text: d.EvidenceLink}, d.Because()},
	}
}

// Found is what those who search see of the vision.
func (v Vision) Found() record.Found {
	return record.Found{
		Title: i18n.Phrase{Key: "track.vision.title", Text: "vision"}, State: "track.vision.state." + string(v.State), Body: []i18n.Phrase{v.Told()},
	}
}

// Found is what those who search see of an early result.
func (w Win) Found() record.Found {
	return record.Found{
		Title: w.Titled(), State: "track.win.status." + string(w.Status), OwnerID: w.Owner(), Body: []i18n.Phrase{w.Measured()},
	}
}

// Found is what those who search see of a worksheet.
func (w Worksheet) Found() record.Found {
	found := record.Found{Code: w.Code(), Title: SheetTitle(w.Sheet), State: "worksheet.state." + string(w.State), OwnerID: w.Owner()}
	for _, field := range slices.Sorted(maps.Keys(w.Answers)) {
		found.Body = append(found.Body, w.Said(field))
	}
	return found
}
