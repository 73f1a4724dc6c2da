// Package port picks addresses for programs that are about to listen on this computer. It knows which ports nobody
// else is given by chance; it refuses to know who listens.
package port

import (
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
	"sync"
)

// Ports are picked below those that systems give to whoever asks for any (Linux from 32768, macOS from 49152 on), so
// that nobody is given one between the choice and its use.
const first, end = 20_000, 32_000

var errNone = errors.New("no free port was found")

var (
	mu    sync.Mutex
	given = map[string]bool{}
)

// Free picks an address on 127.0.0.1 that nobody listens on. Each is given once by a process.
func Free() (string, error) {
	mu.Lock()
	defer mu.Unlock()
	for range end - first {
		addr := net.JoinHostPort("127.0.0.1", strconv.Itoa(first+rand.IntN(end-first)))
		if !given[addr] && free(addr) {
			given[addr] = true
			return addr, nil
		}
	}
	return "", errNone
}

func free(addr string) bool {
	l, err := net.Listen("tcp", addr)
	return err == nil && l.Close() == nil
}
