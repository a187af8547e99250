package reports

import (
	"stegvis/app/committee"
	"stegvis/app/report"
	"stegvis/templates/partial"
)

// VerifyPage asks for a PDF, and says what one is that was sent.
type VerifyPage struct {
	Form    partial.Form
	Largest int             // how many MB a file may have
	Found   report.Verified // without a verdict before one was sent
	Inside  *Inside         // nil for those who may not enter the report's project
}

// Inside is what only those learn of a report who may enter its project.
type Inside struct {
	Project string
	Home    string // the address of the report, or of the meeting of minutes
	When    string // it was issued
	Zone    Zone
	Review  committee.Review // without an id when the committee was never asked
}

// signed reports whether there is something to say of who has signed what the file says.
func (p VerifyPage) signed() bool {
	return p.Found.Verdict.Issued() && p.Inside != nil && p.Inside.Review.ID != ""
}

// shows reports whether the file is or says that it is a report that was issued here.
func (p VerifyPage) shows() bool { return p.Found.Report.ID != "" }

// words are the keys of what the file is, of which day, and when it was issued.
func (p VerifyPage) words() (is, day, issued string) {
	if p.Found.Report.Kind == report.KindMinutes {
		return "verify.minutes", "verify.held", "verify.closed"
	}
	return "verify.report", "report.day", "report.issued"
}

// tone is the colour and shape of a verdict.
func (p VerifyPage) tone() partial.Tone {
	switch p.Found.Verdict {
	case report.Genuine, report.Rendered:
		return partial.Good
	case report.Altered:
		return partial.Bad
	}
	return partial.Warn
}

// notice is the class of what stands around a verdict.
func (p VerifyPage) notice() string { return "notice " + string(p.tone()) }
