package stakeholder

import (
	"context"
	"strconv"
	"strings"

	"stegvis/app/platform/date"
	"stegvis/app/platform/i18n"
	"stegvis/app/stakeholder"
	"stegvis/templates/partial"
)

func named[T ~string](ctx context.Context, group string, values []T) []partial.Option {
	return partial.Options(values, func(v T) string { return i18n.T(ctx, "stakeholder."+group+"."+string(v)) })
}

func parts(ctx context.Context) []partial.Option { return named(ctx, "part", stakeholder.Parts()) }
func channels(ctx context.Context) []partial.Option {
	return named(ctx, "channel", stakeholder.Channels())
}
func messageStatuses(ctx context.Context) []partial.Option {
	return named(ctx, "message_status", stakeholder.MessageStatuses())
}
func trainingStatuses(ctx context.Context) []partial.Option {
	return named(ctx, "training_status", stakeholder.TrainingStatuses())
}

// partNames are the names of parts, as they stand in a sentence.
func partNames(ctx context.Context, missing []stakeholder.Part) string {
	names := make([]string, len(missing))
	for i, p := range missing {
		names[i] = i18n.T(ctx, "stakeholder.part_in_sentence."+string(p))
	}
	return strings.Join(names, ", ")
}

// messageMark is a message's status, late or not.
func messageMark(ctx context.Context, m stakeholder.Message, today date.Day) (partial.Tone, string) {
	word := i18n.T(ctx, "stakeholder.message_status."+string(m.Status))
	switch {
	case m.Overdue(today):
		return partial.Warn, i18n.T(ctx, "stakeholder.message.overdue")
	case m.Status == stakeholder.MessageSent:
		return partial.Good, word
	}
	return partial.Idle, word
}

// trainingMark is a training's status, late or not.
func trainingMark(ctx context.Context, t stakeholder.Training, today date.Day) (partial.Tone, string) {
	word := i18n.T(ctx, "stakeholder.training_status."+string(t.Status))
	switch {
	case t.Overdue(today):
		return partial.Warn, i18n.T(ctx, "stakeholder.training.overdue")
	case t.Status == stakeholder.TrainingHeld:
		return partial.Good, word
	}
	return partial.Idle, word
}

// cameAbout is the day on which something happened, else the one it is planned for.
func cameAbout(happened, planned date.Day) date.Day {
	if happened.IsZero() {
		return planned
	}
	return happened
}

// length is a time in hours and minutes.
func length(ctx context.Context, minutes int64) string {
	h, m := minutes/60, minutes%60
	switch {
	case minutes == 0:
		return ""
	case h == 0:
		return i18n.T(ctx, "stakeholder.length.m", "m", m)
	case m == 0:
		return i18n.T(ctx, "stakeholder.length.h", "h", h)
	}
	return i18n.T(ctx, "stakeholder.length.hm", "h", h, "m", m)
}

// seats is who attended of how many places, or how many places there will be.
func seats(ctx context.Context, t stakeholder.Training) string {
	switch {
	case t.Status == stakeholder.TrainingHeld && t.Places > 0:
		return i18n.T(ctx, "stakeholder.attended_of", "attended", t.Attended, "places", t.Places)
	case t.Status == stakeholder.TrainingHeld:
		return i18n.N(ctx, "stakeholder.attended", int(t.Attended))
	case t.Places == 0:
		return ""
	}
	return i18n.N(ctx, "stakeholder.places", int(t.Places))
}

// told says in a line how far communication has come.
func told(ctx context.Context, sum stakeholder.Told) string {
	t := i18n.From(ctx)
	sentences := []string{t.T("stakeholder.told.none")}
	if !sum.LastSentOn.IsZero() {
		sentences = []string{t.T("stakeholder.told.last", "day", t.Day(sum.LastSentOn)), t.N("stakeholder.told.sent", sum.Sent)}
	}
	return strings.Join(append(sentences, ahead(t, sum.Planned, sum.NextOn)...), " ")
}

// trained says in a line how far training has come.
func trained(ctx context.Context, sum stakeholder.Trained) string {
	t := i18n.From(ctx)
	sentences := []string{t.T("stakeholder.trained.none")}
	if sum.Held > 0 {
		sentences = []string{t.N("stakeholder.trained.held", sum.Held)}
		if sum.Places > 0 {
			sentences = append(sentences, t.T("stakeholder.trained.filled", "attended", sum.Attended, "places", sum.Places))
		}
	}
	return strings.Join(append(sentences, ahead(t, sum.Planned, sum.NextOn)...), " ")
}

// ahead says what is still planned, and for when.
func ahead(t *i18n.Text, planned int, next date.Day) []string {
	var sentences []string
	if planned > 0 {
		sentences = append(sentences, t.N("stakeholder.planned", planned))
	}
	if !next.IsZero() {
		sentences = append(sentences, t.T("stakeholder.next", "day", t.Day(next)))
	}
	return sentences
}

func whole(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
