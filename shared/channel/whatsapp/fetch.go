package whatsapp

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/fault"
)

// ErrMediaGone says that the platform no longer has an attachment (after 7 days), or never had it.
var ErrMediaGone = fault.New(fault.Missing, "media_gone", "WhatsApp no longer has this file.")

// ErrMediaRefused says that the platform does not let this channel have an attachment.
var ErrMediaRefused = fault.New(fault.Denied, "media_refused", "WhatsApp did not hand this file out.")

// Locate asks where an attachment is: an address that is good for five minutes, with the token ("media",
// 2026-03-12). ErrMediaGone and ErrMediaRefused are for good; anything else may be asked again.
func (c *Client) Locate(ctx context.Context, token, account, mediaID string) (channel.Located, error) {
	a := c.graph.Get(ctx, token, meta.Path(mediaID), url.Values{"phone_number_id": {account}})
	if a.Err != nil {
		return channel.Located{}, fmt.Errorf("locate media: %w", a.Err)
	}
	if a.OK() && a.Body.Text("url") != "" {
		size, _ := a.Body.Whole("file_size")
		return channel.Located{URL: a.Body.Text("url"), MIME: bareMIME(a.Body.Text("mime_type")), SHA256: a.Body.Text("sha256"), Size: size}, nil
	}
	return channel.Located{}, unlocated(a.Status, a.Body.Tree("error"))
}

// unlocated classifies a refusal: code 100 is how Graph says that an object does not exist.
func unlocated(status int, e meta.Tree) error {
	said := fmt.Errorf("HTTP %d, code %s", status, e.Text("code"))
	code, _ := e.Whole("code")
	switch {
	case status == http.StatusNotFound || code == 100:
		return ErrMediaGone.Because(said)
	case status == http.StatusTooManyRequests || status >= 500 || code != 0 && faults.ClassOf(faults.WhatsApp, int(code), 0, status, false) == channel.Retry:
		return fmt.Errorf("locate media: %w", said)
	default:
		return ErrMediaRefused.Because(said)
	}
}
