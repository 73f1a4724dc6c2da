package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// Authorizer checks access tokens as the HTTP API's JWT authorizer does: signature, issuer, client, expiry;
// and that they are access tokens. Time here is the machine's own, not the advanced clock: tokens come from
// a service that knows nothing of it.
type Authorizer struct {
	client   string
	verifier *oidc.IDTokenVerifier
}

// NewAuthorizer makes one for tokens of an issuer and an app client; keys is the address of the issuer's JWKS.
func NewAuthorizer(ctx context.Context, issuer, keys, client string) *Authorizer {
	config := &oidc.Config{SkipClientIDCheck: true, SupportedSigningAlgs: []string{oidc.RS256}, Now: time.Now}
	return &Authorizer{client, oidc.NewVerifier(issuer, oidc.NewRemoteKeySet(ctx, keys), config)}
}

// errToken is the answer to a token that is good, but for something else.
var errToken = errors.New("not an access token of this client")

// Check gives the claims of a request's bearer token, as text the way API Gateway hands them on.
func (a *Authorizer) Check(r *http.Request) (map[string]string, error) {
	kind, raw, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(kind, "Bearer") {
		return nil, errToken
	}
	token, err := a.verifier.Verify(r.Context(), strings.TrimSpace(raw))
	if err != nil {
		return nil, fmt.Errorf("verify token: %w", err)
	}
	var claims map[string]json.RawMessage
	if err := token.Claims(&claims); err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	out := make(map[string]string, len(claims))
	for name, value := range claims {
		out[name] = claimText(value)
	}
	if out["token_use"] != "access" || out["client_id"] != a.client {
		return nil, errToken
	}
	return out, nil
}

// claimText writes a claim the way API Gateway does: strings bare, numbers as they are, lists as [a b].
func claimText(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return text
	}
	var list []string
	if json.Unmarshal(value, &list) == nil {
		return "[" + strings.Join(list, " ") + "]"
	}
	return string(value)
}
