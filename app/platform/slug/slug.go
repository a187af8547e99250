// Package slug makes readable, unique parts of addresses from names.
package slug

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"gorm.io/gorm"

	"stegvis/app/platform/database"
	"stegvis/app/platform/text"
)

const longest = 48

// nothing is the slug of a name without a letter that a slug can have.
const nothing = "x"

// Of is the readable form of a name: lower case letters a to z, digits and
// hyphens. Letters that do not come apart into a base and a mark are spelled
// out; a name with nothing left becomes "x".
func Of(name string) string {
	spelled := strings.NewReplacer("ø", "o", "Ø", "o", "ł", "l", "Ł", "l", "æ", "ae", "Æ", "ae", "ß", "ss", "đ", "d", "Đ", "d", "ð", "d", "Ð", "d", "þ", "th", "Þ", "th", "œ", "oe", "Œ", "oe", "ı", "i").Replace(name)
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(spelled)) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= longest {
			break
		}
	}
	if s := strings.Trim(b.String(), "-"); s != "" {
		return s
	}
	return nothing
}

// Like narrows a query to what has words in its name, without case and accents, or
// in its slug. Of is what stands before the columns, such as "p.".
func Like(q *gorm.DB, of, words string) *gorm.DB {
	plain := text.Plain(words)
	if plain == "" {
		return q
	}
	named, like := of+"name_fold LIKE ? ESCAPE '!'", "%"+text.Like(plain)+"%"
	address := Of(words)
	if address == nothing { // of the words no letter is one of an address
		return q.Where(named, like)
	}
	return q.Where("("+named+" OR "+of+"slug LIKE ? ESCAPE '!')", like, "%"+text.Like(address)+"%")
}

// Free is the slug of a name with a suffix when it is taken in a table with a
// column slug. The suffix says nothing about who took it. Until the transaction
// ends, nobody else is told of a free slug in the table.
func Free(tx *gorm.DB, table, name string) (string, error) {
	if _, err := database.Next(tx, "slug:"+table); err != nil {
		return "", err
	}
	base := Of(name)
	for n := 1; ; n++ {
		try := base
		if n > 1 {
			try += "-" + strconv.Itoa(n)
		}
		var taken int64
		if err := tx.Table(table).Where("slug = ?", try).Count(&taken).Error; err != nil || taken == 0 {
			return try, err
		}
	}
}
