package mail

import (
	"html"
	"strings"
)

// html is the text as a plain page: paragraphs and links, nothing that would be
// loaded from elsewhere.
func (m Message) html() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="` + html.EscapeString(m.Lang) + `" dir="` + html.EscapeString(m.Dir) + `"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>` +
		html.EscapeString(oneLine(m.Subject)) + `</title></head><body style="font:16px/24px sans-serif;max-width:36em;margin:0 auto;padding:24px 16px;overflow-wrap:anywhere">`)
	for paragraph := range strings.SplitSeq(m.Text, "\n\n") {
		b.WriteString("<p>" + linked(paragraph) + "</p>")
	}
	b.WriteString("</body></html>")
	return b.String()
}

func linked(paragraph string) string {
	safe := strings.ReplaceAll(html.EscapeString(paragraph), "\n", "<br>")
	if strings.ContainsAny(paragraph, " \n\t") || !strings.HasPrefix(paragraph, "https://") && !strings.HasPrefix(paragraph, "http://") {
		return safe
	}
	return `<a href="` + safe + `">` + safe + `</a>`
}
