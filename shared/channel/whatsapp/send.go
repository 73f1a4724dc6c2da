package whatsapp

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Text is a text message to send.
type Text struct {
	Account     string // phone_number_id that sends
	To          rules.Address
	Body        string
	ReplyTo     string // platform id of the message it answers; "" if none
	Correlation string // comes back with each status; at most 512 characters
}

// Send posts a text message once and says what became of it.
func (c *Client) Send(ctx context.Context, token string, t Text) channel.Outcome {
	return c.post(ctx, token, t.Account, t.payload())
}

// payload is the body of the call (API reference of 2026-05-07). A phone number goes into "to" with its "+",
// without which Meta may put the business's own country in front; a scoped id goes into "recipient". "to"
// wins where both are given, so only one is.
func (t Text) payload() map[string]any {
	body := map[string]any{
		"messaging_product": "whatsapp", "recipient_type": "individual", "type": "text",
		"text": map[string]any{"body": t.Body, "preview_url": strings.Contains(t.Body, "https://") || strings.Contains(t.Body, "http://")},
	}
	if t.To.Phone != "" {
		body["to"] = "+" + t.To.Phone
	} else {
		body["recipient"] = t.To.UserID
	}
	if t.ReplyTo != "" {
		body["context"] = map[string]string{"message_id": t.ReplyTo}
	}
	if t.Correlation != "" {
		body["biz_opaque_callback_data"] = t.Correlation
	}
	return body
}

func (c *Client) post(ctx context.Context, token, account string, body map[string]any) channel.Outcome {
	var connected atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	r, err := request(ctx, http.MethodPost, c.base+"/"+url.PathEscape(account)+"/messages", token)
	if err != nil {
		return refusedBy(100, err.Error())
	}
	text := meta.Raw(body)
	r.Header.Set("Content-Type", "application/json")
	r.ContentLength = int64(len(text))
	r.Body = io.NopCloser(bytes.NewReader(text)) // without GetBody, so that nothing below sends it twice
	answer, err := c.http.Do(r)
	if err != nil {
		if connected.Load() {
			return channel.Outcome{Unknown: true}
		}
		return channel.Outcome{Error: &rules.SendError{Reason: "unreachable"}, Class: channel.Retry}
	}
	defer func() { _ = answer.Body.Close() }()
	said, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return channel.Outcome{Unknown: true}
	}
	return outcome(answer.StatusCode, answer.Header, said)
}

// outcome reads an answer. It goes by the error's code, not by HTTP's: only an error in Graph's own shape
// proves that nothing was sent. 429 proves it by itself, and so does a refusal of the request as such.
func outcome(status int, header http.Header, body []byte) channel.Outcome {
	tree, err := meta.Read(body)
	fault := tree.Tree("error")
	switch {
	case err == nil && len(fault) > 0:
		return graphError(status, header, fault)
	case status == http.StatusOK:
		for _, m := range tree.List("messages") {
			if id := meta.AsTree(m).Text("id"); id != "" {
				return channel.Outcome{PlatformID: id}
			}
		}
		return channel.Outcome{Unknown: true}
	case status == http.StatusTooManyRequests:
		return channel.Outcome{Error: &rules.SendError{Reason: "throttled"}, Class: channel.Retry, After: retryAfter(header)}
	case status >= 400 && status < 500 && status != http.StatusRequestTimeout:
		return refusedBy(135000, "HTTP "+strconv.Itoa(status))
	default:
		return channel.Outcome{Unknown: true}
	}
}

func graphError(status int, header http.Header, fault meta.Tree) channel.Outcome {
	e := sendError(fault)
	f := refused
	if fault.Has("code") {
		f = FaultOf(e.Code)
	}
	e.Reason = f.Reason
	class := f.Class
	_, listed := Faults[e.Code]
	if fault.Yes("is_transient") || !listed && status >= 500 {
		class = channel.Retry
	}
	return channel.Outcome{Error: e, Class: class, After: retryAfter(header)}
}

func refusedBy(code int, details string) channel.Outcome {
	f := FaultOf(code)
	return channel.Outcome{Error: &rules.SendError{Reason: f.Reason, Details: details}, Class: f.Class}
}

// retryAfter reads how many seconds the platform asks to wait; 0 if it does not say.
func retryAfter(h http.Header) time.Duration {
	s, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || s < 0 {
		return 0
	}
	return time.Duration(s) * time.Second
}
