package main

import (
	"context"
	"net/url"

	"transom/shared/clock"
	"transom/shared/store"
)

// SocketTicket is where one socket may be opened, once, within 60 seconds.
type SocketTicket struct {
	URL string `json:"url" doc:"wss://…?ticket=…"`
}

func (d *desk) socketTicket(ctx context.Context, v store.Viewer, _ *none) (*reply[SocketTicket], error) {
	t, err := d.store.IssueTicket(ctx, v, clock.Now())
	if err != nil {
		return nil, err
	}
	return answer(SocketTicket{URL: d.socketURL + "?ticket=" + url.QueryEscape(t.Secret)}), nil
}
