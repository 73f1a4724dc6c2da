package media

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// OfferLife is how long an address takes a file.
const OfferLife = 15 * time.Minute

// Uploads is the prefix of files on their way; what stays there is deleted after a day.
const Uploads = "u/"

// Offer is an address where a browser puts one file with Method, sending Headers along exactly.
type Offer struct {
	URL     string
	Method  string
	Headers map[string]string
	Until   time.Time
}

// Offer signs an address that takes exactly one type and size of file and, with a checksum (SHA-256 in
// base64, "" for none), exactly these bytes. now is the present.
func (b *Bucket) Offer(ctx context.Context, key, mime string, size int64, sum string, now time.Time) (Offer, error) {
	in := &s3.PutObjectInput{Bucket: aws.String(b.name), Key: aws.String(key), ContentType: aws.String(mime), ContentLength: aws.Int64(size)}
	if sum != "" {
		in.ChecksumSHA256 = aws.String(sum)
	}
	out, err := b.lend.PresignPutObject(ctx, in, s3.WithPresignExpires(OfferLife))
	if err != nil {
		return Offer{}, fmt.Errorf("sign upload of %s: %w", key, err)
	}
	offer := Offer{URL: out.URL, Method: out.Method, Headers: map[string]string{}, Until: now.Add(OfferLife)}
	for name := range out.SignedHeader {
		switch http.CanonicalHeaderKey(name) {
		case "Host", "Content-Length": // a browser sets them itself and lets nobody else do it
		default:
			offer.Headers[http.CanonicalHeaderKey(name)] = strings.Join(out.SignedHeader.Values(name), ",")
		}
	}
	return offer, nil
}
