package opus

import "math/bits"

// The elements that matter (RFC 9559, section 5.1). Those that hold others are entered, the rest is passed over.
const (
	idSegment  = 0x18538067
	idTracks   = 0x1654AE6B
	idTrack    = 0xAE
	idNumber   = 0xD7
	idCodec    = 0x86
	idPrivate  = 0x63A2
	idCluster  = 0x1F43B675
	idGroup    = 0xA0
	idBlock    = 0xA1
	idSimple   = 0xA3
	idEBML     = 0x1A45DFA3
	codecOpus  = "A_OPUS"
	mostPacket = 61_440 // bytes: a packet of 120 ms at the highest rate, with room
)

// track is what a recording says about one of its tracks.
type track struct {
	number uint64
	codec  string
	head   []byte
}

// recording is what has been read of one.
type recording struct {
	tracks  []track
	chosen  *track
	packets [][]byte
}

// read gives the first Opus track's head and packets. Live recordings do not know their length: such an element
// ends where its parent's next child begins, so holders are entered and never measured.
func read(webm []byte) (head []byte, packets [][]byte, err error) {
	if id, _, _, ok := element(webm); !ok || id != idEBML {
		return nil, nil, ErrBroken
	}
	var r recording
	for rest := webm; len(rest) > 0; {
		id, body, whole, ok := element(rest)
		switch {
		case !ok:
			return nil, nil, ErrBroken
		case id == idTrack:
			r.tracks = append(r.tracks, track{})
			rest = body
		case id == idSegment || id == idTracks || id == idCluster || id == idGroup:
			rest = body
		case whole > len(rest):
			rest = nil // the recorder was stopped in the middle of an element: what came before it counts
		default:
			if err := r.take(id, body[:whole-(len(rest)-len(body))]); err != nil {
				return nil, nil, err
			}
			rest = rest[whole:]
		}
	}
	if !r.choose() {
		return nil, nil, ErrNotOpus
	}
	return r.chosen.head, r.packets, nil
}

// take reads one element that holds no others.
func (r *recording) take(id uint64, value []byte) error {
	switch id {
	case idNumber, idCodec, idPrivate:
		if len(r.tracks) > 0 {
			r.tracks[len(r.tracks)-1].set(id, value)
		}
	case idSimple, idBlock:
		if !r.choose() {
			return ErrNotOpus
		}
		packet, mine, ok := block(value, r.chosen.number)
		if !ok {
			return ErrBroken
		}
		if mine {
			r.packets = append(r.packets, packet)
		}
	}
	return nil
}

// choose takes the first Opus track, once the tracks are known.
func (r *recording) choose() bool {
	for i := 0; r.chosen == nil && i < len(r.tracks); i++ {
		if r.tracks[i].codec == codecOpus {
			r.chosen = &r.tracks[i]
		}
	}
	return r.chosen != nil
}

func (t *track) set(id uint64, value []byte) {
	switch id {
	case idNumber:
		for _, b := range value[:min(len(value), 8)] {
			t.number = t.number<<8 | uint64(b)
		}
	case idCodec:
		t.codec = string(value[:min(len(value), 32)])
	case idPrivate:
		t.head = value
	}
}

// block gives the packet of a block if it belongs to a track; blocks of several packets are not what recorders
// write and count as damage.
func block(value []byte, number uint64) (packet []byte, mine, ok bool) {
	n, size, ok := vint(value)
	if !ok || len(value) < size+3 {
		return nil, false, false
	}
	if n != number {
		return nil, false, true
	}
	packet = value[size+3:]
	laced := value[size+2]&0x06 != 0
	return packet, true, !laced && len(packet) > 0 && len(packet) <= mostPacket && samples(packet) > 0
}

// element reads an id and a length. whole is the element's size in bytes, beyond the data where it is unknown or
// a lie; body begins after the length.
func element(data []byte) (id uint64, body []byte, whole int, ok bool) {
	if len(data) == 0 {
		return 0, nil, 0, false
	}
	n := bits.LeadingZeros8(data[0]) + 1
	if n > 4 || len(data) < n {
		return 0, nil, 0, false
	}
	for _, b := range data[:n] {
		id = id<<8 | uint64(b)
	}
	length, size, ok := vint(data[n:])
	if !ok {
		return 0, nil, 0, false
	}
	unknown := uint64(1)<<(7*size) - 1
	n += size
	if length == unknown || length > uint64(len(data)-n) {
		return id, data[n:], len(data) + 1, true
	}
	return id, data[n:], n + int(length), true
}

// vint reads a number of variable length.
func vint(data []byte) (value uint64, size int, ok bool) {
	if len(data) == 0 || data[0] == 0 {
		return 0, 0, false
	}
	size = bits.LeadingZeros8(data[0]) + 1
	if len(data) < size {
		return 0, 0, false
	}
	value = uint64(data[0]) & (0xff >> size)
	for _, b := range data[1:size] {
		value = value<<8 | uint64(b)
	}
	return value, size, true
}
