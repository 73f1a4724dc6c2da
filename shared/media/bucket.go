// Package media keeps attachments: it fetches them from the platforms' hosts, puts them into the bucket and
// lends them to browsers for some minutes. It knows which hosts may be asked, how large a file may be and
// which types a browser may show; it refuses to know conversations, and trusts neither a file's name nor its
// declared type.
package media

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Bucket is where attachments and quarantined bodies are. It is safe for concurrent use.
type Bucket struct {
	s3   *s3.Client
	lend *s3.PresignClient
	name string
}

// NewBucket makes one over a bucket that exists.
func NewBucket(client *s3.Client, name string) *Bucket {
	return &Bucket{s3: client, lend: s3.NewPresignClient(client), name: name}
}

// Put writes an object whole; repeating is safe.
func (b *Bucket) Put(ctx context.Context, key, mime string, body io.ReadSeeker, size int64) error {
	_, err := b.s3.PutObject(ctx, &s3.PutObjectInput{
		Bucket: aws.String(b.name), Key: aws.String(key), Body: body,
		ContentLength: aws.Int64(size), ContentType: aws.String(mime),
	})
	if err != nil {
		return fmt.Errorf("put object %s: %w", key, err)
	}
	return nil
}

// Loan is an address where a browser can get an object until a time.
type Loan struct {
	URL    string
	Until  time.Time
	Inline bool // the browser may show it; otherwise it downloads it
}

// LoanLife is how long an address works.
const LoanLife = 10 * time.Minute

// Lend signs an address for an object. Only types that cannot run code in a page are shown in place;
// everything else is a download, under name or, without one, under a name we make up. now is the present.
func (b *Bucket) Lend(ctx context.Context, key, mime, name string, now time.Time) (Loan, error) {
	inline := Inline(mime)
	mime = servedAs(mime)
	out, err := b.lend.PresignGetObject(ctx, &s3.GetObjectInput{
		Bucket: aws.String(b.name), Key: aws.String(key),
		ResponseContentType:        aws.String(mime),
		ResponseContentDisposition: aws.String(disposition(inline, name, mime)),
	}, s3.WithPresignExpires(LoanLife))
	if err != nil {
		return Loan{}, fmt.Errorf("sign address of %s: %w", key, err)
	}
	return Loan{URL: out.URL, Until: now.Add(LoanLife), Inline: inline}, nil
}
