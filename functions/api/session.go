package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// cookieName is the cookie that holds the refresh token.
const cookieName = "transom_refresh"

// cookieLife is how long a browser keeps the refresh token; the user pool decides how long it is good for.
const cookieLife = 30 * 24 * time.Hour

// refreshInput carries the cookie and whether the request came by https.
type refreshInput struct {
	Proto  string `header:"X-Forwarded-Proto" hidden:"true"`
	Cookie string `cookie:"transom_refresh" hidden:"true"`
}

func (d *desk) refresh(ctx context.Context, in *refreshInput) (*signedInOutput, error) {
	if in.Cookie == "" {
		return nil, errSignIn
	}
	out, err := d.people.InitiateAuth(ctx, &cognitoidentityprovider.InitiateAuthInput{
		AuthFlow: types.AuthFlowTypeRefreshTokenAuth, ClientId: aws.String(d.client),
		AuthParameters: map[string]string{"REFRESH_TOKEN": in.Cookie},
	})
	if err != nil {
		return nil, judge(err, errSignIn)
	}
	if out.AuthenticationResult == nil {
		return nil, errSignIn
	}
	return d.admit(ctx, out.AuthenticationResult, in.Proto)
}

type signedOutOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie" hidden:"true"`
}

// signOut always succeeds: whoever wants to be out is out of this browser at least.
func (d *desk) signOut(ctx context.Context, in *refreshInput) (*signedOutOutput, error) {
	d.revoke(ctx, in.Cookie)
	gone := refreshCookie("", in.Proto)
	gone.MaxAge = -1
	return &signedOutOutput{SetCookie: gone}, nil
}

// revoke takes a refresh token back. That it fails is no reason to keep a person in: the failure is logged.
func (d *desk) revoke(ctx context.Context, token string) {
	if token == "" {
		return
	}
	_, err := d.people.RevokeToken(ctx, &cognitoidentityprovider.RevokeTokenInput{ClientId: aws.String(d.client), Token: aws.String(token)})
	if err != nil {
		slog.WarnContext(ctx, "revoke refresh token", "error", err)
	}
}

// refreshCookie is out of reach of scripts and of other sites, and Secure wherever the request came by https.
func refreshCookie(token, proto string) http.Cookie {
	return http.Cookie{
		Name: cookieName, Value: token, Path: prefix + "/auth", MaxAge: int(cookieLife / time.Second),
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: strings.EqualFold(proto, "https"),
	}
}

// grant is what an access token says.
type grant struct {
	Subject  string `json:"sub"`
	IssuedAt int64  `json:"iat"` // Unix seconds
	Expires  int64  `json:"exp"` // Unix seconds
}

// life is how long the token is good for.
func (g grant) life() time.Duration { return time.Duration(g.Expires-g.IssuedAt) * time.Second }

// grantOf reads an access token. The token came from the user pool itself a moment ago, so its signature is
// not looked at.
func grantOf(token string) (grant, error) {
	var g grant
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return g, fmt.Errorf("access token has %d parts", len(parts))
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return g, fmt.Errorf("decode access token: %w", err)
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		return g, fmt.Errorf("read access token: %w", err)
	}
	return g, nil
}
