package whatsapp

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// Seal names the direction that a message id carries in its bytes.
type Seal byte

// The two directions of a message id.
const (
	FromCustomer Seal = 0x12
	FromBusiness Seal = 0x11
)

var (
	// userID is the form of a business-scoped user id.
	userID = regexp.MustCompile(`^[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}$`)
	digits = regexp.MustCompile(`^[0-9]{5,20}$`)
)

// NewMessageID makes an id in the form that WhatsApp's have: "wamid." and base64 of the customer's number (or
// user id), the direction and ten random bytes in hexadecimal. Two calls never give the same id.
func NewMessageID(customer string, from Seal) string {
	var random [10]byte
	rand.Read(random[:]) // never fails, by its contract
	name := []byte(customer)
	name = name[:min(len(name), 255)]
	b := append([]byte{0x1c, 0x18, byte(len(name))}, name...)
	b = append(b, 0x15, 0x02, 0x00, byte(from), 0x18, 0x14)
	b = append(b, strings.ToUpper(hex.EncodeToString(random[:]))...)
	return "wamid." + base64.StdEncoding.EncodeToString(append(b, 0x00))
}

// NewUserID makes a business-scoped user id in a country (ISO 3166 alpha-2).
func NewUserID(country string) string {
	limit := new(big.Int).Exp(big.NewInt(10), big.NewInt(20), nil)
	n, _ := rand.Int(rand.Reader, limit) // the reader never fails, by its contract
	return fmt.Sprintf("%s.%020d", country, n)
}

// NewMediaID makes an id in the form that media have: sixteen digits, the first of them not zero.
func NewMediaID() string {
	n, _ := rand.Int(rand.Reader, big.NewInt(9e15)) // the reader never fails, by its contract
	return fmt.Sprint(n.Int64() + 1e15)
}

// IsUserID reports whether s has the form of a business-scoped user id.
func IsUserID(s string) bool { return userID.MatchString(s) }

// Digits gives the digits of a phone number as people write it, and whether it can be a number at all: the
// platform tolerates a plus, spaces, dots, dashes and parentheses.
func Digits(phone string) (string, bool) {
	d := strings.NewReplacer("+", "", " ", "", "-", "", "(", "", ")", "", ".", "").Replace(phone)
	return d, digits.MatchString(d)
}

// IsMessageID reports whether s has the form of a message id.
func IsMessageID(s string) bool { return strings.HasPrefix(s, "wamid.") && len(s) > len("wamid.") }
