package media

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Open reads an object from its beginning, without holding it. ErrNoObject when it is not there. The caller
// closes it.
func (b *Bucket) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	out, err := b.s3.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(b.name), Key: aws.String(key)})
	if err != nil {
		return nil, missing(err, "open", key)
	}
	return out.Body, nil
}

// fetchable is how long a platform may fetch an object that was lent to it.
const fetchable = 15 * time.Minute

// LendOut signs an address where a platform can get an object, with its own type, for fifteen minutes.
func (b *Bucket) LendOut(ctx context.Context, key, mime string) (string, error) {
	out, err := b.lend.PresignGetObject(ctx, &s3.GetObjectInput{
		Bucket: aws.String(b.name), Key: aws.String(key), ResponseContentType: aws.String(mime),
	}, s3.WithPresignExpires(fetchable))
	if err != nil {
		return "", fmt.Errorf("sign address of %s: %w", key, err)
	}
	return out.URL, nil
}
