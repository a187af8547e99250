package pdf

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// A face is embedded as five objects: the font that pages name, the one that it
// stands for, its description, its file, and which characters its glyphs are. Text
// is written as numbers of glyphs.

// objects are the bodies of the face's objects when the first has a number; those
// that are streams have data.
func (c *cut) objects(first int) []object {
	file := c.file()
	return []object{
		{head: fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", c.name(), first+1, first+4)},
		{head: fmt.Sprintf("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor %d 0 R /DW 0 /W [%s] /CIDToGIDMap /Identity>>", c.name(), first+2, c.widths())},
		{head: c.description(first + 3)},
		{head: fmt.Sprintf("/Length1 %d ", len(file)), data: file},
		{data: c.characters()},
	}
}

// name is the face's under a tag for what of it is there.
func (c *cut) name() string {
	h := fnv.New32a()
	for _, g := range c.glyphs() {
		_, _ = h.Write([]byte{byte(g >> 8), byte(g)}) // a hash does not fail
	}
	tag, sum := make([]byte, 6), h.Sum32()
	for i := range tag {
		tag[i] = byte('A' + sum%26)
		sum /= 26
	}
	return string(tag) + "+" + string(c.face.name)
}

// widths are the shown glyphs' advances in thousandths of the size.
func (c *cut) widths() string {
	var b []byte
	for _, g := range c.glyphs() {
		b = fmt.Appendf(b, "%d [", g)
		b = append(decimal(b, c.face.glyphs[c.chars[g]].advance*1000, 100), ']', ' ')
	}
	return string(b)
}

func (c *cut) description(file int) string {
	head, hhea := c.face.tables["head"], c.face.tables["hhea"]
	unit := float64(binary.BigEndian.Uint16(head[18:]))
	of := func(table []byte, at int) int {
		return int(float64(int16(binary.BigEndian.Uint16(table[at:]))) * 1000 / unit)
	}
	flags, slant := 4, 0
	if c.face.name == Italic {
		flags, slant = flags|64, -11
	}
	return fmt.Sprintf("<</Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle %d /Ascent %d /Descent %d /CapHeight %d /StemV 90 /FontFile2 %d 0 R>>",
		c.name(), flags, of(head, 36), of(head, 38), of(head, 40), of(head, 42), slant, of(hhea, 4), of(hhea, 6), int(capHeight*1000), file)
}

// characters tells a reader which characters the glyphs are.
func (c *cut) characters() []byte {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for some := range slices.Chunk(c.glyphs(), 100) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(some))
		for _, g := range some {
			fmt.Fprintf(&b, "<%04X> <%04X>\n", g, c.chars[g])
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}
