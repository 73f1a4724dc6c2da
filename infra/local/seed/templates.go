package seed

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"transom/shared/rules"
)

// loadTemplates reads the sandbox's message templates for both numbers, as an admin does who connects one: they are
// there when somebody looks for the first time.
func (p *player) loadTemplates(ctx context.Context) error {
	for _, number := range []string{DemoNumber, SalesNumber} {
		id := string(rules.NewChannelID(Workspace, rules.WhatsApp, number))
		path := "/api/v1/channels/" + url.PathEscape(id) + "/templates/sync"
		if err := p.door.call(ctx, http.MethodPost, path, p.tokens[team[0].Email], struct{}{}, nil); err != nil {
			return fmt.Errorf("read the templates of %s: %w", number, err)
		}
	}
	return nil
}
