package instagram

import (
	"cmp"

	"transom/shared/channel/messaging"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// comment reads a comment in any of three shapes: the id is "id" or, in the documents of Facebook Login,
// "comment_id"; its author and its post may be missing, and it never has a time of its own. The account's own are
// marked by an id of their own, or have the account's.
func comment(c messaging.Change) messaging.Comment {
	v, from, media := c.Value, c.Value.Tree("from"), c.Value.Tree("media")
	author := from.Text("id")
	said := messaging.Comment{
		ID: cmp.Or(v.Text("id"), v.Text("comment_id")), Verb: v.Text("verb"),
		Author: author, Name: from.Text("username"), Username: from.Text("username"),
		Own:  from.Has("self_ig_scoped_id") || author != "" && author == c.Account,
		Text: cmp.Or(v.Text("text"), v.Text("message")),
		Place: rules.Place{
			PostID: meta.ID(cmp.Or(media.Text("id"), v.Text("media_id"))), ParentID: meta.ID(v.Text("parent_id")),
			Live: c.Field == "live_comments",
		},
	}
	if said.Place.ParentID == said.Place.PostID {
		said.Place.ParentID = ""
	}
	if ad := media.Text("ad_id"); ad != "" {
		said.Referral = map[string]any{"source_type": "ad", "source_id": ad, "headline": meta.Cut(media.Text("ad_title"), meta.MaxName)}
	}
	return said
}
