package seed

import (
	"context"
	"fmt"
	"net/http"
)

// snippets are answers that the shop gives often.
var snippets = []map[string]string{
	{"title": "Hello", "shortcut": "hello", "body": "Hello {{first_name|there}}, thanks for writing! How can I help?"},
	{"title": "Opening hours", "shortcut": "hours", "body": "We are open Tuesday to Saturday from 10:00 to 18:30."},
	{"title": "On its way", "shortcut": "shipped", "body": "Good news, {{first_name}}: your parcel is on its way and should be with you in two days."},
	{"title": "Goodbye", "shortcut": "bye", "body": "Have a good ride! {{agent}} from {{channel}}"},
}

// keep writes the snippets down.
func (p *player) keep(ctx context.Context) error {
	token := p.tokens["admin@demo.transom"]
	for _, s := range snippets {
		if err := p.door.call(ctx, http.MethodPost, "/api/v1/snippets", token, s, nil); err != nil {
			return fmt.Errorf("keep snippet %s: %w", s["shortcut"], err)
		}
	}
	return nil
}
