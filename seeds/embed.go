// Package seeds holds the catalogues and every text of the product. It is data
// only: the rooms that need a catalogue parse it.
package seeds

import "embed"

// Files is everything below this folder.
//
//go:embed texts catalogue
var Files embed.FS
