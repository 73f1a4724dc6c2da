package sandbox

import (
	"time"
)

// commentScope begins the key of the id by which an account knows somebody who comments.
const commentScope = "comments:"

// Post is something an account has published, which people comment on.
type Post struct {
	ID       string    `json:"id"`
	Platform string    `json:"platform"`
	Account  string    `json:"account"`
	Kind     string    `json:"kind"` // post, reel, live, ad
	Text     string    `json:"text,omitempty"`
	Media    string    `json:"media,omitempty"` // id of its picture
	Live     bool      `json:"live,omitempty"`  // being broadcast
	At       time.Time `json:"at"`
}

// Comment is one comment on a post. The account's own have the direction "out". The status of the others says how
// far their webhook came: pending, then delivered.
type Comment struct {
	ID           string    `json:"id"`
	Post         string    `json:"post"`
	Parent       string    `json:"parent,omitempty"` // the comment it answers
	Account      string    `json:"account"`
	Direction    string    `json:"direction"`
	Customer     string    `json:"customer,omitempty"`
	From         string    `json:"from"` // name shown
	Anonymous    bool      `json:"anonymous,omitempty"`
	Text         string    `json:"text,omitempty"`
	Media        string    `json:"media,omitempty"`
	At           time.Time `json:"at"`
	Status       string    `json:"status"`
	Edited       bool      `json:"edited,omitempty"`
	Hidden       bool      `json:"hidden,omitempty"`
	Deleted      bool      `json:"deleted,omitempty"`
	PrivateReply string    `json:"privateReply,omitempty"` // id of the message that answered it
	Via          string    `json:"via,omitempty"`          // own: written in the platform's inbox
}

func (s *state) applyComment(c Comment) {
	if old := s.comments[c.ID]; old != nil {
		*old = c
		return
	}
	kept := &c
	s.comments[c.ID] = kept
	s.spoken = append(s.spoken, kept)
}

// commentsOf are a post's comments that are still there.
func (s *state) commentsOf(post string) int {
	n := 0
	for _, c := range s.spoken {
		if c.Post == post && !c.Deleted {
			n++
		}
	}
	return n
}
