package whatsapp

import (
	"context"
	"path"
	"strings"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// upload brings a message's file to WhatsApp, where it is kept for 30 days (Cloud API "media", 2026-03-12), and
// gives its id, or what became of the attempt.
func (c *Client) upload(ctx context.Context, token string, m channel.Outgoing) (id string, failed *channel.Outcome) {
	if m.File == nil {
		return "", &channel.Outcome{Error: &rules.SendError{Reason: string(faults.MediaMissing)}, Class: channel.Never}
	}
	f := *m.File
	f.Name = fileName(m.Message, f)
	fields := []meta.Field{{Name: "messaging_product", Value: "whatsapp"}, {Name: "type", Value: f.MIME}}
	out := c.graph.Upload(ctx, token, meta.Path(m.Channel.AccountID, "media"), fields, "file", f).
		Harmless(faults.WhatsApp, func(t meta.Tree) (string, bool) { return t.Text("id"), t.Text("id") != "" })
	if out.Error != nil {
		return "", &out
	}
	return out.PlatformID, nil
}

// fileName is the name a file is uploaded under. A voice note's ends in ".ogg": WhatsApp looks at the ending.
func fileName(e rules.Entry, f channel.File) string {
	name := f.Name
	if name == "" {
		name = "file"
	}
	if e.Media.Voice && !strings.HasSuffix(strings.ToLower(name), ".ogg") {
		name = strings.TrimSuffix(name, path.Ext(name)) + ".ogg"
	}
	return name
}

// file is the object of a message with a file, but for its id. Sound and stickers carry no caption, and
// documents always a name.
func file(e rules.Entry) (kind string, object map[string]any) {
	if e.Media == nil {
		return "", nil
	}
	object = map[string]any{}
	switch {
	case e.Type == rules.Audio && e.Media.Voice:
		object["voice"] = true
	case e.Type == rules.Audio, e.Type == rules.Sticker:
	case e.Text != "":
		object["caption"] = e.Text
	}
	if e.Type == rules.Document {
		object["filename"] = titled(e)
	}
	return string(e.Type), object
}

// titled is the name a document is shown with.
func titled(e rules.Entry) string {
	if e.Media.Name == "" {
		return "document"
	}
	return e.Media.Name
}

// place puts the id of an uploaded file where it belongs: into the message's object or a template's header.
func place(m channel.Outgoing, body map[string]any, id string) {
	if m.Message.Type == rules.Template {
		placeHeader(m.Message, body, id)
		return
	}
	if object, ok := body[string(m.Message.Type)].(map[string]any); ok {
		object["id"] = id
	}
}
