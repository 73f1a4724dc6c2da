package meta

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Bounds on what a webhook may bring in, far above what the platforms let through, so that nothing is too
// large to store.
const (
	MaxID   = 512    // bytes of an id: it becomes part of a key
	MaxText = 16_384 // code points of a message's text
	MaxName = 200    // code points of a name, a title or a label
	MaxURL  = 2048   // bytes of an address
)

// Cut keeps at most n code points.
func Cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// ID is an id without the blanks around it, "" if it is longer than MaxID and so cannot be one.
func ID(id string) string {
	id = strings.TrimSpace(id)
	if len(id) > MaxID {
		return ""
	}
	return id
}

// URL is an address, "" if it is longer than MaxURL.
func URL(address string) string {
	if len(address) > MaxURL {
		return ""
	}
	return strings.TrimSpace(address)
}

// Digest is a short name for a text of any length: 16 hexadecimal digits of its SHA-256.
func Digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// Derived is the id of something that the platform gave none, made of what does not change when it is told
// again: "reaction:<message>:<who>:<when>". Parts that would make it longer than MaxID are told by their digest.
func Derived(parts ...string) string {
	id := strings.Join(parts, ":")
	if len(id) <= MaxID {
		return id
	}
	return parts[0] + ":" + Digest(id) + Digest(id+"2")
}
