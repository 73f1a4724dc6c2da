package process

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// maxLog is how large a log grows before it is set aside as NAME.log.1, in bytes.
const maxLog = 8 << 20

// Log is a program's log file. Lines that report an error are also written to Alarm, when that is set. It is
// safe for concurrent use.
type Log struct {
	Alarm io.Writer

	mu   sync.Mutex
	name string
	path string
	file *os.File
	size int64
	line []byte // an unfinished line
}

// OpenLog opens dir/name.log for appending.
func OpenLog(dir, name string, alarm io.Writer) (*Log, error) {
	l := &Log{Alarm: alarm, name: name, path: filepath.Join(dir, name+".log")}
	return l, l.open()
}

func (l *Log) open() error {
	f, err := os.OpenFile(l.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	l.file, l.size = f, info.Size()
	return nil
}

// Write keeps what a program says. It never fails the program: a full disk loses log lines only.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.size > maxLog {
		l.file.Close()
		_ = os.Rename(l.path, l.path+".1")
		if l.open() != nil {
			return len(p), nil
		}
	}
	n, _ := l.file.Write(p)
	l.size += int64(n)
	l.alarm(p)
	return len(p), nil
}

func (l *Log) alarm(p []byte) {
	if l.Alarm == nil {
		return
	}
	l.line = append(l.line, p...)
	for {
		end := bytes.IndexByte(l.line, '\n')
		if end < 0 {
			break
		}
		line := l.line[:end+1]
		if bytes.Contains(line, []byte(`"level":"ERROR"`)) || bytes.HasPrefix(line, []byte("panic:")) {
			_, _ = io.WriteString(l.Alarm, l.name+": "+string(line))
		}
		l.line = l.line[end+1:]
	}
	if len(l.line) > 1<<16 {
		l.line = nil
	}
}

// Close closes the file.
func (l *Log) Close() error { return l.file.Close() }
