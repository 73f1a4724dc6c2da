package intake

import (
	"context"
	"log/slog"

	"transom/shared/channel/faults"
	"transom/shared/rules"
)

// learn acts on what a late refusal teaches beyond its message, as the courier does on one that comes at once: a
// window that is closed after all, an account that is limited. Many refusals come only as a failed status.
// That it cannot be written down costs the status nothing.
func (w *work) learn(ctx context.Context, h home, id rules.ConversationID, r rules.Report) {
	if r.Status != rules.Failed || r.Error == nil {
		return
	}
	var err error
	health := rules.Health{Reason: r.Error.Reason, Quality: h.Channel.Health.Quality, Since: r.At}
	switch faults.MeaningOf(r.Error.Reason).Effect {
	case faults.CloseWindow:
		_, err = w.store.Change(ctx, h.Workspace, id, func(old rules.Conversation) (rules.Change, error) {
			return rules.CloseWindow(old, h.Channel, rules.Free, r.At, r.At), nil
		})
	case faults.Unauthorize:
		health.State = rules.Unauthorized
		err = w.store.SetHealth(ctx, h.Workspace, h.Channel.ID, health)
	case faults.Restrict:
		health.State = rules.Restricted
		err = w.store.SetHealth(ctx, h.Workspace, h.Channel.ID, health)
	}
	if err != nil {
		slog.WarnContext(ctx, "learn from a refusal", "channel", h.Channel.ID, "reason", r.Error.Reason, "error", err)
	}
}
