package messenger

import (
	"cmp"
	"time"

	"transom/shared/channel/messaging"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// comment reads a comment of a Page's feed. Its author is missing where the app may not know it, and stood in
// "sender_id" before Graph API 2.11. created_time is that of what was done, in seconds. Where the comment's address is
// not told, the post's leads close.
func comment(c messaging.Change, received time.Time) messaging.Comment {
	v := c.Value
	author := cmp.Or(v.Tree("from").Text("id"), v.Text("sender_id"))
	at, _ := meta.Instant(v.Text("created_time"), received)
	said := messaging.Comment{
		ID: v.Text("comment_id"), Verb: v.Text("verb"), At: at,
		Author: author, Name: cmp.Or(v.Tree("from").Text("name"), v.Text("sender_name")), Own: author != "" && author == c.Account,
		Text: v.Text("message"), Video: v.Text("video"), Hidden: v.Yes("is_hidden"),
		Place: rules.Place{PostID: meta.ID(v.Text("post_id")), ParentID: meta.ID(v.Text("parent_id")), Permalink: meta.URL(cmp.Or(v.Text("permalink_url"), v.Tree("post").Text("permalink_url")))},
	}
	for _, photo := range append([]any{v["photo"]}, v.List("photos")...) {
		if address, ok := photo.(string); ok && address != "" {
			said.Pictures = append(said.Pictures, address)
		}
	}
	if said.Place.ParentID == said.Place.PostID {
		said.Place.ParentID = ""
	}
	return said
}
