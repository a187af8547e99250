// Package static holds what browsers load as it is: style, script and faces.
package static

import "embed"

// Files is everything below this folder that is served or drawn with.
//
//go:embed css js fonts img
var Files embed.FS
