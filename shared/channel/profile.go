package channel

import (
	"context"

	"transom/shared/rules"
)

// Profile is what a platform tells about a customer.
type Profile struct {
	Name     string
	Username string
}

// Profiler is a platform whose webhooks name nobody: who a customer is has to be asked for. The zero Profile is
// a customer who does not tell.
type Profiler interface {
	Profile(ctx context.Context, token string, ch rules.Channel, userID string) (Profile, error)
}
