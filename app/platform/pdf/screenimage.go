package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"regexp"
	"strconv"
)

var (
	pictures = regexp.MustCompile(`/(I[0-9a-f]+) (\d+) 0 R`)
	widths   = regexp.MustCompile(`/Width (\d+)`)
	heights  = regexp.MustCompile(`/Height (\d+)`)
	masks    = regexp.MustCompile(`/SMask (\d+) 0 R`)
)

// listed are the numbers of the pictures that pages ask for, by the names under which
// they do.
func (s *screening) listed() {
	s.pictures = map[string]int{}
	for _, one := range pictures.FindAllSubmatch(s.objects[2], -1) {
		s.pictures[string(one[1])], _ = strconv.Atoi(string(one[2])) // an expression has found digits
	}
}

// picture sets a picture of pixels in a place.
func (p *plate) picture(name string) error {
	pixels, err := p.pixels(p.pictures[name])
	if err != nil {
		return err
	}
	if mask := group(masks, p.objects[p.pictures[name]]); mask != nil {
		number, _ := strconv.Atoi(string(mask)) // an expression has found digits
		alpha, err := p.pixels(number)
		if err != nil {
			return err
		}
		pixels = masked(pixels, alpha)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, pixels); err != nil {
		return err
	}
	at := p.stance.at
	fmt.Fprintf(&p.out, `<image x="%s" y="%s" width="%s" height="%s" href="data:image/png;base64,%s"/>`,
		figure(at[2]), figure(p.high-at[3]-at[1]), figure(at[0]), figure(at[1]), base64.StdEncoding.EncodeToString(b.Bytes()))
	return nil
}

// pixels reads one picture. In the file its rows stand as they would in a PNG, so a
// PNG is put around them.
func (s screening) pixels(number int) (image.Image, error) {
	head, data, whole := bytes.Cut(s.objects[number], []byte("\nstream\n"))
	wide, errW := strconv.ParseUint(string(group(widths, head)), 10, 32)
	high, errH := strconv.ParseUint(string(group(heights, head)), 10, 32)
	if !whole || errW != nil || errH != nil || !bytes.Contains(head, []byte("/Predictor 15")) {
		return nil, errUnknownForm
	}
	kind := byte(2) // red, green, blue
	if bytes.Contains(head, []byte("/DeviceGray")) {
		kind = 0
	}
	about := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(wide)), uint32(high))
	rows, err := repacked(data)
	if err != nil {
		return nil, err
	}
	file := []byte("\x89PNG\r\n\x1a\n")
	for _, piece := range []struct {
		name string
		data []byte
	}{{"IHDR", append(about, 8, kind, 0, 0, 0)}, {"IDAT", rows}, {"IEND", nil}} {
		file = binary.BigEndian.AppendUint32(file, uint32(len(piece.data)))
		named := append([]byte(piece.name), piece.data...)
		file = binary.BigEndian.AppendUint32(append(file, named...), crc32.ChecksumIEEE(named))
	}
	return png.Decode(bytes.NewReader(file))
}

// repacked is a stream without what stands after its end in the file.
func repacked(data []byte) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	const most = 64 << 20 // of a picture; ours have less than one
	raw, err := io.ReadAll(io.LimitReader(z, most))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

// masked is a picture through which one sees where its mask is dark.
func masked(of, alpha image.Image) image.Image {
	all := image.NewNRGBA(of.Bounds())
	for y := all.Rect.Min.Y; y < all.Rect.Max.Y; y++ {
		for x := all.Rect.Min.X; x < all.Rect.Max.X; x++ {
			r, g, b, _ := of.At(x, y).RGBA()
			all.SetNRGBA(x, y, color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), color.GrayModel.Convert(alpha.At(x, y)).(color.Gray).Y})
		}
	}
	return all
}
