package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// usable are the tables of a TrueType file, when it has all that a document needs
// of it and may be embedded.
func usable(raw []byte) (map[string][]byte, error) {
	tables, err := tablesOf(raw)
	if err != nil {
		return nil, err
	}
	for name, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 1, "cmap": 4, "OS/2": 78} {
		if len(tables[name]) < least {
			return nil, fmt.Errorf("has no whole table %s", name)
		}
	}
	if licence := binary.BigEndian.Uint16(tables["OS/2"][8:]); licence == 2 || licence&0x0300 != 0 {
		return nil, errors.New("may not be embedded")
	}
	return tables, nil
}

func tablesOf(raw []byte) (map[string][]byte, error) {
	if len(raw) < 12 {
		return nil, errors.New("is no font file")
	}
	if v := binary.BigEndian.Uint32(raw); v != 0x00010000 && v != 0x74727565 {
		return nil, errors.New("is no TrueType font")
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(raw[4:])) {
		at := 12 + 16*i
		if at+16 > len(raw) {
			return nil, errors.New("ends within its list of tables")
		}
		from, size := uint64(binary.BigEndian.Uint32(raw[at+8:])), uint64(binary.BigEndian.Uint32(raw[at+12:]))
		if from+size > uint64(len(raw)) {
			return nil, fmt.Errorf("ends within its table %s", raw[at:at+4])
		}
		tables[string(raw[at:at+4])] = raw[from : from+size]
	}
	return tables, nil
}
