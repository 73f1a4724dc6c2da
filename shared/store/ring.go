package store

import (
	"encoding/base32"
	"encoding/binary"

	"transom/shared/rules"
)

// ringSize is how many recent changes a workspace's Sync keeps: as many as one stream batch of the notifier
// may hold, so that a batch which is delivered twice is recognised whole. A ring of 8 or 16 is not enough.
const ringSize = 48

var idAlphabet = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// mark is a conversation in the ring. counted says that the version's deltas are in the counters.
type mark struct {
	Touch
	counted bool
}

// Bits in front of a mark.
const (
	packedID = 1 << iota // the id's 16 characters as 10 bytes; otherwise a length and the id as it is
	countedID
)

// encodeRing packs marks, oldest first: the id, the version, and how far its sequence lies behind. With 48 of
// them the item stays under 1 KB.
func encodeRing(sequence int64, ring []mark) []byte {
	b := []byte{} // never nil: an empty ring is a value too
	for _, m := range ring {
		bits := byte(0)
		if m.counted {
			bits |= countedID
		}
		raw, err := idAlphabet.DecodeString(string(m.Conversation))
		if err == nil && len(raw) == 10 && idAlphabet.EncodeToString(raw) == string(m.Conversation) {
			b = append(b, bits|packedID)
			b = append(b, raw...)
		} else {
			b = append(b, bits)
			b = binary.AppendUvarint(b, uint64(len(m.Conversation)))
			b = append(b, m.Conversation...)
		}
		b = binary.AppendUvarint(b, uint64(m.Version))
		b = binary.AppendUvarint(b, uint64(sequence-m.Sequence))
	}
	return b
}

// decodeRing reads as much as makes sense: a ring is a convenience, and a damaged one is a shorter one.
func decodeRing(sequence int64, b []byte) []mark {
	var ring []mark
	for len(b) > 0 {
		m, rest, ok := decodeMark(sequence, b)
		if !ok {
			return ring
		}
		ring, b = append(ring, m), rest
	}
	return ring
}

func decodeMark(sequence int64, b []byte) (m mark, rest []byte, ok bool) {
	bits, b := b[0], b[1:]
	n := uint64(10)
	if bits&packedID == 0 {
		if n, b, ok = uvarint(b); !ok {
			return m, nil, false
		}
	}
	if n > uint64(len(b)) {
		return m, nil, false
	}
	m.counted = bits&countedID != 0
	m.Conversation = rules.ConversationID(b[:n])
	if bits&packedID != 0 {
		m.Conversation = rules.ConversationID(idAlphabet.EncodeToString(b[:n]))
	}
	version, b, ok := uvarint(b[n:])
	if !ok {
		return m, nil, false
	}
	behind, b, ok := uvarint(b)
	m.Version, m.Sequence = int64(version), sequence-int64(behind)
	return m, b, ok
}

func uvarint(b []byte) (uint64, []byte, bool) {
	v, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, nil, false
	}
	return v, b[n:], true
}
