// Package mail writes letters to colleagues through Amazon SES. It knows what a letter may hold, how a warning
// reads and which of SES's answers mean that nothing was sent. It refuses to know who is to be written to and
// when. No error of it holds an address.
package mail

import (
	"context"
	"fmt"
	"net/mail"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"transom/shared/fault"
)

// sender is the name beside the address that letters come from.
const sender = "Transom"

// patience is how long one letter is tried, all repetitions together.
const patience = 20 * time.Second

var errFrom = fault.New(fault.Internal, "not_configured", "The system is not set up completely.")

// Letter is one e-mail to one person. Text and HTML say the same.
type Letter struct {
	To      string // the address alone
	Subject string // one line
	Text    string
	HTML    string
}

// Post sends letters from one address. It is safe for concurrent use.
type Post struct {
	ses  *sesv2.Client
	from string
}

// NewPost makes one that writes from an address, which SES must have verified. What SES says it has not done is
// repeated twice, after a quarter of a second and a second; nothing else is.
func NewPost(cfg aws.Config, from string) (*Post, error) {
	if err := checkAddress(from); err != nil {
		return nil, errFrom.Because(fmt.Errorf("read the address that letters come from: %w", err))
	}
	client := sesv2.NewFromConfig(cfg, func(o *sesv2.Options) {
		o.Retryer = retry.NewStandard(func(r *retry.StandardOptions) {
			r.MaxAttempts = 3
			r.RateLimiter = ratelimit.None
			r.Retryables = []retry.IsErrorRetryable{retry.IsErrorRetryableFunc(again)}
			r.Backoff = retry.BackoffDelayerFunc(delay)
		})
	})
	return &Post{client, (&mail.Address{Name: sender, Address: from}).String()}, nil
}

func delay(attempt int, _ error) (time.Duration, error) {
	if attempt <= 1 {
		return 250 * time.Millisecond, nil
	}
	return time.Second, nil
}

func again(err error) aws.Ternary { return aws.BoolTernary(fault.KindOf(told(err)) == fault.Later) }

// Send sends one letter. ErrAddress and ErrRefused: it never will be; ErrNotNow: it was not sent, and may be
// tried again; ErrSilence: nobody knows. Sending a letter again sends another.
func (p *Post) Send(ctx context.Context, l Letter) error {
	if err := l.check(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := p.ses.SendEmail(ctx, &sesv2.SendEmailInput{
		FromEmailAddress: aws.String(p.from),
		Destination:      &types.Destination{ToAddresses: []string{l.To}},
		Content: &types.EmailContent{Simple: &types.Message{
			Subject: utf8(l.Subject),
			Body:    &types.Body{Text: utf8(l.Text), Html: utf8(l.HTML)},
			// A machine wrote it, so nobody's absence answers it (RFC 3834, 5).
			Headers: []types.MessageHeader{{Name: aws.String("Auto-Submitted"), Value: aws.String("auto-generated")}},
		}},
	})
	if err != nil {
		return fmt.Errorf("send letter: %w", told(err))
	}
	return nil
}

func utf8(text string) *types.Content {
	return &types.Content{Data: aws.String(text), Charset: aws.String("UTF-8")}
}
