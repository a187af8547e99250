// Package secret makes random tokens and the hashes by which they are kept.
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"math/big"
	"strings"
)

// Token is a new secret of 256 bits, fit for an address, and its Hash.
func Token() (clear, hash string) {
	raw := make([]byte, 32)
	rand.Read(raw) // never fails: the runtime aborts when there is no randomness
	clear = base64.RawURLEncoding.EncodeToString(raw)
	return clear, Hash(clear)
}

// Hash is what a database keeps of a token: SHA-256 in hex. A token has enough
// randomness of its own to need no salt.
func Hash(clear string) string {
	sum := sha256.Sum256([]byte(clear))
	return hex.EncodeToString(sum[:])
}

// Same compares two secrets in a time that does not depend on where they differ.
func Same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// letters leaves out what is mistaken for something else when read aloud or typed.
const letters = "abcdefghjkmnpqrstuvwxyz23456789"

// Password is a random password that a person can type: four groups of four.
func Password() string {
	groups := make([]string, 4)
	for i := range groups {
		groups[i] = pick(letters, 4)
	}
	return strings.Join(groups, "-")
}

// capitals are the letters of a code: none that looks like another or a digit.
const capitals = "ABCDEFGHJKMNPRSTUVWXYZ"

// Code is six letters for reading out to a room. 27 bits: whoever accepts it
// must limit how often it may be tried and how long it lives.
func Code() string { return pick(capitals, 6) }

func pick(letters string, n int) string {
	out := make([]byte, n)
	for i := range out {
		at, err := rand.Int(rand.Reader, big.NewInt(int64(len(letters))))
		if err != nil {
			panic(err) // as in Token: without randomness nothing may go on
		}
		out[i] = letters[at.Int64()]
	}
	return string(out)
}
