package main

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/awslabs/aws-lambda-go-api-proxy/core"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// home finds the channel that a page embeds, and lets only pages of its list go on: nothing else has been
// done by then. A page's reading request to its own host carries no origin; it needs a visitor's token, which
// no other page has.
func (d *desk) home(w http.ResponseWriter, r *http.Request, public string) (store.Workspace, rules.Channel, error) {
	if public == "" || len(public) > 64 {
		return store.Workspace{}, rules.Channel{}, errOrigin
	}
	ws, ch, err := d.store.ChannelByAccount(r.Context(), rules.WebChat, public)
	if fault.KindOf(err) == fault.Missing && err != nil {
		return ws, ch, errOrigin.Because(err) // whether it exists is nobody's business either
	}
	if err != nil {
		return ws, ch, err
	}
	origin := r.Header.Get("Origin")
	switch {
	case origin == "" && r.Method == http.MethodGet:
	case !embeds(ch, origin):
		return ws, ch, errOrigin
	default:
		w.Header().Set("Access-Control-Allow-Origin", origin)
		w.Header().Set("Access-Control-Expose-Headers", "Retry-After")
	}
	return ws, ch, nil
}

// embeds reports that a page of this origin may embed a channel.
func embeds(ch rules.Channel, origin string) bool {
	return origin != "" && slices.ContainsFunc(ch.Widget.Origins, func(o string) bool {
		return strings.EqualFold(strings.TrimSuffix(o, "/"), origin)
	})
}

// preflight answers the question that a browser asks before a request with a token. The address names the
// channel, because this question carries no token.
func (d *desk) preflight(w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Origin")
	if r.Header.Get("Origin") == "" {
		writeProblem(w, errOrigin)
		return
	}
	if _, _, err := d.home(w, r, r.URL.Query().Get("channel")); err != nil {
		writeProblem(w, err)
		return
	}
	w.Header().Set("Access-Control-Allow-Methods", "GET, POST")
	w.Header().Set("Access-Control-Allow-Headers", "authorization, content-type")
	w.Header().Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
}

// viewerIP is the visitor's address as the last hop but CloudFront's wrote it down. Who calls the API by its
// own address can claim another one, which is why sessions are limited by channel too.
func viewerIP(r *http.Request) string {
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	if len(hops) >= 2 {
		return strings.TrimSpace(hops[len(hops)-2])
	}
	if g, ok := core.GetAPIGatewayV2ContextFromContext(r.Context()); ok && g.HTTP.SourceIP != "" {
		return g.HTTP.SourceIP
	}
	return strings.TrimSpace(hops[0])
}

// guest is a visitor who has shown their token.
type guest struct {
	workspace store.Workspace
	channel   rules.Channel
	token     Token
}

// address is where the visitor is reached.
func (g guest) address() rules.Address { return rules.Address{UserID: g.token.Visitor} }

// visit is a route for visitors.
type visit func(context.Context, guest, *http.Request) (any, error)

var (
	errNoToken  = fault.New(fault.Unknown, "bad_token", "This visitor's token is missing or not valid. Begin a new session.")
	errIdentity = fault.New(fault.Unknown, "identity_required", "This chat is for visitors that its page has signed in.")
)

// visited lets visitors in: a token that we signed, for a channel that this page may embed, and of an
// identified visitor where the channel asks for that.
func (d *desk) visited(do visit) route {
	return func(w http.ResponseWriter, r *http.Request) (any, error) {
		raw, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok {
			return nil, d.refuse(w, r, errNoToken)
		}
		token, err := d.openToken(r.Context(), raw)
		if err != nil {
			return nil, d.refuse(w, r, err)
		}
		g := guest{token: token}
		if g.workspace, g.channel, err = d.home(w, r, token.Channel); err != nil {
			return nil, err
		}
		if g.channel.Widget.Identify && !token.Identified() {
			return nil, errIdentity
		}
		return do(r.Context(), g, r)
	}
}

// refuse lets the widget read why: where the address names a channel that its page may embed.
func (d *desk) refuse(w http.ResponseWriter, r *http.Request, why error) error {
	if _, _, err := d.home(w, r, r.URL.Query().Get("channel")); err != nil && r.URL.Query().Has("channel") {
		return err
	}
	return why
}
