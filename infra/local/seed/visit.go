package seed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/oklog/ulid/v2"
)

// prepareSite finds the web chat's channel and makes the secret that the shop signs its visitors with.
func (p *player) prepareSite(ctx context.Context) error {
	admin := p.tokens[team[0].Email]
	var list struct {
		Items []struct{ ID, AccountID string }
	}
	if err := p.door.call(ctx, http.MethodGet, "/api/v1/channels", admin, nil, &list); err != nil {
		return err
	}
	for _, ch := range list.Items {
		if ch.AccountID == SiteChat {
			p.site = ch.ID
		}
	}
	var made struct{ Secret string }
	if err := p.door.call(ctx, http.MethodPost, "/api/v1/channels/"+p.site+"/widget-secret", admin, map[string]any{}, &made); err != nil {
		return fmt.Errorf("make the shop's secret: %w", err)
	}
	p.key = made.Secret
	return nil
}

// visit makes somebody write in the web chat, as the widget on the shop's page does. Visitors with a name are signed
// in at the shop.
func (p *player) visit(ctx context.Context, st step) error {
	c, site := st.chat, p.door
	site.origin = p.door.base
	if p.visitors[c.key()] == "" {
		if err := p.arrive(ctx, site, st); err != nil {
			return fmt.Errorf("begin a session: %w", err)
		}
	}
	body := map[string]any{"clientMessageId": ulid.MustNew(ulid.Timestamp(st.at), ulid.DefaultEntropy()).String(), "text": st.line.text,
		"page": map[string]string{"url": p.door.base + "/sandbox/site", "title": "Halden & Co."}}
	if err := site.call(ctx, http.MethodPost, "/webchat/v1/messages", p.visitors[c.key()], body, nil); err != nil {
		return err
	}
	if p.threads[c.key()] != "" {
		return nil
	}
	var list struct{ Items []struct{ ID string } }
	path := "/api/v1/conversations?limit=1&sort=newest&channel=" + p.site
	if err := p.door.call(ctx, http.MethodGet, path, p.tokens[team[0].Email], nil, &list); err != nil {
		return err
	}
	if len(list.Items) == 0 {
		return errors.New("the visitor's conversation has not come")
	}
	p.threads[c.key()] = list.Items[0].ID
	return nil
}

func (p *player) arrive(ctx context.Context, site door, st step) error {
	begin := map[string]any{"channel": SiteChat}
	if name := st.chat.name; name != "" {
		claims := jwt.MapClaims{"id": "shop-" + name, "name": name, "iat": st.at.Unix(), "exp": st.at.Add(12 * time.Hour).Unix()}
		signed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(p.key))
		if err != nil {
			return fmt.Errorf("sign visitor: %w", err)
		}
		begin["identity"] = signed
	}
	var made struct{ Token string }
	if err := site.call(ctx, http.MethodPost, "/webchat/v1/sessions", "", begin, &made); err != nil {
		return err
	}
	p.visitors[st.chat.key()] = made.Token
	return nil
}
