package main

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"transom/shared/clock"
	"transom/shared/fault"
)

// The facts of signing in. Which of e-mail and password was wrong is nobody's business.
var (
	errBadCredentials = fault.New(fault.Unknown, "bad_credentials", "This e-mail and password do not go together.")
	errChallenge      = fault.New(fault.Unknown, "challenge_expired", "This took too long. Sign in again.")
	errWeakPassword   = fault.New(fault.Invalid, "weak_password", "Choose a longer password, with upper and lower case letters, digits and a sign.")
	errUnsupported    = fault.New(fault.Refused, "challenge_unsupported", "This account asks for a step that Transom does not know yet.")
	errTooManyTries   = fault.New(fault.TooMany, "too_many_tries", "Too many tries. Wait a minute.")
	errPeopleAway     = fault.New(fault.Later, "sign_in_away", "Sign-in does not answer at the moment. Try again.")
)

// SignIn is what a person types.
type SignIn struct {
	Email    string `json:"email" minLength:"3" maxLength:"254"`
	Password string `json:"password" minLength:"1" maxLength:"256"`
}

// SignedIn is a session, or the step that is still missing: then only challenge and session are set.
type SignedIn struct {
	AccessToken string     `json:"accessToken,omitempty" doc:"for Authorization: Bearer; keep it in memory only"`
	ExpiresAt   *time.Time `json:"expiresAt,omitempty" doc:"refresh before then"`
	Challenge   string     `json:"challenge,omitempty" enum:"NEW_PASSWORD_REQUIRED"`
	Session     string     `json:"session,omitempty" doc:"goes back with the answer to the challenge"`
}

type signInInput struct {
	Proto string `header:"X-Forwarded-Proto" hidden:"true"`
	Body  SignIn
}

type signedInOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie" hidden:"true"`
	Body      SignedIn
}

func (d *desk) signIn(ctx context.Context, in *signInInput) (*signedInOutput, error) {
	out, err := d.people.InitiateAuth(ctx, &cognitoidentityprovider.InitiateAuthInput{
		AuthFlow: types.AuthFlowTypeUserPasswordAuth, ClientId: aws.String(d.client),
		AuthParameters: map[string]string{"USERNAME": address(in.Body.Email), "PASSWORD": in.Body.Password},
	})
	if err != nil {
		return nil, judge(err, errBadCredentials)
	}
	if out.AuthenticationResult == nil {
		return asked(out.ChallengeName, out.Session)
	}
	return d.admit(ctx, out.AuthenticationResult, in.Proto)
}

// Challenge answers the step that sign-in asked for.
type Challenge struct {
	Challenge   string `json:"challenge" enum:"NEW_PASSWORD_REQUIRED"`
	Session     string `json:"session" minLength:"1" maxLength:"4096"`
	Email       string `json:"email" minLength:"3" maxLength:"254"`
	NewPassword string `json:"newPassword" minLength:"8" maxLength:"256"`
}

type challengeInput struct {
	Proto string `header:"X-Forwarded-Proto" hidden:"true"`
	Body  Challenge
}

func (d *desk) answerChallenge(ctx context.Context, in *challengeInput) (*signedInOutput, error) {
	out, err := d.people.RespondToAuthChallenge(ctx, &cognitoidentityprovider.RespondToAuthChallengeInput{
		ChallengeName: types.ChallengeNameTypeNewPasswordRequired, ClientId: aws.String(d.client), Session: aws.String(in.Body.Session),
		ChallengeResponses: map[string]string{"USERNAME": address(in.Body.Email), "NEW_PASSWORD": in.Body.NewPassword},
	})
	var weak *types.InvalidPasswordException
	switch {
	case errors.As(err, &weak):
		return nil, errWeakPassword
	case err != nil:
		return nil, judge(err, errChallenge)
	case out.AuthenticationResult == nil:
		return asked(out.ChallengeName, out.Session)
	}
	return d.admit(ctx, out.AuthenticationResult, in.Proto)
}

// asked passes a challenge on, if the client knows how to answer it.
func asked(name types.ChallengeNameType, session *string) (*signedInOutput, error) {
	if name != types.ChallengeNameTypeNewPasswordRequired {
		return nil, errUnsupported
	}
	return &signedInOutput{Body: SignedIn{Challenge: string(name), Session: aws.ToString(session)}}, nil
}

// admit lets in whom Cognito lets in, if our own record does too; otherwise it takes the new token back.
func (d *desk) admit(ctx context.Context, got *types.AuthenticationResultType, proto string) (*signedInOutput, error) {
	g, err := grantOf(aws.ToString(got.AccessToken))
	if err != nil {
		return nil, err
	}
	v, err := d.store.Member(ctx, g.Subject)
	if err != nil {
		d.revoke(ctx, aws.ToString(got.RefreshToken))
		return nil, err
	}
	note(ctx).workspace = v.Workspace.String()
	until := clock.Now().Add(g.life())
	out := &signedInOutput{Body: SignedIn{AccessToken: aws.ToString(got.AccessToken), ExpiresAt: &until}}
	if got.RefreshToken != nil {
		out.SetCookie = append(out.SetCookie, refreshCookie(*got.RefreshToken, proto))
	}
	return out, nil
}

// address is an e-mail address as the user pool keeps it.
func address(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// judge tells a refusal by the user pool (answered as no) from the pool being busy or away. A wrong password
// is NotAuthorizedException on AWS and InvalidPasswordException in its stand-in.
func judge(err error, no *fault.Error) error {
	var api interface{ ErrorCode() string }
	if !errors.As(err, &api) {
		return errPeopleAway.Because(err)
	}
	switch api.ErrorCode() {
	case "TooManyRequestsException", "LimitExceededException", "TooManyFailedAttemptsException":
		return errTooManyTries.Because(err)
	case "InternalErrorException", "ResourceNotFoundException":
		return errPeopleAway.Because(err)
	default:
		return no.Because(err)
	}
}
