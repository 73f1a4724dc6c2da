package whatsapp

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"transom/shared/channel/meta"
	"transom/shared/fault"
)

// Located is where an attachment can be fetched, with the token, for five minutes (media reference,
// 2026-03-12).
type Located struct {
	URL    string
	MIME   string // as declared, without parameters
	SHA256 string
	Size   int64 // bytes, 0 if not told
}

// ErrMediaGone says that the platform no longer has an attachment (after 7 days), or never had it.
var ErrMediaGone = fault.New(fault.Missing, "media_gone", "WhatsApp no longer has this file.")

// ErrMediaRefused says that the platform does not let this channel have an attachment.
var ErrMediaRefused = fault.New(fault.Denied, "media_refused", "WhatsApp did not hand this file out.")

// Locate asks where an attachment is. ErrMediaGone and ErrMediaRefused are for good; anything else may be
// asked again.
func (c *Client) Locate(ctx context.Context, token, account, mediaID string) (Located, error) {
	address := c.base + "/" + url.PathEscape(mediaID) + "?phone_number_id=" + url.QueryEscape(account)
	r, err := request(ctx, http.MethodGet, address, token)
	if err != nil {
		return Located{}, ErrMediaGone.Because(err)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return Located{}, fmt.Errorf("locate media: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return Located{}, fmt.Errorf("locate media: %w", err)
	}
	tree, err := meta.Read(body)
	if err == nil && answer.StatusCode == http.StatusOK && tree.Text("url") != "" {
		size, _ := tree.Whole("file_size")
		return Located{URL: tree.Text("url"), MIME: bareMIME(tree.Text("mime_type")), SHA256: tree.Text("sha256"), Size: size}, nil
	}
	return Located{}, unlocated(answer.StatusCode, tree.Tree("error"))
}

// unlocated classifies a refusal: code 100 is how Graph says that an object does not exist.
func unlocated(status int, e meta.Tree) error {
	said := fmt.Errorf("HTTP %d, code %s", status, e.Text("code"))
	code, _ := e.Whole("code")
	f := FaultOf(int(code))
	switch {
	case status == http.StatusNotFound || code == 100:
		return ErrMediaGone.Because(said)
	case status == http.StatusTooManyRequests || status >= 500 || code != 0 && f.Class == "R":
		return fmt.Errorf("locate media: %w", said)
	default:
		return ErrMediaRefused.Because(said)
	}
}
