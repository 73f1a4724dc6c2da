package secret_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"transom/shared/secret"
)

// parameters answers like the parameter store. Down answers 500 to everything.
type parameters struct {
	values map[string]string
	asked  int
	down   bool
}

func (p *parameters) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.asked++
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	var in struct{ Name, Value string }
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil || p.down {
		w.WriteHeader(http.StatusInternalServerError)
		io.WriteString(w, `{"__type":"InternalServerError"}`)
		return
	}
	if r.Header.Get("X-Amz-Target") == "AmazonSSM.PutParameter" {
		p.values[in.Name] = in.Value
		io.WriteString(w, `{"Version":1}`)
		return
	}
	value, ok := p.values[in.Name]
	if ok && r.Header.Get("X-Amz-Target") == "AmazonSSM.DeleteParameter" {
		delete(p.values, in.Name)
		io.WriteString(w, `{}`)
		return
	}
	if !ok {
		w.WriteHeader(http.StatusBadRequest)
		io.WriteString(w, `{"__type":"ParameterNotFound"}`)
		return
	}
	json.NewEncoder(w).Encode(map[string]any{"Parameter": map[string]any{"Name": in.Name, "Value": value}})
}

func keeper(t *testing.T, p *parameters, now *time.Time) *secret.Keeper {
	t.Helper()
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	client := ssm.New(ssm.Options{
		Region: "eu-central-1", BaseEndpoint: aws.String(server.URL), RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "key", SecretAccessKey: "secret"}, nil
		}),
	})
	return secret.NewKeeper(client, "/transom/dev/", func() time.Time { return *now })
}

func TestASecretIsAskedForEveryFiveMinutes(t *testing.T) {
	ctx, now := context.Background(), time.Unix(1763700000, 0)
	p := &parameters{values: map[string]string{"/transom/dev/meta/app-secret": "old, new,"}}
	k := keeper(t, p, &now)
	for range 3 {
		got, err := k.List(ctx, secret.MetaAppSecret)
		if err != nil || !slices.Equal(got, []string{"old", "new"}) {
			t.Fatalf("the secrets are %v, %v", got, err)
		}
	}
	if p.asked != 1 {
		t.Errorf("asked %d times within five minutes", p.asked)
	}
	p.values["/transom/dev/meta/app-secret"] = "new"
	now = now.Add(secret.Life)
	if got, err := k.Get(ctx, secret.MetaAppSecret); err != nil || got != "new" {
		t.Errorf("after five minutes the secret is %q, %v", got, err)
	}
}

func TestAnOldSecretServesWhileTheStoreIsAway(t *testing.T) {
	ctx, now := context.Background(), time.Unix(1763700000, 0)
	p := &parameters{values: map[string]string{"/transom/dev/cursor-key": "k"}}
	k := keeper(t, p, &now)
	if _, err := k.Get(ctx, secret.CursorKey); err != nil {
		t.Fatal(err)
	}
	p.down = true
	now = now.Add(time.Hour)
	if got, err := k.Get(ctx, secret.CursorKey); err != nil || got != "k" {
		t.Errorf("the secret is %q, %v", got, err)
	}
	if _, err := k.Get(ctx, secret.MetaVerifyToken); err == nil || errors.Is(err, secret.ErrMissing) {
		t.Errorf("a secret that cannot be asked for is %v", err)
	}
}

func TestASecretThatIsNotThereIsMissingUntilItIsPut(t *testing.T) {
	ctx, now := context.Background(), time.Unix(1763700000, 0)
	p := &parameters{values: map[string]string{}}
	k := keeper(t, p, &now)
	if _, err := k.Get(ctx, secret.ChannelToken("c1")); !errors.Is(err, secret.ErrMissing) {
		t.Fatalf("the error is %v", err)
	}
	if err := k.Put(ctx, secret.ChannelToken("c1"), "t0ken"); err != nil {
		t.Fatal(err)
	}
	if got, err := k.Get(ctx, secret.ChannelToken("c1")); err != nil || got != "t0ken" || p.values["/transom/dev/channels/c1/token"] != "t0ken" {
		t.Errorf("the token is %q in %v, %v", got, p.values, err)
	}
}

func TestASecretThatIsDeletedIsGoneAtOnce(t *testing.T) {
	ctx, now := context.Background(), time.Unix(1763700000, 0)
	p := &parameters{values: map[string]string{}}
	k := keeper(t, p, &now)
	if err := k.Put(ctx, secret.ChannelToken("c1"), "t0ken"); err != nil {
		t.Fatal(err)
	}
	for range 2 { // repeating is safe
		if err := k.Delete(ctx, secret.ChannelToken("c1")); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := k.Get(ctx, secret.ChannelToken("c1")); !errors.Is(err, secret.ErrMissing) {
		t.Errorf("reading it says %v", err)
	}
	p.down = true
	if err := k.Delete(ctx, secret.ChannelToken("c1")); err == nil {
		t.Error("a store that is away deletes")
	}
}
