package main

import (
	"context"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// snippetKey is where a snippet's file is kept: a new place for each file, so that one that is being sent stays whole.
func snippetKey(v store.Viewer, id rules.SnippetID, upload string) string {
	return "s/" + v.Workspace.String() + "/" + string(id) + "/" + upload
}

// snippetFile takes an upload for a snippet; nil for none.
func (d *desk) snippetFile(ctx context.Context, v store.Viewer, id rules.SnippetID, upload string) (*rules.Media, error) {
	if upload == "" {
		return nil, nil
	}
	f, err := d.uploaded(ctx, v, upload, string(id), func(p plan) bool { return p.For == forSnippet })
	if err != nil {
		return nil, err
	}
	f.media = rules.Media{MIME: sentAs(f.plan.MIME), Name: f.plan.Name, Size: f.seen.Size, State: rules.MediaReady, Object: snippetKey(v, id, upload)}
	if f.plan.MIME != f.media.MIME {
		if err := d.rewrap(ctx, f); err != nil {
			return nil, err
		}
	}
	return &f.media, d.take(ctx, f, string(id))
}

// fromSnippet looks at the file of a snippet on its way into a message, which gets a copy.
func (d *desk) fromSnippet(ctx context.Context, v store.Viewer, c rules.Conversation, b NewMessage) (*file, error) {
	s, err := d.store.Snippet(ctx, v.Workspace, rules.SnippetID(b.SnippetID))
	if err != nil {
		return nil, err
	}
	if s.Media == nil {
		return nil, errNoFile
	}
	f := &file{key: s.Media.Object, media: *s.Media}
	f.plan.MIME, f.plan.UsedBy = s.Media.MIME, b.ClientID // nobody claims it: each message takes a copy
	if f.seen, err = d.bucket.Look(ctx, f.key); err != nil {
		return nil, absent(err)
	}
	return f, d.listen(ctx, c, b, f)
}

// snippetMedia lends a snippet's file.
func (d *desk) snippetMedia(ctx context.Context, v store.Viewer, in *snippetInput) (*reply[Attachment], error) {
	s, err := d.store.Snippet(ctx, v.Workspace, rules.SnippetID(in.ID))
	if err != nil {
		return nil, err
	}
	if s.Media == nil {
		return nil, errNoMedia
	}
	loan, err := d.bucket.Lend(ctx, s.Media.Object, s.Media.MIME, s.Media.Name, clock.Now())
	if err != nil {
		return nil, err
	}
	return answer(Attachment{URL: loan.URL, ExpiresAt: loan.Until, Inline: loan.Inline}), nil
}
