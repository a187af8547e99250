package pdf

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// xmp says title, author, language and date in the way that readers of files
// look for them.
func xmp(m Meta) []byte {
	escape := func(s string) string {
		var b strings.Builder
		_ = xml.EscapeText(&b, []byte(clean(s))) // a Builder does not fail
		return b.String()
	}
	made := m.Made.UTC().Format(time.RFC3339)
	return []byte(`<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escape(m.Title) + `</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>` + escape(m.Author) + `</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>` + escape(m.Lang) + `</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<xmp:CreateDate>` + made + `</xmp:CreateDate><xmp:ModifyDate>` + made + `</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`)
}

// catalogued adds to the document's catalogue what the library leaves out: the
// language and where the metadata stands. The catalogue is the last object, so
// of all places in the file only that of the table after it moves.
func catalogued(file []byte, lang string) ([]byte, error) {
	catalogue := bytes.LastIndex(file, []byte("/Type /Catalog"))
	start := bytes.LastIndex(file, []byte("startxref\n"))
	metadata := bytes.Index(file, []byte(" 0 obj\n<< /Type /Metadata"))
	if catalogue < 0 || start < catalogue || metadata < 0 {
		return nil, errors.New("pdf: the library writes its catalogue in another way than it used to")
	}
	number := string(file[bytes.LastIndexByte(file[:metadata], '\n')+1 : metadata])
	table, err := strconv.Atoi(strings.Fields(string(file[start:]))[1])
	if err != nil {
		return nil, fmt.Errorf("pdf: the table's place: %w", err)
	}
	entry := fmt.Sprintf("/Lang (%s)\n/Metadata %s 0 R\n/ViewerPreferences <</DisplayDocTitle true>>\n", tag(lang), number)
	var out bytes.Buffer
	out.Write(file[:catalogue])
	out.WriteString(entry)
	out.Write(file[catalogue:start])
	fmt.Fprintf(&out, "startxref\n%d\n%%%%EOF\n", table+len(entry))
	return out.Bytes(), nil
}

// tag is a language tag without anything that a PDF string would read otherwise.
func tag(lang string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, lang)
}
