// Package cloud makes the configuration from which every AWS client is made. It knows one defect of the SDK
// and how to live with it, and nothing of what the clients are used for.
package cloud

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
)

// open is how many connections to one host are kept for the next request: as many as the notifier posts
// frames at once. The SDK keeps 10, and beyond that pays a handshake per request.
const open = 64

// Config reads region, credentials and endpoints from the environment (AWS_REGION, AWS_ENDPOINT_URL_…), so
// that the same binary speaks to AWS and to a stand-in behind the same protocol.
func Config(ctx context.Context) (aws.Config, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return aws.Config{}, fmt.Errorf("read AWS configuration: %w", err)
	}
	if cfg.HTTPClient == nil {
		cfg.HTTPClient = awshttp.NewBuildableClient()
	}
	if c, ok := cfg.HTTPClient.(*awshttp.BuildableClient); ok {
		cfg.HTTPClient = c.WithTransportOptions(func(t *http.Transport) { t.MaxIdleConnsPerHost = open })
	}
	// Afterwards, not as an option: the SDK gives its own client the authorities of AWS_CA_BUNDLE.
	cfg.HTTPClient = wholeBody{cfg.HTTPClient}
	return cfg, nil
}

// wholeBody sends a copy of each request's body. The SDK closes the original as soon as the answer's header
// is there; when a server answers before net/http has finished writing, that tears the connection down under
// the answer (aws-sdk-go-v2 issues 1825, 2737, 2935): about 1 in 1,000 queries with a 29 KB answer, measured.
type wholeBody struct{ next aws.HTTPClient }

// Do sends the request.
func (c wholeBody) Do(r *http.Request) (*http.Response, error) {
	if r.Body == nil || r.ContentLength < 0 || r.ContentLength > 1<<20 {
		return c.next.Do(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, fmt.Errorf("read request body: %w", err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return c.next.Do(r)
}
