package record

import "context"

// Receipt remembers the last line that a request left in a project's log, so
// that its answer can offer to take it back.
type Receipt struct{ Seq int64 }

type receiptKey struct{}

// WithReceipt prepares a context in which Log leaves a receipt.
func WithReceipt(ctx context.Context) (context.Context, *Receipt) {
	r := &Receipt{}
	return context.WithValue(ctx, receiptKey{}, r), r
}

func leave(ctx context.Context, seq int64) {
	if r, ok := ctx.Value(receiptKey{}).(*Receipt); ok {
		r.Seq = seq
	}
}
