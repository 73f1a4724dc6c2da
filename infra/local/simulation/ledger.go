package simulation

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// asked is a request to send as the sandbox's ledger has it.
type asked struct {
	N                  int64
	At                 time.Time
	Platform, Callback string
	Text, ID           string
	Human, Template    bool
	Code               int
	Fault              bool
}

// fullPage is how much the sandbox tells of its ledger at once.
const fullPage = 1000

// readLedger takes in what the platforms answered since it was last read.
func (s *Simulation) readLedger(ctx context.Context) error {
	for {
		var page struct{ Items []asked }
		if err := s.door.phone(ctx, http.MethodGet, fmt.Sprintf("ledger?since=%d", s.seen), nil, &page); err != nil {
			return err
		}
		for _, a := range page.Items {
			s.seen = a.N
			s.answered(a)
		}
		if len(page.Items) < fullPage {
			return nil
		}
	}
}

// messageOf is the message that a correlation names: "1.conversation.milliseconds.hash".
func messageOf(callback string) string {
	p := strings.Split(callback, ".")
	if len(p) != 4 {
		return ""
	}
	return "M#" + p[2] + "#" + p[3]
}
