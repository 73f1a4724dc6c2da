package sendapi

import (
	"context"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// types are the platform's words for kinds of file.
var types = map[rules.Type]string{rules.Image: "image", rules.Video: "video", rules.Audio: "audio", rules.Document: "file"}

// attachment is the object of a file: by the id of its upload, or by an address that the platform fetches it
// from.
func (l Line) attachment(ctx context.Context, token string, m channel.Outgoing) (map[string]any, *channel.Outcome) {
	if m.File == nil {
		return nil, never(string(faults.MediaMissing))
	}
	kind := types[m.Message.Type]
	if l.Uploads && (l.On != faults.Instagram || kind == "image") { // by id Instagram takes pictures alone (changelog, 2026-03-13)
		id, failed := l.upload(ctx, token, kind, *m.File)
		return object(kind, "attachment_id", id), failed
	}
	url, err := m.File.URL(ctx)
	if err != nil {
		return nil, &channel.Outcome{Error: &rules.SendError{Reason: string(faults.Unreachable)}, Class: channel.Retry}
	}
	return object(kind, "url", url), nil
}

func object(kind, by, value string) map[string]any {
	return map[string]any{"type": kind, "payload": map[string]any{by: value}}
}

// upload brings a file to the platform and gives its id.
func (l Line) upload(ctx context.Context, token, kind string, f channel.File) (string, *channel.Outcome) {
	described := meta.Raw(map[string]any{"attachment": map[string]any{"type": kind, "payload": map[string]any{"is_reusable": true}}})
	fields := []meta.Field{{Name: "message", Value: string(described)}}
	if l.On == faults.Instagram {
		fields = append(fields, meta.Field{Name: "platform", Value: "instagram"})
	}
	out := l.Graph.Upload(ctx, token, meta.Path(l.Node, "message_attachments"), fields, "filedata", f).
		Harmless(l.On, func(t meta.Tree) (string, bool) { return t.Text("attachment_id"), t.Text("attachment_id") != "" })
	if out.Error != nil {
		return "", &out
	}
	return out.PlatformID, nil
}
