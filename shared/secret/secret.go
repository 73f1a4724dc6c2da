// Package secret reads secrets from the parameter store and keeps each for five minutes. It knows which
// secrets the system has and where they are; it refuses to write them anywhere but there, and never logs one.
package secret

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"transom/shared/fault"
	"transom/shared/rules"
)

// Name is a secret's place below the stage's prefix.
type Name string

// The deployment's secrets.
const (
	MetaAppSecret Name = "/meta/app-secret" // signs webhooks; two, comma-separated, during a rotation
	// InstagramAppSecret signs webhooks of accounts that are connected through Instagram itself, which is another app
	// secret; it may be missing.
	InstagramAppSecret Name = "/meta/instagram-app-secret"
	MetaVerifyToken    Name = "/meta/verify-token" // asked for when Meta checks the callback address
	CursorKey          Name = "/cursor-key"        // signs the cursors of lists
	VisitorKey         Name = "/visitor-key"       // signs web chat visitors' tokens; two, comma-separated, during a rotation: the first signs
)

// ChannelToken is where a channel's access token is.
func ChannelToken(id rules.ChannelID) Name { return Name("/channels/" + string(id) + "/token") }

// WidgetSecret is what the pages that embed a web chat sign their visitors' tokens with.
func WidgetSecret(id rules.ChannelID) Name { return Name("/channels/" + string(id) + "/widget-secret") }

// Life is how long a secret that was read is used without asking again; a rotated one is everywhere by then.
const Life = 5 * time.Minute

// missingLife is how long it is believed that a secret is not there, so that a door asked by strangers does not
// ask for each of them.
const missingLife = 15 * time.Second

// ErrMissing says that a secret is not there: the deployment or the channel has not been set up.
var ErrMissing = fault.New(fault.Missing, "secret_missing", "A secret that this needs has not been set.")

// Keeper reads secrets below one prefix. It is safe for concurrent use.
type Keeper struct {
	ssm    *ssm.Client
	prefix string
	now    func() time.Time

	mu   sync.Mutex
	kept map[Name]kept
}

type kept struct {
	value   string
	until   time.Time
	missing bool // it was asked for and is not there
}

// NewKeeper makes a keeper over a prefix such as "/transom/dev"; now is asked for the age of what it keeps.
func NewKeeper(client *ssm.Client, prefix string, now func() time.Time) *Keeper {
	return &Keeper{ssm: client, prefix: strings.TrimRight(prefix, "/"), now: now, kept: map[Name]kept{}}
}

// Get reads one secret, decrypted. ErrMissing when it is not there. When the store of secrets cannot be
// asked, a value that is past its Life still serves: an old secret is better than no webhook.
func (k *Keeper) Get(ctx context.Context, name Name) (string, error) {
	now := k.now()
	k.mu.Lock()
	old, have := k.kept[name]
	k.mu.Unlock()
	if have && now.Before(old.until) {
		if old.missing {
			return "", fmt.Errorf("read secret %s: %w", name, ErrMissing)
		}
		return old.value, nil
	}
	out, err := k.ssm.GetParameter(ctx, &ssm.GetParameterInput{
		Name: aws.String(k.prefix + string(name)), WithDecryption: aws.Bool(true),
	})
	var gone *types.ParameterNotFound
	switch {
	case errors.As(err, &gone):
		k.remember(name, kept{until: now.Add(missingLife), missing: true})
		return "", fmt.Errorf("read secret %s: %w", name, ErrMissing)
	case err != nil && have && !old.missing:
		return old.value, nil
	case err != nil:
		return "", fmt.Errorf("read secret %s: %w", name, err)
	}
	value := aws.ToString(out.Parameter.Value)
	k.keep(name, value, now)
	return value, nil
}

// List reads a secret that may hold several values during a rotation, separated by commas; empty ones are
// left out.
func (k *Keeper) List(ctx context.Context, name Name) ([]string, error) {
	text, err := k.Get(ctx, name)
	if err != nil {
		return nil, err
	}
	var values []string
	for v := range strings.SplitSeq(text, ",") {
		if v = strings.TrimSpace(v); v != "" {
			values = append(values, v)
		}
	}
	return values, nil
}

// Put writes a secret, encrypted, in place of what was there. Repeating is safe.
func (k *Keeper) Put(ctx context.Context, name Name, value string) error {
	_, err := k.ssm.PutParameter(ctx, &ssm.PutParameterInput{
		Name: aws.String(k.prefix + string(name)), Value: aws.String(value),
		Type: types.ParameterTypeSecureString, Overwrite: aws.Bool(true),
	})
	if err != nil {
		return fmt.Errorf("write secret %s: %w", name, err)
	}
	k.keep(name, value, k.now())
	return nil
}

// Delete removes a secret; one that is not there is no error.
func (k *Keeper) Delete(ctx context.Context, name Name) error {
	_, err := k.ssm.DeleteParameter(ctx, &ssm.DeleteParameterInput{Name: aws.String(k.prefix + string(name))})
	var gone *types.ParameterNotFound
	if err != nil && !errors.As(err, &gone) {
		return fmt.Errorf("remove secret %s: %w", name, err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.kept, name)
	return nil
}

func (k *Keeper) keep(name Name, value string, now time.Time) {
	k.remember(name, kept{value: value, until: now.Add(Life)})
}

func (k *Keeper) remember(name Name, v kept) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.kept[name] = v
}
