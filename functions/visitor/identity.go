package main

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/secret"
)

// Limits of what a page's server may sign.
const (
	identityLife   = 24 * time.Hour
	identityLeeway = time.Minute // between its clock and ours
	maxPerson      = 128         // bytes
	maxName        = 80          // code points
	maxEmail       = 254         // bytes
)

var (
	errBadIdentity  = fault.New(fault.Unknown, "bad_identity", "The page's signature of who this visitor is does not hold.")
	errOldIdentity  = fault.New(fault.Unknown, "identity_expired", "The page's signature of who this visitor is is over. Load the page again.")
	errLongIdentity = fault.New(fault.Unknown, "identity_too_long", "The page signs visitors for longer than 24 hours, which is refused.")
)

// identity is what a page's server signs (a JWT, HS256) with the channel's secret.
type identity struct {
	ID    personID `json:"id"`
	Name  string   `json:"name"`
	Email string   `json:"email"`
	jwt.RegisteredClaims
}

// personID is a text or a number: servers have both.
type personID string

// UnmarshalJSON reads either.
func (p *personID) UnmarshalJSON(text []byte) error {
	var s string
	if json.Unmarshal(text, &s) == nil {
		*p = personID(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(text, &n); err != nil {
		return fmt.Errorf("read id: %w", err)
	}
	*p = personID(n.String())
	return nil
}

// identify checks who the page's server says a visitor is, and makes their token. It ends when what was signed
// does. The same person is the same visitor in every browser; what an anonymous visitor said before is not
// theirs, because nobody proved that.
func (d *desk) identify(ctx context.Context, ch rules.Channel, raw string) (Token, error) {
	key, err := d.secrets.Get(ctx, secret.WidgetSecret(ch.ID))
	if errors.Is(err, secret.ErrMissing) {
		return Token{}, errBadIdentity.Because(err)
	}
	if err != nil {
		return Token{}, err
	}
	if len(raw) > maxToken {
		return Token{}, errBadIdentity
	}
	var who identity
	_, err = jwt.ParseWithClaims(raw, &who, func(*jwt.Token) (any, error) { return []byte(key), nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithExpirationRequired(), jwt.WithIssuedAt(),
		jwt.WithLeeway(identityLeeway), jwt.WithTimeFunc(clock.Now))
	switch {
	case errors.Is(err, jwt.ErrTokenExpired) && !errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return Token{}, errOldIdentity
	case err != nil, who.ID == "", len(who.ID) > maxPerson, who.IssuedAt == nil:
		return Token{}, errBadIdentity.Because(err)
	case who.ExpiresAt.Sub(who.IssuedAt.Time) > identityLife, who.ExpiresAt.After(clock.Now().Add(identityLife + identityLeeway)):
		return Token{}, errLongIdentity
	}
	hash := sha256.Sum256([]byte("person\x00" + string(ch.ID) + "\x00" + string(who.ID)))
	t := Token{Channel: ch.AccountID, Visitor: "i" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(hash[:16])),
		Person: string(who.ID), Name: line(who.Name, maxName), Issued: clock.Now().Unix(), Until: who.ExpiresAt.Unix()}
	if strings.Contains(who.Email, "@") && len(who.Email) <= maxEmail {
		t.Email = line(who.Email, maxEmail)
	}
	return t, nil
}
