// Package journal keeps lines in a file: each is there wholly or not at all, however the process ends. It
// knows lines and nothing of what they mean.
package journal

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// File is an open journal. Its methods are not safe for concurrent use.
type File struct {
	path string
	f    *os.File
	size int64
}

// Open reads the journal at path, making it if there is none, and hands every whole line to replay in order.
// What follows the last newline was never promised to anybody and is cut off. An error of replay ends it.
func Open(path string, replay func(line []byte) error) (*File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	whole, err := read(f, replay)
	if err == nil {
		err = f.Truncate(whole)
	}
	if err == nil {
		_, err = f.Seek(whole, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read journal %s: %w", path, err), f.Close())
	}
	return &File{path: path, f: f, size: whole}, nil
}

func read(f io.Reader, replay func([]byte) error) (whole int64, err error) {
	in := bufio.NewReaderSize(f, 1<<20)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return whole, nil
		}
		if err != nil {
			return whole, fmt.Errorf("line %d: %w", n, err)
		}
		if err := replay(bytes.TrimSuffix(line, []byte("\n"))); err != nil {
			return whole, fmt.Errorf("replay line %d: %w", n, err)
		}
		whole += int64(len(line))
	}
}

// Size is the length of the file in bytes.
func (j *File) Size() int64 { return j.size }

// Append adds a line, which must not hold a newline. When it returns, the line survives the death of the
// process; when it fails, nothing was added.
func (j *File) Append(line []byte) error {
	n, err := j.f.Write(append(line, '\n'))
	if err != nil {
		// A part of a line must not be continued by the next one.
		undo := j.f.Truncate(j.size)
		_, seek := j.f.Seek(j.size, io.SeekStart)
		return fmt.Errorf("append to journal: %w", errors.Join(err, undo, seek))
	}
	j.size += int64(n)
	return nil
}

// Rewrite replaces all lines by these, at once.
func (j *File) Rewrite(lines [][]byte) error {
	next, err := os.OpenFile(j.path+".new", os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("begin new journal: %w", err)
	}
	var size int64
	out := bufio.NewWriterSize(next, 1<<20)
	for _, line := range lines {
		n, _ := out.Write(append(line, '\n')) // its error stays with out until Flush
		size += int64(n)
	}
	err = errors.Join(out.Flush(), next.Sync())
	if err == nil {
		err = os.Rename(next.Name(), j.path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write new journal: %w", err), next.Close(), os.Remove(next.Name()))
	}
	old := j.f
	j.f, j.size = next, size
	return old.Close()
}

// Close ends the journal.
func (j *File) Close() error { return j.f.Close() }
