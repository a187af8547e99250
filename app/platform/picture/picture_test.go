package picture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"stegvis/app/platform/picture"
)

func ink() color.Color { return color.NRGBA{29, 92, 75, 255} }

func TestWhatIsNoPictureToPrintIsRefusedAndSaidWhy(t *testing.T) {
	whole, photo := asPNG(quarters(40, 40)), asJPEG(quarters(40, 40))
	lying := pngOf(header(4000, 2000, 0), chunk("IDAT", packed(make([]byte, 100))), chunk("IEND", nil))
	forged := bytes.Replace(photo, []byte{0xff, 0xc0, 0, 17, 8, 0, 40, 0, 40}, []byte{0xff, 0xc0, 0, 17, 8, 0xff, 0xff, 0xff, 0xff}, 1)
	for name, c := range map[string]struct {
		file []byte
		want picture.Refusal
	}{
		"nothing":                             {nil, picture.Empty},
		"too many bytes":                      {append(whole, make([]byte, picture.MostBytes)...), picture.TooHeavy},
		"words":                               {[]byte("Nordvik"), picture.Foreign},
		"a GIF":                               {asGIF(quarters(40, 40)), picture.Foreign},
		"a drawing":                           {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><script>alert(1)</script></svg>`), picture.Foreign},
		"a WebP":                              {[]byte("RIFF\x24\x00\x00\x00WEBPVP8 "), picture.Foreign},
		"a page":                              {[]byte("<!doctype html>"), picture.Foreign},
		"a PDF":                               {[]byte("%PDF-1.7\n"), picture.Foreign},
		"a picture behind something":          {append([]byte("PK\x03\x04"), whole...), picture.Foreign},
		"only a beginning":                    {whole[:8], picture.Broken},
		"only a beginning of a photo":         {photo[:3], picture.Broken},
		"half of it":                          {whole[:len(whole)/2], picture.Broken},
		"half of a photo":                     {photo[:len(photo)/2], picture.Broken},
		"all but its end":                     {whole[:len(whole)-12], picture.Broken},
		"a photo without an end":              {photo[:len(photo)-2], picture.Broken},
		"a byte changed":                      {bytes.Replace(whole, []byte("IDAT"), []byte("IDAU"), 1), picture.Broken},
		"a size that its pixels are not of":   {lying, picture.Broken},
		"a wall of pixels":                    {pngOf(header(50_000, 50_000, 0), chunk("IEND", nil)), picture.TooLarge},
		"a wall of pixels, interlaced":        {pngOf(header(50_000, 50_000, 1), chunk("IEND", nil)), picture.TooLarge},
		"more pixels than a number holds":     {pngOf(header(1<<31-1, 1<<31-1, 0), chunk("IEND", nil)), picture.Broken},
		"a photo as a wall":                   {forged, picture.TooLarge},
		"a pixel too wide":                    {pngOf(header(picture.MostSide+1, 20, 0)), picture.TooLarge},
		"a row too much":                      {pngOf(header(4000, 2001, 0)), picture.TooLarge},
		"one pixel":                           {asPNG(plain(1, 1, ink())), picture.TooSmall},
		"a line":                              {asPNG(plain(400, picture.LeastSide-1, ink())), picture.TooSmall},
		"an archive as well":                  {append(append([]byte{}, whole...), "PK\x03\x04 and more"...), picture.Laden},
		"a photo that is a script as well":    {append(append([]byte{}, photo...), "<?php echo 1;"...), picture.Laden},
		"two photos":                          {append(append([]byte{}, photo...), photo...), picture.Laden},
		"white on white":                      {asPNG(plain(40, 40, color.White)), picture.Pale},
		"nearly white":                        {asPNG(plain(40, 40, color.NRGBA{250, 250, 240, 255})), picture.Pale},
		"nothing to be seen":                  {asPNG(plain(40, 40, color.NRGBA{})), picture.Pale},
		"black that is hardly there":          {asPNG(plain(40, 40, color.NRGBA{0, 0, 0, 8})), picture.Pale},
		"a photo gone over again and again":   {scanned(kept(t, "progressive.jpg"), 60), picture.Broken},
		"a segment that goes on past the end": {append(photo[:2:2], 0xff, 0xe1, 0xff, 0xff, 'E'), picture.Broken},
		"a chunk that goes on past the end":   {pngOf(header(40, 40, 0), binary.BigEndian.AppendUint32(nil, 1<<31-1), []byte("IDATxxxxxxxx")), picture.Broken},
		"notes of a camera that lead nowhere": {segment(photo[:20], 0xe1, []byte("Exif\x00\x00MM\x00\x2a\xff\xff\xff\xff")), picture.Broken},
		"a photo of nothing but fill":         {append([]byte("\xff\xd8"), bytes.Repeat([]byte{0xff}, 5000)...), picture.Broken},
		"headers twice":                       {with(whole, header(40, 40, 0)), picture.Broken},
	} {
		p, err := picture.Logo(c.file)
		var refused picture.Refusal
		if !errors.As(err, &refused) || refused != c.want || p.PNG != nil {
			t.Errorf("%s: %d bytes and %v, want %s", name, len(p.PNG), err, c.want)
		}
	}
}

func TestWhatIsPrintedIsASmallPictureWithoutAnythingElse(t *testing.T) {
	gold := color.NRGBA{200, 140, 20, 255}
	deep := image.NewNRGBA64(image.Rect(0, 0, 48, 32))
	for i := range deep.Pix {
		deep.Pix[i] = 0x7f
	}
	told := with(asPNG(quarters(300, 100)), chunk("tEXt", []byte("Comment\x00<script>alert(1)</script>")), chunk("eXIf", []byte("MM\x00\x2a secret place")), chunk("iCCP", []byte("p\x00\x00bomb")))
	for name, c := range map[string]struct {
		file          []byte
		width, height int
	}{
		"small ones stay":             {asPNG(quarters(40, 30)), 40, 30},
		"the smallest":                {asPNG(plain(picture.LeastSide, picture.LeastSide, gold)), 16, 16},
		"what just fits":              {asPNG(quarters(600, 200)), 600, 200},
		"a wide one":                  {asPNG(quarters(1200, 100)), 600, 50},
		"a high one":                  {asPNG(quarters(100, 1000)), 20, 200},
		"a very wide one keeps a row": {asPNG(plain(4000, 16, ink())), 600, 2},
		"a photo":                     {asJPEG(quarters(900, 900)), 200, 200},
		"a photo in grey":             {asJPEG(image.NewGray(image.Rect(0, 0, 48, 32))), 48, 32},
		"a photo in parts":            {kept(t, "progressive.jpg"), 150, 103},
		"a photo for a press":         {kept(t, "cmyk.jpg"), 150, 103},
		"a photo that begins anew":    {kept(t, "restarts.jpg"), 150, 103},
		"sixteen bits":                {asPNG(deep), 48, 32},
		"interlaced":                  {interlaced(quarters(50, 34)), 50, 34},
		"one that moves":              {animated(quarters(50, 34)), 50, 34},
		"a palette":                   {asPNG(image.NewPaletted(image.Rect(0, 0, 50, 34), color.Palette{ink(), color.White})), 50, 34},
		"with notes":                  {told, 300, 100},
		"zeros behind it":             {append(asJPEG(quarters(50, 34)), 0, 0, '\n'), 50, 34},
		"glass":                       {asPNG(plain(40, 40, color.NRGBA{0, 80, 0, 100})), 40, 40},
	} {
		p, err := picture.Logo(c.file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if p.Width != c.width || p.Height != c.height {
			t.Errorf("%s: %d × %d, want %d × %d", name, p.Width, p.Height, c.width, c.height)
		}
		wellMade(t, name, p)
		again, _ := picture.Logo(c.file)
		if !bytes.Equal(again.PNG, p.PNG) {
			t.Errorf("%s: the second time it is another file", name)
		}
	}
}

// wellMade checks that a picture is what PDF readers and browsers take: eight bits,
// not interlaced, no chunk but the three that it takes, and within the limits.
func wellMade(t *testing.T, name string, p picture.Picture) {
	t.Helper()
	config, err := png.DecodeConfig(bytes.NewReader(p.PNG))
	if err != nil || config.Width != p.Width || config.Height != p.Height || p.Width > picture.LogoWidth || p.Height > picture.LogoHeight || len(p.PNG) > picture.LogoBytes {
		t.Errorf("%s: %d bytes, %d × %d: %v", name, len(p.PNG), config.Width, config.Height, err)
		return
	}
	if p.PNG[24] != 8 || p.PNG[25] != 2 && p.PNG[25] != 6 || p.PNG[28] != 0 {
		t.Errorf("%s: depth %d, sort %d, interlaced %d", name, p.PNG[24], p.PNG[25], p.PNG[28])
	}
	for at := 8; at < len(p.PNG); at += 12 + int(binary.BigEndian.Uint32(p.PNG[at:])) {
		if chunk := string(p.PNG[at+4 : at+8]); !strings.Contains("IHDR IDAT IEND", chunk) {
			t.Errorf("%s: holds %s", name, chunk)
		}
	}
}

func TestAPictureThatCannotBePackedIsMadeSmaller(t *testing.T) {
	p, err := picture.Logo(asPNG(noise(600, 200)))
	if err != nil || len(p.PNG) > picture.LogoBytes || len(p.PNG) < picture.LogoBytes/3 || p.Width*200 != p.Height*600 {
		t.Errorf("%d bytes, %d × %d: %v", len(p.PNG), p.Width, p.Height, err)
	}
	wellMade(t, "noise", p)
}

// corners are the colours of a picture's four quarters, row by row.
func corners(t *testing.T, p picture.Picture) string {
	t.Helper()
	pixels, err := png.Decode(bytes.NewReader(p.PNG))
	if err != nil {
		t.Fatal(err)
	}
	var said string
	for _, at := range [][2]int{{1, 1}, {3, 1}, {1, 3}, {3, 3}} {
		r, g, b, _ := pixels.At(at[0]*p.Width/4, at[1]*p.Height/4).RGBA()
		switch {
		case r > 0x8000:
			said += "r"
		case g > 0x6000:
			said += "g"
		case b > 0x8000:
			said += "b"
		default:
			said += "k"
		}
	}
	return said
}

func TestAPhotoStandsAsTheCameraWasHeld(t *testing.T) {
	for orientation, want := range []string{"grbk", "grbk", "rgkb", "kbrg", "bkgr", "gbrk", "bgkr", "krbg", "rkgb", "grbk"} {
		for _, order := range []string{"MM", "II"} {
			p, err := picture.Logo(held(asJPEG(quarters(80, 40)), byte(orientation), order))
			if err != nil {
				t.Fatal(err)
			}
			if got := corners(t, p); got != want {
				t.Errorf("orientation %d, %s: %s, want %s", orientation, order, got, want)
			}
			if turned := orientation >= 5 && orientation <= 8; turned != (p.Height > p.Width) {
				t.Errorf("orientation %d: %d × %d", orientation, p.Width, p.Height)
			}
		}
	}
	p, err := picture.Logo(held(asJPEG(quarters(1000, 300)), 6, "MM"))
	if err != nil || p.Height != 200 || p.Width != 60 {
		t.Errorf("a large one that lies: %d × %d, %v", p.Width, p.Height, err)
	}
}

func TestColoursAreKeptInEverySort(t *testing.T) {
	for name, file := range map[string][]byte{
		"PNG": asPNG(quarters(700, 300)), "JPEG": asJPEG(quarters(700, 300)), "interlaced": interlaced(quarters(300, 100)), "small": asPNG(quarters(40, 40)),
	} {
		p, err := picture.Logo(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := corners(t, p); got != "grbk" {
			t.Errorf("%s: %s", name, got)
		}
	}
	half, err := picture.Logo(asPNG(plain(1200, 400, color.NRGBA{200, 0, 0, 128})))
	if err != nil {
		t.Fatal(err)
	}
	pixels, err := png.Decode(bytes.NewReader(half.PNG))
	if err != nil {
		t.Fatal(err)
	}
	if got := color.NRGBAModel.Convert(pixels.At(300, 100)).(color.NRGBA); got.A != 128 || got.R < 198 || got.G > 1 {
		t.Errorf("glass becomes %v", got)
	}
}

func FuzzWhateverIsSentAPictureIsWellMadeOrRefused(f *testing.F) {
	small := quarters(17, 16)
	for _, seed := range [][]byte{
		nil, asPNG(small), asJPEG(small), asGIF(small), interlaced(small), animated(small), held(asJPEG(small), 6, "II"), held(asJPEG(small), 8, "MM"),
		kept(f, "progressive.jpg"), kept(f, "cmyk.jpg"), asPNG(small)[:60], asJPEG(small)[:200], pngOf(header(50_000, 50_000, 0)),
		append(asPNG(small), "PK\x03\x04"...), scanned(kept(f, "progressive.jpg"), 3), asPNG(image.NewGray16(small.Rect)),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := picture.Logo(file)
		var refused picture.Refusal
		if err != nil {
			if !errors.As(err, &refused) {
				t.Fatal(err)
			}
			return
		}
		if _, err := png.Decode(bytes.NewReader(p.PNG)); err != nil || p.Width > picture.LogoWidth || p.Height > picture.LogoHeight || len(p.PNG) > picture.LogoBytes {
			t.Fatalf("%d × %d, %d bytes: %v", p.Width, p.Height, len(p.PNG), err)
		}
	})
}
