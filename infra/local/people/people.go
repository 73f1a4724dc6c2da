// Package people prepares the sign-in service of one machine: its configuration, the user pool, the app
// client and the demo people. It speaks Cognito's own protocol and keeps no password itself.
package people

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/aws/aws-sdk-go-v2/aws"
	cognito "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// IssuerDomain is what tokens name as their issuer before the pool's id, as on AWS. It is a name only:
// nothing is fetched from there.
const IssuerDomain = "https://cognito-idp.us-east-1.amazonaws.com"

// Configure writes the service's configuration below dir, the folder it is started in.
func Configure(dir, host string, port int) error {
	text, err := json.MarshalIndent(map[string]any{
		"TokenConfig":      map[string]string{"IssuerDomain": IssuerDomain},
		"ServerConfig":     map[string]any{"hostname": host, "port": port},
		"UserPoolDefaults": map[string]any{"UsernameAttributes": []string{"email"}},
	}, "", "  ")
	if err != nil {
		return fmt.Errorf("render sign-in configuration: %w", err)
	}
	if err := os.MkdirAll(filepath.Join(dir, ".cognito", "db"), 0o700); err != nil {
		return fmt.Errorf("make sign-in folder: %w", err)
	}
	return os.WriteFile(filepath.Join(dir, ".cognito", "config.json"), text, 0o600)
}

// Pool names a user pool and its app client.
type Pool struct {
	ID     string `json:"id"`
	Client string `json:"client"`
}

// MakePool makes a pool and a client for sign-in with e-mail address and password.
func MakePool(ctx context.Context, c *cognito.Client) (Pool, error) {
	pool, err := c.CreateUserPool(ctx, &cognito.CreateUserPoolInput{PoolName: aws.String("transom"),
		UsernameAttributes:     []types.UsernameAttributeType{types.UsernameAttributeTypeEmail},
		AutoVerifiedAttributes: []types.VerifiedAttributeType{types.VerifiedAttributeTypeEmail}})
	if err != nil {
		return Pool{}, fmt.Errorf("make user pool: %w", err)
	}
	client, err := c.CreateUserPoolClient(ctx, &cognito.CreateUserPoolClientInput{
		UserPoolId: pool.UserPool.Id, ClientName: aws.String("transom"), GenerateSecret: false,
		ExplicitAuthFlows:   []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserPasswordAuth, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth},
		AccessTokenValidity: aws.Int32(60), RefreshTokenValidity: 30,
		TokenValidityUnits: &types.TokenValidityUnitsType{AccessToken: types.TimeUnitsTypeMinutes, IdToken: types.TimeUnitsTypeMinutes,
			RefreshToken: types.TimeUnitsTypeDays},
		IdTokenValidity: aws.Int32(60), EnableTokenRevocation: aws.Bool(true), PreventUserExistenceErrors: types.PreventUserExistenceErrorTypesEnabled,
	})
	if err != nil {
		return Pool{}, fmt.Errorf("make app client: %w", err)
	}
	return Pool{ID: aws.ToString(pool.UserPool.Id), Client: aws.ToString(client.UserPoolClient.ClientId)}, nil
}

// Ensure makes a person who can sign in, if there is none with this e-mail address, sets their password, and
// gives their subject.
func Ensure(ctx context.Context, c *cognito.Client, pool Pool, email, name, password string) (subject string, err error) {
	user, err := c.AdminGetUser(ctx, &cognito.AdminGetUserInput{UserPoolId: &pool.ID, Username: &email})
	var missing *types.UserNotFoundException
	var attributes []types.AttributeType
	switch {
	case errors.As(err, &missing):
		made, err := c.AdminCreateUser(ctx, &cognito.AdminCreateUserInput{UserPoolId: &pool.ID, Username: &email,
			MessageAction: types.MessageActionTypeSuppress,
			UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: &email},
				{Name: aws.String("email_verified"), Value: aws.String("true")}, {Name: aws.String("name"), Value: &name}}})
		if err != nil {
			return "", fmt.Errorf("make user %s: %w", email, err)
		}
		attributes = made.User.Attributes
	case err != nil:
		return "", fmt.Errorf("find user %s: %w", email, err)
	default:
		attributes = user.UserAttributes
	}
	_, err = c.AdminSetUserPassword(ctx, &cognito.AdminSetUserPasswordInput{UserPoolId: &pool.ID, Username: &email, Password: &password, Permanent: true})
	if err != nil {
		return "", fmt.Errorf("set password of %s: %w", email, err)
	}
	for _, a := range attributes {
		if aws.ToString(a.Name) == "sub" {
			return aws.ToString(a.Value), nil
		}
	}
	return "", fmt.Errorf("user %s has no subject", email)
}
