package pdf

import (
	"encoding/binary"
	"maps"
	"slices"
)

// cut is what a document shows of a face: the glyphs that have a rune by which
// they go.
type cut struct {
	face  *face
	chars []rune // by the numbers of the glyphs
}

// show notes that a glyph is shown.
func (d *Doc) show(f *face) *cut {
	c := d.shown[f]
	if c == nil {
		c = &cut{face: f, chars: make([]rune, f.glyphCount())}
		d.shown[f] = c
	}
	return c
}

// glyphs are the shown ones in order.
func (c *cut) glyphs() []uint16 {
	var all []uint16
	for g, r := range c.chars {
		if r != 0 {
			all = append(all, uint16(g))
		}
	}
	return all
}

// file is the face's file with the outlines of the shown glyphs alone. All keep
// their numbers, so that nothing else in it need change.
func (c *cut) file() []byte {
	keep := c.whole()
	old := c.face.tables
	glyf, loca := c.outlines(keep)
	hmtx := slices.Clone(old["hmtx"])
	for g := range len(hmtx) / 4 {
		if g < len(keep) && !keep[g] {
			clear(hmtx[4*g : min(4*g+4, len(hmtx))])
		}
	}
	head := slices.Clone(old["head"])
	clear(head[8:12]) // the sum of the file that it was
	tables := map[string][]byte{"glyf": glyf, "head": head, "hmtx": hmtx, "loca": loca}
	for _, name := range []string{"cvt ", "fpgm", "hhea", "maxp", "prep"} {
		if len(old[name]) > 0 {
			tables[name] = old[name]
		}
	}
	return trueType(tables)
}

// whole marks the shown glyphs, the one for what is missing, and all of which
// others are put together.
func (c *cut) whole() []bool {
	keep := make([]bool, c.face.glyphCount())
	open := append(c.glyphs(), 0)
	for len(open) > 0 {
		g := open[len(open)-1]
		open = open[:len(open)-1]
		if int(g) < len(keep) && !keep[g] {
			keep[g] = true
			open = append(open, parts(c.face.outline(int(g)))...)
		}
	}
	return keep
}

func (c *cut) outlines(keep []bool) (glyf, loca []byte) {
	place := func() {
		if c.face.longPlaces() {
			loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		} else {
			loca = binary.BigEndian.AppendUint16(loca, uint16(len(glyf)/2))
		}
	}
	for g, kept := range keep {
		place()
		if kept {
			glyf = append(glyf, c.face.outline(g)...)
			for len(glyf)%4 != 0 {
				glyf = append(glyf, 0)
			}
		}
	}
	place()
	return glyf, loca
}

// parts are the glyphs of which an outline is put together.
func parts(outline []byte) []uint16 {
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return nil
	}
	const words, scale, more, twoScales, matrix = 0x01, 0x08, 0x20, 0x40, 0x80
	var all []uint16
	for at := 10; at+4 <= len(outline); {
		flags := binary.BigEndian.Uint16(outline[at:])
		all = append(all, binary.BigEndian.Uint16(outline[at+2:]))
		if flags&more == 0 {
			break
		}
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
	}
	return all
}

// glyphCount, longPlaces and outline read the face's own tables.
func (f *face) glyphCount() int { return int(binary.BigEndian.Uint16(f.tables["maxp"][4:])) }

func (f *face) longPlaces() bool { return binary.BigEndian.Uint16(f.tables["head"][50:]) == 1 }

// outline is a glyph's; nothing where the file is broken.
func (f *face) outline(g int) []byte {
	place := func(i int) int {
		if f.longPlaces() {
			if loca := f.tables["loca"]; 4*i+4 <= len(loca) {
				return int(binary.BigEndian.Uint32(loca[4*i:]))
			}
		} else if loca := f.tables["loca"]; 2*i+2 <= len(loca) {
			return 2 * int(binary.BigEndian.Uint16(loca[2*i:]))
		}
		return 0
	}
	from, to := place(g), place(g+1)
	if glyf := f.tables["glyf"]; from < to && to <= len(glyf) {
		return glyf[from:to]
	}
	return nil
}

// trueType puts tables together to a file.
func trueType(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	n, power, log := len(names), 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	var list, data []byte
	list = binary.BigEndian.AppendUint32(list, 0x00010000)
	for _, v := range []int{n, power * 16, log, (n - power) * 16} {
		list = binary.BigEndian.AppendUint16(list, uint16(v))
	}
	for _, name := range names {
		table := tables[name]
		list = append(list, name...)
		list = binary.BigEndian.AppendUint32(list, checksum(table))
		list = binary.BigEndian.AppendUint32(list, uint32(12+16*n+len(data)))
		list = binary.BigEndian.AppendUint32(list, uint32(len(table)))
		data = append(data, table...)
		for len(data)%4 != 0 {
			data = append(data, 0)
		}
	}
	return append(list, data...)
}

// checksum adds up a table's words.
func checksum(table []byte) uint32 {
	sum := uint32(0)
	for ; len(table) >= 4; table = table[4:] {
		sum += binary.BigEndian.Uint32(table)
	}
	var last [4]byte
	copy(last[:], table)
	return sum + binary.BigEndian.Uint32(last[:])
}
