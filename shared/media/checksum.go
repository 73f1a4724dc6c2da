package media

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"transom/shared/fault"
)

// ErrChecksum says that the bytes are not those that the platform told of.
var ErrChecksum = fault.New(fault.Refused, "checksum", "The file arrived damaged.")

// SameSum reports whether a told SHA-256, in hexadecimal or base64, is that of found (hexadecimal): the
// platforms write both, so the bytes are compared. What is neither says nothing.
func SameSum(told, found string) bool {
	want, err := hex.DecodeString(found)
	if err != nil {
		return true
	}
	for _, decode := range []func(string) ([]byte, error){
		hex.DecodeString, base64.StdEncoding.DecodeString, base64.RawStdEncoding.DecodeString, base64.URLEncoding.DecodeString, base64.RawURLEncoding.DecodeString,
	} {
		if sum, err := decode(told); err == nil && len(sum) == sha256.Size {
			return bytes.Equal(sum, want)
		}
	}
	return true
}
