package messaging

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"math/big"
)

// NewScopedID makes a user id as one account knows the user: seventeen digits (Messenger's PSID, Instagram's IGSID).
func NewScopedID() string { return digits(17) }

// NewObjectID makes an id of a post, a comment or an attachment: sixteen digits.
func NewObjectID() string { return digits(16) }

// NewMID makes a message's id: a prefix and 66 random bytes in base64.
func NewMID(prefix string) string {
	var random [66]byte
	rand.Read(random[:]) // never fails, by its contract
	return prefix + base64.RawURLEncoding.EncodeToString(random[:])
}

func digits(n int64) string {
	low := new(big.Int).Exp(big.NewInt(10), big.NewInt(n-1), nil)
	span := new(big.Int).Mul(low, big.NewInt(9))
	r, _ := rand.Int(rand.Reader, span) // the reader never fails, by its contract
	return fmt.Sprint(r.Add(r, low))
}
