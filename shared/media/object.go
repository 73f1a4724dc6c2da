package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/gabriel-vasile/mimetype"

	"transom/shared/fault"
)

// The facts about objects that callers tell apart.
var (
	ErrNoObject = fault.New(fault.Missing, "object_missing", "This file is not there, or no longer.")
	ErrChanged  = fault.New(fault.Conflict, "object_changed", "Somebody else changed this object first.")
)

// sniffed is how many bytes tell what a file is, which is as many as the library looks at.
const sniffed = 3072

// Object is what is known about an object without reading it whole.
type Object struct {
	Size int64  // bytes
	MIME string // what its first bytes are, without parameters
	ETag string // changes with its content
	// First are its first bytes, as many as tell what it is; all of a smaller object.
	First []byte
}

// Look tells an object's size and what its first bytes are. ErrNoObject.
func (b *Bucket) Look(ctx context.Context, key string) (Object, error) {
	head, err := b.s3.HeadObject(ctx, &s3.HeadObjectInput{Bucket: aws.String(b.name), Key: aws.String(key)})
	if err != nil {
		return Object{}, missing(err, "look at", key)
	}
	o := Object{Size: aws.ToInt64(head.ContentLength), ETag: aws.ToString(head.ETag)}
	if o.Size == 0 { // nothing has no range
		o.MIME = plainMIME(mimetype.Detect(nil).String())
		return o, nil
	}
	if o.First, _, err = b.read(ctx, key, aws.String(fmt.Sprintf("bytes=0-%d", sniffed-1)), sniffed); err != nil {
		return Object{}, err
	}
	o.MIME = plainMIME(mimetype.Detect(o.First).String())
	return o, nil
}

// Read gives an object whole, and its ETag. ErrNoObject; ErrTooLarge when it has more than most bytes.
func (b *Bucket) Read(ctx context.Context, key string, most int64) (data []byte, etag string, err error) {
	return b.read(ctx, key, nil, most)
}

func (b *Bucket) read(ctx context.Context, key string, part *string, most int64) ([]byte, string, error) {
	out, err := b.s3.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(b.name), Key: aws.String(key), Range: part})
	if err != nil {
		return nil, "", missing(err, "read", key)
	}
	defer func() { _ = out.Body.Close() }()
	data, err := io.ReadAll(io.LimitReader(out.Body, most+1))
	switch {
	case err != nil:
		return nil, "", fmt.Errorf("read object %s: %w", key, err)
	case int64(len(data)) > most:
		return nil, "", ErrTooLarge
	}
	return data, aws.ToString(out.ETag), nil
}

// Replace writes an object in place of the one with this ETag, or, if etag is empty, where there is none.
// ErrChanged when it is not so any more.
func (b *Bucket) Replace(ctx context.Context, key, mime string, data []byte, etag string) error {
	in := &s3.PutObjectInput{Bucket: aws.String(b.name), Key: aws.String(key), Body: bytes.NewReader(data),
		ContentLength: aws.Int64(int64(len(data))), ContentType: aws.String(mime)}
	if etag == "" {
		in.IfNoneMatch = aws.String("*")
	} else {
		in.IfMatch = aws.String(etag)
	}
	if _, err := b.s3.PutObject(ctx, in); err != nil {
		return missing(err, "replace", key)
	}
	return nil
}

// Copy puts an object, as it was when it had this ETag, under another key as well and gives it a type.
// Repeating is safe. ErrNoObject, ErrChanged.
func (b *Bucket) Copy(ctx context.Context, from, etag, to, mime string) error {
	_, err := b.s3.CopyObject(ctx, &s3.CopyObjectInput{
		Bucket: aws.String(b.name), Key: aws.String(to), CopySource: aws.String(url.PathEscape(b.name) + "/" + (&url.URL{Path: from}).EscapedPath()),
		CopySourceIfMatch: aws.String(etag), ContentType: aws.String(mime), MetadataDirective: "REPLACE",
	})
	if err != nil {
		return missing(err, "copy", from)
	}
	return nil
}

// Remove deletes an object; one that is not there is no error.
func (b *Bucket) Remove(ctx context.Context, key string) error {
	if _, err := b.s3.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: aws.String(b.name), Key: aws.String(key)}); err != nil {
		return fmt.Errorf("remove object %s: %w", key, err)
	}
	return nil
}

// missing says what S3 meant: without the right to list, S3 calls what is not there forbidden.
func missing(err error, what, key string) error {
	var answer *awshttp.ResponseError
	err = fmt.Errorf("%s object %s: %w", what, key, err)
	if errors.As(err, &answer) {
		switch answer.HTTPStatusCode() {
		case http.StatusNotFound, http.StatusForbidden:
			return ErrNoObject.Because(err)
		case http.StatusPreconditionFailed, http.StatusConflict:
			return ErrChanged.Because(err)
		}
	}
	return err
}
