package rules

// Counters are the workspace's badges. They are exact: each transaction's log entry carries what it changed.
type Counters struct {
	Open               int // open conversations
	Pending            int
	Unassigned         int // open and nobody's
	Unanswered         int // open or pending message conversations with a customer message unanswered
	UnansweredComments int // the same for comments
}

// Tally is what one conversation adds to the counters. The zero conversation adds nothing.
func Tally(c Conversation) Counters {
	var t Counters
	switch c.Status {
	case Open:
		t.Open = 1
		if c.Assignee.None() {
			t.Unassigned = 1
		}
	case Pending:
		t.Pending = 1
	default:
		return t
	}
	if !c.WaitingSince.IsZero() {
		if c.Kind == Comments {
			t.UnansweredComments = 1
		} else {
			t.Unanswered = 1
		}
	}
	return t
}

// Minus is c - o, member by member.
func (c Counters) Minus(o Counters) Counters {
	return Counters{c.Open - o.Open, c.Pending - o.Pending, c.Unassigned - o.Unassigned,
		c.Unanswered - o.Unanswered, c.UnansweredComments - o.UnansweredComments}
}

// Plus is c + o, member by member.
func (c Counters) Plus(o Counters) Counters {
	return Counters{c.Open + o.Open, c.Pending + o.Pending, c.Unassigned + o.Unassigned,
		c.Unanswered + o.Unanswered, c.UnansweredComments + o.UnansweredComments}
}
