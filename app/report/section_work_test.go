package report_test

import (
	"math"
	"testing"

	"stegvis/app/platform/date"
	"stegvis/app/platform/pdf/pdftest"
	"stegvis/app/report"
	"stegvis/app/rollout"
	"stegvis/app/stakeholder"
)

func workLog() report.WorkLog {
	task := func(code, title, owner string, status rollout.Status, planned, now int, late bool) report.PlannedTask {
		return report.PlannedTask{ID: code, Code: code, Title: words(title), Owner: owner, Status: status, Planned: day(planned), Now: day(now), Slip: now - planned, Late: late}
	}
	return report.WorkLog{Days: 30,
		Done:   []report.PlannedTask{task("T2", "Vision workshop held in Umeå", "Åsa Łukowska", rollout.Done, -3, -3, false)},
		Missed: []report.PlannedTask{task("T3", "Duplicate customer records merged", "Søren Kjær", rollout.Doing, -6, 4, false), task("T5", "Interface agreed", "", rollout.Blocked, -2, -2, true)},
		Next:   []report.PlannedTask{task("T8", "Second training day for the pilot group", "Bjørn Ødegård", rollout.Todo, 3, 3, false)},
	}
}

func involved() report.Involved {
	return report.Involved{People: 5, Reach: 480, Places: 36, Attended: 32,
		Coalition: []report.Played{{Part: stakeholder.Sponsor, People: 1, Needed: true}, {Part: stakeholder.LineManager, Needed: true}, {Part: stakeholder.Expert, People: 3, Needed: true}, {Part: stakeholder.IT, People: 1}},
		Messages:  report.InvolvedByPlan{Planned: 4, Overdue: 1, Done: 7, Last: day(-19), Next: day(5)},
		Trainings: report.InvolvedByPlan{Planned: 3, Done: 3, Last: day(-25)},
	}
}

// monstrousInvolved has no words to write in, so its figures are beyond all measure, and
// each part is one that a later program knows.
func monstrousInvolved(text string) report.Involved {
	v := involved()
	v.People, v.Reach, v.Places, v.Attended = math.MaxInt32, math.MaxInt64, math.MaxInt64, math.MaxInt64
	for i := range v.Coalition {
		v.Coalition[i].Part, v.Coalition[i].People = stakeholder.Part(text), math.MaxInt32*(i%2)
	}
	plan := report.InvolvedByPlan{Planned: math.MaxInt32, Overdue: math.MaxInt32, Done: math.MaxInt32, Last: date.New(1, 1, 1), Next: date.New(9999, 12, 31)}
	v.Messages, v.Trainings = plan, plan
	return v
}

func monstrousWork(text string) report.WorkLog {
	v := workLog()
	for _, rows := range [][]report.PlannedTask{v.Done, v.Missed, v.Next} {
		for i := range rows {
			rows[i].Title, rows[i].Owner, rows[i].Pilot = words(text), text, words(text)
		}
	}
	return v
}

func TestEveryTaskOfTheDaysAroundStandsInTheReport(t *testing.T) {
	v := workLog()
	for range 500 {
		v.Missed = append(v.Missed, v.Missed[0])
	}
	file := printed(t, "work-many", "sv", together(t, report.KindStatus, part{"work", v}))
	pdftest.WellSet(t, "many", file, pdftest.Limits{Least: 8, Most: 60})
}
