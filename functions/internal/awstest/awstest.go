// Package awstest gives a test of a function a bucket and a keeper of secrets behind S3's and Systems
// Manager's own protocols, in memory. It knows what was put where, and can be told to be away.
package awstest

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"transom/shared/clock"
	"transom/shared/media"
	"transom/shared/secret"
)

var nobody = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "key", SecretAccessKey: "secret"}, nil
})

// Objects is what a bucket holds.
type Objects struct {
	Away atomic.Bool // every call answers 503

	url  string
	mu   sync.Mutex
	held map[string]string
}

// BucketBy is the same bucket reached in another way: by a client that may be slow, or die.
func (o *Objects) BucketBy(client aws.HTTPClient) *media.Bucket {
	return media.NewBucket(s3.New(s3.Options{Region: "us-east-1", BaseEndpoint: aws.String(o.url), Credentials: nobody, RetryMaxAttempts: 1, HTTPClient: client}), "media")
}

// All gives every object by its key.
func (o *Objects) All() map[string]string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return maps.Clone(o.held)
}

func (o *Objects) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	key := strings.TrimPrefix(r.URL.Path, "/media/")
	o.mu.Lock()
	defer o.mu.Unlock()
	text, there := o.held[key]
	switch {
	case err != nil || o.Away.Load():
		w.WriteHeader(http.StatusServiceUnavailable)
	case r.Method == http.MethodPut:
		o.held[key] = string(body)
	case r.Method == http.MethodDelete:
		delete(o.held, key)
		w.WriteHeader(http.StatusNoContent)
	case r.Method == http.MethodGet && there:
		_, _ = io.WriteString(w, text)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// Bucket makes an empty bucket.
func Bucket(t testing.TB) (*media.Bucket, *Objects) {
	t.Helper()
	o := &Objects{held: map[string]string{}}
	server := httptest.NewServer(o)
	t.Cleanup(server.Close)
	o.url = server.URL
	return o.BucketBy(nil), o
}

// Vault holds secrets.
type Vault struct{ url string }

// Secrets makes a keeper of these secrets.
func Secrets(t testing.TB, values map[secret.Name]string) *secret.Keeper {
	t.Helper()
	return Lock(t, values).KeeperBy(nil)
}

// KeeperBy makes a keeper that knows none of them yet and asks by a client.
func (v Vault) KeeperBy(client aws.HTTPClient) *secret.Keeper {
	return secret.NewKeeper(ssm.New(ssm.Options{Region: "us-east-1", BaseEndpoint: aws.String(v.url), Credentials: nobody, RetryMaxAttempts: 1, HTTPClient: client}), "/transom/test", clock.Now)
}

// Lock puts these secrets into a vault.
func Lock(t testing.TB, values map[secret.Name]string) Vault {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		var in struct{ Name string }
		err := json.NewDecoder(r.Body).Decode(&in)
		value, ok := values[secret.Name(strings.TrimPrefix(in.Name, "/transom/test"))]
		if err != nil || !ok {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, `{"__type":"ParameterNotFound"}`)
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"Parameter": map[string]any{"Value": value}})
	}))
	t.Cleanup(server.Close)
	return Vault{server.URL}
}
