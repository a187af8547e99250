package picture_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func asPNG(p image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func asJPEG(p image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p, &jpeg.Options{Quality: 95}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func asGIF(p image.Image) []byte {
	var b bytes.Buffer
	if err := gif.Encode(&b, p, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// quarters is a picture of four colours, so that one sees how it is turned: green and
// red above, blue and black below.
func quarters(w, h int) *image.NRGBA {
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	four := []color.NRGBA{{0, 128, 0, 255}, {200, 0, 0, 255}, {0, 0, 200, 255}, {0, 0, 0, 255}}
	for y := range h {
		for x := range w {
			p.SetNRGBA(x, y, four[2*(2*y/h)+2*x/w])
		}
	}
	return p
}

// noise is what no packing makes smaller.
func noise(w, h int) *image.NRGBA {
	p, by := image.NewNRGBA(image.Rect(0, 0, w, h)), rand.New(rand.NewPCG(1, 2))
	for i := range p.Pix {
		p.Pix[i] = byte(by.Uint32())
	}
	return p
}

func plain(w, h int, c color.Color) image.Image {
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		p.Set(i%w, i/w, c)
	}
	return p
}

func chunk(name string, payload []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(payload)))
	b = append(append(b, name...), payload...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// header is the first chunk of a PNG; interlaced is 0 or 1.
func header(w, h uint32, interlaced byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, w)
	b = binary.BigEndian.AppendUint32(b, h)
	return chunk("IHDR", append(b, 8, 2, 0, 0, interlaced))
}

func pngOf(chunks ...[]byte) []byte {
	return slices.Concat(append([][]byte{[]byte("\x89PNG\r\n\x1a\n")}, chunks...)...)
}

func packed(rows []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	must(w.Write(rows))
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// interlaced is a PNG whose pixels come in seven passes.
func interlaced(p image.Image) []byte {
	var rows []byte
	size := p.Bounds().Size()
	for _, pass := range [][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
		for y := pass[1]; y < size.Y; y += pass[3] {
			rows = append(rows, 0)
			for x := pass[0]; x < size.X; x += pass[2] {
				r, g, b, _ := p.At(x, y).RGBA()
				rows = append(rows, byte(r>>8), byte(g>>8), byte(b>>8))
			}
		}
	}
	return pngOf(header(uint32(size.X), uint32(size.Y), 1), chunk("IDAT", packed(rows)), chunk("IEND", nil))
}

// with puts chunks behind the header of a PNG.
func with(file []byte, chunks ...[]byte) []byte {
	return slices.Insert(slices.Clone(file), 33, slices.Concat(chunks...)...)
}

// animated is a PNG that moves where somebody knows how.
func animated(p image.Image) []byte {
	return with(asPNG(p), chunk("acTL", []byte{0, 0, 0, 2, 0, 0, 0, 0}))
}

// held is a JPEG that says by its metadata how the camera was held.
func held(file []byte, orientation byte, order string) []byte {
	notes := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00")
	if order == "II" {
		notes = []byte("Exif\x00\x00II\x2a\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00\x00")
	}
	return segment(file, 0xe1, notes)
}

// segment puts a segment behind the beginning of a JPEG.
func segment(file []byte, marker byte, payload []byte) []byte {
	head := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(payload)+2))
	return slices.Insert(slices.Clone(file), 2, append(head, payload...)...)
}

// scanned is a progressive JPEG that is gone over many times more.
func scanned(file []byte, times int) []byte {
	at := bytes.LastIndex(file, []byte("\xff\xda"))
	body := file[at : len(file)-2]
	return slices.Concat(file[:at], bytes.Repeat(body, times), []byte("\xff\xd9"))
}

func kept(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
