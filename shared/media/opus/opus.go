// Package opus puts voice that a browser recorded into the wrapping that messengers take: Opus out of WebM into
// Ogg, packet by packet, without decoding. It knows the two containers (RFC 9559 Matroska, of which WebM is a
// part; RFC 3533 Ogg; RFC 7845 Opus in Ogg) as far as a recording needs; it refuses anything but one channel of
// Opus, and trusts no length that it reads.
package opus

import (
	"bytes"
	"encoding/binary"
	"errors"
	"time"
)

// Why a recording is not taken. The words are shown to people.
var (
	ErrBroken  = errors.New("the recording is damaged")
	ErrNotOpus = errors.New("the sound is not Opus")
	ErrNotMono = errors.New("the sound has more than one channel")
	ErrEmpty   = errors.New("there is no sound in it")
)

// rate is the rate in which Opus counts, in samples a second (RFC 7845, section 4).
const rate = 48000

// headMagic begins the first packet of a stream.
var headMagic = []byte("OpusHead")

// headSize is the size of a first packet for one or two channels, in bytes.
const headSize = 19

// checkHead judges a stream's first packet (RFC 7845, section 5.1).
func checkHead(head []byte) error {
	switch {
	case len(head) < headSize || !bytes.HasPrefix(head, headMagic):
		return ErrNotOpus
	case head[8]&0xf0 != 0: // a version that readers of version 1 do not understand
		return ErrNotOpus
	case head[9] != 1:
		return ErrNotMono
	default:
		return nil
	}
}

// samples is how long a packet sounds: its first byte tells the length of a frame and how many there are
// (RFC 6716, section 3.1). 0 for a packet that is none.
func samples(packet []byte) int {
	if len(packet) == 0 {
		return 0
	}
	frame := frames[packet[0]>>3]
	switch packet[0] & 3 {
	case 0:
		return frame
	case 1, 2:
		return 2 * frame
	}
	if len(packet) < 2 {
		return 0
	}
	all := frame * int(packet[1]&0x3f)
	if all > rate*120/1000 { // no packet is longer than 120 ms
		return 0
	}
	return all
}

// frames is the length of a frame by configuration, in samples.
var frames = func() (out [32]int) {
	for i := range 12 { // SILK: 10, 20, 40, 60 ms
		out[i] = []int{480, 960, 1920, 2880}[i%4]
	}
	for i := 12; i < 16; i++ { // hybrid: 10, 20 ms
		out[i] = []int{480, 960}[i%2]
	}
	for i := 16; i < 32; i++ { // CELT: 2.5, 5, 10, 20 ms
		out[i] = []int{120, 240, 480, 960}[i%4]
	}
	return out
}()

// Ogg turns a WebM recording of one channel of Opus into Ogg. Equal input gives equal output.
func Ogg(webm []byte) ([]byte, error) {
	head, packets, err := read(webm)
	if err != nil {
		return nil, err
	}
	if err := checkHead(head); err != nil {
		return nil, err
	}
	if len(packets) == 0 {
		return nil, ErrEmpty
	}
	return write(head, packets), nil
}

// Check judges the beginning of an Ogg file: one channel of Opus, or why not.
func Check(first []byte) error {
	if len(first) < 28 || !bytes.HasPrefix(first, []byte("OggS")) {
		return ErrNotOpus
	}
	begin := 27 + int(first[26])
	if len(first) < begin {
		return ErrBroken
	}
	return checkHead(first[begin:])
}

// Length is how long an Ogg file of Opus sounds, by its last page.
func Length(ogg []byte) time.Duration {
	last := bytes.LastIndex(ogg, []byte("OggS"))
	if last < 0 || len(ogg) < last+14 || Check(ogg) != nil {
		return 0
	}
	head := ogg[27+int(ogg[26]):]
	heard := int64(binary.LittleEndian.Uint64(ogg[last+6:])) - int64(binary.LittleEndian.Uint16(head[10:]))
	return time.Duration(max(heard, 0)) * time.Second / rate
}
