package instagram

import (
	"encoding/json"
	"fmt"
)

// Comment is the value of a change of the fields comments and live_comments. It has no time: the entry has.
type Comment struct {
	From     *Author `json:"from,omitempty"`
	Media    *Media  `json:"media,omitempty"`
	ID       string  `json:"id"`
	ParentID string  `json:"parent_id,omitempty"`
	Text     string  `json:"text"`
}

// Author is who commented.
type Author struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	Self     string `json:"self_ig_scoped_id,omitempty"` // the account itself
}

// Media is what was commented on. Product is FEED, REELS, STORY, AD or LIVE.
type Media struct {
	ID      string `json:"id"`
	Product string `json:"media_product_type"`
	AdID    string `json:"ad_id,omitempty"`
	AdTitle string `json:"ad_title,omitempty"`
}

// Raw is the value as JSON.
func (c Comment) Raw() (json.RawMessage, error) {
	out, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("write comment: %w", err)
	}
	return out, nil
}
