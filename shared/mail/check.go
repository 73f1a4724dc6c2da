package mail

import (
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"unicode"
)

// addressBytes is the longest address (RFC 5321, 4.5.3.1.3: a path has at most 256 with its brackets).
const addressBytes = 254

// subjectRunes is the longest subject we write; our own number.
const subjectRunes = 200

// check refuses a letter that could be read as more than one, or as having other lines at its head.
func (l Letter) check() error {
	switch {
	case l.Subject == "" || len([]rune(l.Subject)) > subjectRunes || strings.ContainsFunc(l.Subject, unicode.IsControl):
		return ErrRefused.With("why", "subject").Because(errors.New("the subject is not one line"))
	case strings.TrimSpace(l.Text) == "" || strings.TrimSpace(l.HTML) == "":
		return ErrRefused.With("why", "empty").Because(errors.New("the letter says nothing"))
	}
	return checkAddress(l.To)
}

// checkAddress takes one bare address in ASCII: no name, no list, no comment, no quoted part. ErrAddress.
func checkAddress(address string) error {
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || len(address) > addressBytes || strings.ContainsFunc(address, strange) {
		return ErrAddress.Because(fmt.Errorf("an address of %d bytes is none", len(address)))
	}
	return nil
}

// strange are the characters that mean something in a list of addresses, and those that SES does not take.
func strange(r rune) bool {
	return r <= ' ' || r > unicode.MaxASCII || r == 0x7f || strings.ContainsRune(`"(),:;<>[\]`, r)
}
