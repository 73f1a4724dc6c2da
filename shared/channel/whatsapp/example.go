package whatsapp

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

var errNoHandle = errors.New("the platform gave no handle")

// UploadExample gives the platform a file that stands for a template's header when it is reviewed, and gives its
// handle ("Resumable Upload API", 2026-03-12). The file's size has to be known. ErrTemplateRefused, meta.ErrAway.
func (c *Client) UploadExample(ctx context.Context, token string, ch rules.Channel, f channel.File) (handle string, err error) {
	a := c.graph.Get(ctx, token, meta.Path(ch.AccountID), url.Values{"fields": {"health_status"}})
	if err := a.Done(faults.WhatsApp); err != nil {
		return "", templateError(err)
	}
	app := entity(a.Body, "APP")
	if app == "" {
		return "", ErrTemplateRefused.With("reason", string(faults.Refused)).Because(errNoHandle)
	}
	about := url.Values{"file_name": {f.Name}, "file_length": {strconv.FormatInt(f.Size, 10)}, "file_type": {f.MIME}}
	a = c.graph.Post(ctx, token, meta.Path(app, "uploads")+"?"+about.Encode(), map[string]any{})
	if err := a.Done(faults.WhatsApp); err != nil {
		return "", templateError(err)
	}
	session := a.Body.Text("id") // "upload:MTph…?sig=…": an address by itself
	if !strings.HasPrefix(session, "upload:") || strings.Contains(session, "/") {
		return "", meta.ErrAway.Because(errNoHandle)
	}
	a = c.graph.PutFile(ctx, token, "/"+session, f)
	if err := a.Done(faults.WhatsApp); err != nil {
		return "", templateError(err)
	}
	if handle = a.Body.Text("h"); handle == "" {
		return "", meta.ErrAway.Because(errNoHandle)
	}
	return handle, nil
}
