package sandbox

import (
	"errors"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/whatsapp"
)

// parcel is one webhook on its way: its updates, and the bytes that every attempt posts alike.
type parcel struct {
	items    []owed
	lane     string
	body     []byte
	copies   int // so many more are posted after the first was taken
	attempts int
}

// errLost is the fate of an answer that the platform never saw: the webhook is posted again.
var errLost = errors.New("the acknowledgement was lost")

// write makes the bytes of a parcel, whose items are all of one door.
func (p *parcel) write() ([]byte, error) {
	var own []whatsapp.Update
	var others []graph.Update
	for _, o := range p.items {
		if o.Other != nil {
			others = append(others, *o.Other)
		} else {
			own = append(own, o.Update)
		}
	}
	if len(others) > 0 {
		return graph.Payload(others)
	}
	return whatsapp.Payload(own)
}
