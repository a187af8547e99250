package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// usable looks at a TrueType file for what the PDF library silently cannot read.
func usable(raw []byte) error {
	if len(raw) < 12 {
		return errors.New("is no font file")
	}
	if v := binary.BigEndian.Uint32(raw); v != 0x00010000 && v != 0x74727565 {
		return errors.New("is no TrueType font")
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(raw[4:])) {
		at := 12 + 16*i
		if at+16 > len(raw) {
			return errors.New("ends within its list of tables")
		}
		from, size := uint64(binary.BigEndian.Uint32(raw[at+8:])), uint64(binary.BigEndian.Uint32(raw[at+12:]))
		if from+size > uint64(len(raw)) {
			return fmt.Errorf("ends within its table %s", raw[at:at+4])
		}
		tables[string(raw[at:at+4])] = raw[from : from+size]
	}
	for name, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 1, "cmap": 4, "name": 6, "post": 32, "OS/2": 78} {
		if len(tables[name]) < least {
			return fmt.Errorf("has no whole table %s", name)
		}
	}
	return fits(tables)
}

func fits(tables map[string][]byte) error {
	word := func(table string, at int) uint16 { return binary.BigEndian.Uint16(tables[table][at:]) }
	licence := word("OS/2", 8)
	switch {
	case word("name", 0) != 0:
		return errors.New("has names in a format that is not 0")
	case word("head", 52) != 0, word("hhea", 32) != 0, word("hhea", 34) == 0:
		return errors.New("has glyphs or metrics in an unknown format")
	case licence == 2 || licence&0x0300 != 0:
		return errors.New("may not be embedded")
	case !plainCharacterMap(tables["cmap"]):
		return errors.New("has no Unicode character map of format 4")
	}
	return nil
}

// plainCharacterMap follows the library: it takes the first Unicode map of
// format 4.
func plainCharacterMap(cmap []byte) bool {
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		at := 4 + 8*i
		if at+8 > len(cmap) {
			return false
		}
		system, code := binary.BigEndian.Uint16(cmap[at:]), binary.BigEndian.Uint16(cmap[at+2:])
		from := uint64(binary.BigEndian.Uint32(cmap[at+4:]))
		if (system == 0 || system == 3 && code == 1) && from+2 <= uint64(len(cmap)) && binary.BigEndian.Uint16(cmap[from:]) == 4 {
			return true
		}
	}
	return false
}
