package opus

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
)

// tags is the second packet of a stream: who wrote it, and no comments (RFC 7845, section 5.2).
var tags = []byte("OpusTags\x07\x00\x00\x00transom\x00\x00\x00\x00")

// Flags of a page (RFC 3533, section 6).
const (
	first = 0x02
	last  = 0x04
)

// write puts packets into pages of at most one second, so that a player can seek.
func write(head []byte, packets [][]byte) []byte {
	o := ogg{serial: crc32.ChecksumIEEE(bytes.Join(packets, nil))}
	o.page(first, 0, head[:headSize])
	o.page(0, 0, tags)
	var (
		page           [][]byte
		heard, since   int
		segments, flag int
	)
	for i, p := range packets {
		if segments+len(p)/255+1 > 255 || since >= rate {
			o.page(0, heard, page...)
			page, segments, since = nil, 0, 0
		}
		n := samples(p)
		page, segments, heard, since = append(page, p), segments+len(p)/255+1, heard+n, since+n
		if i == len(packets)-1 {
			flag = last
		}
	}
	o.page(flag, heard, page...)
	return o.out.Bytes()
}

// ogg is a stream being written.
type ogg struct {
	out    bytes.Buffer
	serial uint32
	number uint32 // of the next page
}

// page writes whole packets; granule is the samples heard at its end. The packets fit into 255 segments.
func (o *ogg) page(flags, granule int, packets ...[]byte) {
	header := make([]byte, 27, 27+255)
	copy(header, "OggS")
	header[5] = byte(flags)
	binary.LittleEndian.PutUint64(header[6:], uint64(granule))
	binary.LittleEndian.PutUint32(header[14:], o.serial)
	binary.LittleEndian.PutUint32(header[18:], o.number)
	for _, p := range packets {
		for n := len(p); ; n -= 255 {
			header = append(header, byte(min(n, 255)))
			if n < 255 {
				break
			}
		}
	}
	header[26] = byte(len(header) - 27)
	sum := crc(0, header)
	for _, p := range packets {
		sum = crc(sum, p)
	}
	binary.LittleEndian.PutUint32(header[22:], sum)
	o.out.Write(header)
	for _, p := range packets {
		o.out.Write(p)
	}
	o.number++
}

// crc is Ogg's checksum: polynomial 0x04c11db7, highest bit first, from zero, which the standard library's
// reflected tables do not compute (RFC 3533, section 6).
func crc(sum uint32, data []byte) uint32 {
	for _, b := range data {
		sum = sum<<8 ^ table[byte(sum>>24)^b]
	}
	return sum
}

var table = func() (out [256]uint32) {
	for i := range out {
		sum := uint32(i) << 24
		for range 8 {
			sum = sum<<1 ^ (sum>>31)*0x04c11db7
		}
		out[i] = sum
	}
	return out
}()
