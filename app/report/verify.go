package report

import (
	"bytes"
	"context"
	"io"
	"regexp"
	"slices"
	"time"

	"gorm.io/gorm"

	"stegvis/app/committee"
	"stegvis/app/platform/fault"
	"stegvis/app/platform/i18n"
	"stegvis/app/platform/rate"
)

// LargestFile is how many bytes a file may have to be looked at: several times what the
// largest report has.
const LargestFile = 8 << 20

// perVerifier is how many files one origin may have looked at: some are drawn anew.
var perVerifier = rate.Limit{Tries: 60, Window: 15 * time.Minute}

// Verdict is what a file is found to be. Its words are verify.verdict.VERDICT.
type Verdict string

// The verdicts.
const (
	Genuine  Verdict = "genuine"  // byte for byte a file that was issued
	Rendered Verdict = "rendered" // an issued report in another language than it was issued in, as it is drawn here
	Altered  Verdict = "altered"  // bears the mark of an issued report, and is not its file
	Unissued Verdict = "unissued" // bears the mark of a report that was not issued here
	Unknown  Verdict = "unknown"  // bears no mark
	Foreign  Verdict = "foreign"  // no PDF
)

// Issued reports whether the file says what was issued and nothing else.
func (v Verdict) Issued() bool { return v == Genuine || v == Rendered }

// Verified is what is known of a file.
type Verified struct {
	Verdict Verdict
	SHA256  string // of the file; "" for one that is larger than any report
	Report  Issued // the one that it is or whose mark it bears, else zero; closed minutes as sealed gives them
}

// VerifyFor is Verify for whoever asks from an origin, which may do so often, and no
// more.
func (r *Reports) VerifyFor(ctx context.Context, origin string, now time.Time, file []byte, all []*i18n.Text) (Verified, error) {
	if len(file) == 0 {
		return Verified{}, fault.Field("file", "verify.fault.none")
	}
	within := false
	err := r.db.Write(ctx, func(_ context.Context, tx *gorm.DB) error {
		var err error
		within, err = perVerifier.Take(tx, "verify from "+origin, now)
		return err
	})
	if err == nil && !within {
		err = fault.New(fault.TooMany, "fault.too_many")
	}
	if err != nil {
		return Verified{}, err
	}
	return r.Verify(ctx, bytes.NewReader(file), all)
}

// Verify finds out whether a file is one that was issued here, a report or closed
// minutes. Nothing of it is kept, and nothing in it is unpacked. A file that is none to
// the byte and bears an issued one's mark was changed since, unless it is that one as it
// is drawn in another of the languages.
func (r *Reports) Verify(ctx context.Context, file io.Reader, all []*i18n.Text) (Verified, error) {
	body, err := io.ReadAll(io.LimitReader(file, LargestFile+1))
	if err != nil {
		return Verified{}, err
	}
	if len(body) > LargestFile {
		return Verified{Verdict: Unknown}, nil
	}
	v := Verified{Verdict: Genuine, SHA256: Fingerprint(body)}
	if v.Report, err = r.sealed(ctx, "sha256 = ?", v.SHA256); !fault.Is(err, fault.NotFound) {
		return v, err
	}
	digests := marks(body)
	switch {
	case !bytes.Contains(body[:min(len(body), headWithin)], []byte("%PDF-")):
		v.Verdict = Foreign
		return v, nil
	case len(digests) == 0:
		v.Verdict = Unknown
		return v, nil
	}
	v.Report, err = r.sealed(ctx, "digest IN ?", digests)
	if fault.Is(err, fault.NotFound) {
		v.Verdict = Unissued
		return v, nil
	}
	if err == nil {
		v.Verdict, err = r.against(ctx, v, body, all)
	}
	return v, err
}

// headWithin is how far into a file readers look for what tells a PDF.
const headWithin = 1024

// against holds a file that bears its report's mark against that report as it is drawn
// in the language in which the file says that it is. Nothing is drawn for one in the
// language of issue: that file is kept.
func (r *Reports) against(ctx context.Context, v Verified, file []byte, all []*i18n.Text) (Verdict, error) {
	said := spoken.FindSubmatch(file)
	if said == nil || string(said[1]) == v.Report.Lang {
		return Altered, nil
	}
	at := slices.IndexFunc(all, func(t *i18n.Text) bool { return t.Lang() == string(said[1]) })
	if at < 0 {
		return Altered, nil
	}
	of, err := r.snapshotOf(ctx, v.Report)
	if err != nil {
		return Altered, err
	}
	drawn, err := r.print(ctx, of, all[at])
	if err == nil && bytes.Equal(drawn.PDF, file) {
		return Rendered, nil
	}
	return Altered, err
}

// sealed is the report that a condition fits, or else the closed minutes, as an issued
// report whose id is the meeting's; NotFound without any.
func (r *Reports) sealed(ctx context.Context, condition string, arg any) (Issued, error) {
	found, err := take[Issued](ctx, r.db, condition, arg)
	if !fault.Is(err, fault.NotFound) {
		return found, err
	}
	kept, err := take[committee.Minutes](ctx, r.db, condition, arg)
	if err != nil {
		return Issued{}, err
	}
	m, err := take[committee.Meeting](ctx, r.db, "id = ?", kept.MeetingID) // of which nothing has changed since
	return Issued{
		ID: m.ID, OrganisationID: kept.OrganisationID, ProjectID: kept.ProjectID, Stream: m.ID, Number: m.Number, Kind: KindMinutes, SubjectID: m.ID, Name: Name{Subject: m.Titled()},
		Lang: kept.Lang, Day: m.HeldOn, Digest: kept.Digest, SHA256: kept.SHA256, Pages: kept.Pages, IssuedName: m.ClosedBy, IssuedAt: kept.CreatedAt,
	}, err
}

// snapshotOf is what something sealed was drawn from.
func (r *Reports) snapshotOf(ctx context.Context, of Issued) (Snapshot, error) {
	if of.Kind == KindMinutes {
		kept, err := take[committee.Minutes](ctx, r.db, "meeting_id = ?", of.ID)
		return Snapshot(kept.Input), err
	}
	body, err := take[Body](ctx, r.db, "report_id = ?", of.ID)
	return Snapshot(body.Input), err
}

// spoken is the language of a PDF as package pdf writes it.
var spoken = regexp.MustCompile(`/Lang \(([A-Za-z0-9-]{2,35})\)`)

// markBegins is how what a report was drawn from is named in its file's metadata, before
// the digest. Programs that save a PDF anew leave that as readable as it was.
const markBegins = "stegvis:"

// mostMarks is how many marks of a file are looked up, and mostLooked how many are read:
// an honest file has one, or two alike.
const (
	mostMarks  = 8
	mostLooked = 1000
)

// marks are the digests that a file bears, each once, the first ones of very many.
func marks(file []byte) []string {
	var all []string
	for range mostLooked {
		at := bytes.Index(file, []byte(markBegins))
		if at < 0 || len(all) == mostMarks {
			break
		}
		file = file[at+len(markBegins):]
		if digest := string(file[:min(len(file), digestLong)]); hexadecimal(digest) && !slices.Contains(all, digest) {
			all = append(all, digest)
		}
	}
	return all
}

// digestLong is how many digits a digest has.
const digestLong = 64

func hexadecimal(s string) bool {
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s) == digestLong
}
