package picture

import (
	"bytes"
	"encoding/binary"
)

// endOfPNG walks from chunk to chunk to the one that ends the file.
func endOfPNG(file []byte) (int, orientation, error) {
	const around = 12 // length, name and check sum of a chunk
	for at := 8; at+around <= len(file); {
		length, name := binary.BigEndian.Uint32(file[at:]), string(file[at+4:at+8])
		if uint64(length) > uint64(len(file)-at-around) {
			break
		}
		at += around + int(length)
		if name == "IEND" {
			return at, upright, nil
		}
	}
	return 0, upright, Broken
}

// Markers of a JPEG.
const (
	beginsScan = 0xda
	endsImage  = 0xd9
	holdsExif  = 0xe1
)

// mostScans is how often a picture may be gone over, which programs do about ten
// times: each scan of a few bytes can make a reader go through all of it.
const mostScans = 50

// endOfJPEG walks from marker to marker to the one that ends the picture. On the way
// it finds how the camera was held.
func endOfJPEG(file []byte) (int, orientation, error) {
	turn, scans := upright, 0
	for at := 2; ; {
		marker, next := markerAt(file, at)
		if marker == endsImage {
			return next, turn, nil
		}
		if next == 0 || len(file) < next+2 {
			return 0, turn, Broken
		}
		length := int(binary.BigEndian.Uint16(file[next:]))
		if length < 2 || len(file) < next+length {
			return 0, turn, Broken
		}
		payload := file[next+2 : next+length]
		at = next + length
		switch marker {
		case holdsExif:
			if o := exif(payload); o != 0 {
				turn = o
			}
		case beginsScan:
			if scans++; scans > mostScans {
				return 0, turn, Broken
			}
			at = afterScan(file, at)
		}
	}
}

// markerAt is the marker at a place, which any number of fill bytes may precede, and
// the place after it: zero where there is none.
func markerAt(file []byte, at int) (marker byte, next int) {
	if at >= len(file) || file[at] != 0xff {
		return 0, 0
	}
	for at < len(file) && file[at] == 0xff {
		at++
	}
	if at == len(file) || file[at] == 0 {
		return 0, 0
	}
	return file[at], at + 1
}

// afterScan is the place of the marker that ends the coded pixels from a place on.
func afterScan(file []byte, at int) int {
	for at+1 < len(file) {
		next := bytes.IndexByte(file[at:], 0xff)
		if next < 0 || at+next+1 >= len(file) {
			break
		}
		at += next
		switch m := file[at+1]; {
		case m == 0, m >= 0xd0 && m <= 0xd7: // a byte of the pixels; a place to start anew from
			at += 2
		case m == 0xff:
			at++
		default:
			return at
		}
	}
	return len(file)
}
