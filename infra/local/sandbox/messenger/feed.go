package messenger

import (
	"encoding/json"
	"fmt"
	"time"
)

// Comment is the value of a change of the field feed whose item is a comment.
type Comment struct {
	From        *Author `json:"from,omitempty"` // absent where the person's privacy wants it
	Post        *Post   `json:"post,omitempty"`
	Message     string  `json:"message,omitempty"`
	Photo       string  `json:"photo,omitempty"`
	Video       string  `json:"video,omitempty"`
	PostID      string  `json:"post_id"`
	CommentID   string  `json:"comment_id"`
	CreatedTime int64   `json:"created_time"` // seconds
	Item        string  `json:"item"`
	ParentID    string  `json:"parent_id"`
	Verb        string  `json:"verb"` // add, edited, remove, hide, unhide
}

// Author is who commented, by an id that is not the one of their messages.
type Author struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Post is what was commented on.
type Post struct {
	StatusType  string `json:"status_type"`
	IsPublished bool   `json:"is_published"`
	UpdatedTime string `json:"updated_time"`
	Permalink   string `json:"permalink_url"`
	Promotion   string `json:"promotion_status"`
	ID          string `json:"id"`
}

// PostOf shows a post in a comment's value.
func PostOf(id, permalink string, at time.Time, ad bool) *Post {
	p := &Post{StatusType: "mobile_status_update", IsPublished: true, UpdatedTime: at.UTC().Format("2006-01-02T15:04:05-0700"),
		Permalink: permalink, Promotion: "ineligible", ID: id}
	if ad {
		p.Promotion = "active"
	}
	return p
}

// Raw is the value as JSON.
func (c Comment) Raw() (json.RawMessage, error) {
	c.Item = "comment"
	out, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("write comment: %w", err)
	}
	return out, nil
}
