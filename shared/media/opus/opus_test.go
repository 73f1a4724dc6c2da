package opus_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"transom/shared/media/opus"
)

func recording(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestARecordingGoesIntoAnotherWrapping(t *testing.T) {
	for _, c := range []struct {
		file    string
		from    time.Duration // how long it sounds
		to      time.Duration
		packets int
	}{
		// Recorded with Chromium's MediaRecorder in steps of 250 ms, stopped after 1.5 s: a live file without lengths.
		{"chromium-mono.webm", 1300 * time.Millisecond, 1700 * time.Millisecond, 20},
		// Written by ffmpeg, with lengths and an index.
		{"mono.webm", 2490 * time.Millisecond, 2530 * time.Millisecond, 120},
	} {
		t.Run(c.file, func(t *testing.T) {
			got, err := opus.Ogg(recording(t, c.file))
			if err != nil {
				t.Fatal(err)
			}
			if err := opus.Check(got); err != nil {
				t.Errorf("the result is no voice note: %v", err)
			}
			if n := opus.Length(got); n < c.from || n > c.to {
				t.Errorf("it sounds for %v", n)
			}
			pages := pagesOf(t, got)
			packets := 0
			for _, p := range pages {
				packets += p.packets
			}
			if packets < c.packets || pages[0].flags != 2 || pages[len(pages)-1].flags != 4 {
				t.Errorf("%d packets on %d pages with flags %d … %d", packets, len(pages), pages[0].flags, pages[len(pages)-1].flags)
			}
			again, err := opus.Ogg(recording(t, c.file))
			if err != nil || !bytes.Equal(again, got) {
				t.Error("the same recording gives another file")
			}
		})
	}
}

type page struct {
	flags   byte
	granule uint64
	packets int
}

// pagesOf reads pages by RFC 3533 and holds them against their checksums, bit by bit.
func pagesOf(t *testing.T, data []byte) []page {
	t.Helper()
	var out []page
	for number := uint32(0); len(data) > 0; number++ {
		if len(data) < 27 || string(data[:4]) != "OggS" || data[4] != 0 || binary.LittleEndian.Uint32(data[18:]) != number {
			t.Fatalf("page %d does not begin like one", number)
		}
		p, size := page{flags: data[5], granule: binary.LittleEndian.Uint64(data[6:])}, 27+int(data[26])
		for _, n := range data[27 : 27+int(data[26])] {
			size += int(n)
			if n < 255 {
				p.packets++
			}
		}
		whole := bytes.Clone(data[:size])
		sum := binary.LittleEndian.Uint32(whole[22:])
		clear(whole[22:26])
		if got := slowCRC(whole); got != sum {
			t.Errorf("page %d says %08x and has %08x", number, sum, got)
		}
		if len(out) > 0 && p.granule < out[len(out)-1].granule {
			t.Errorf("page %d ends before the one before it", number)
		}
		out, data = append(out, p), data[size:]
	}
	return out
}

// slowCRC divides bit by bit, as the polynomial is written down.
func slowCRC(data []byte) uint32 {
	var sum uint32
	for _, b := range data {
		for bit := 7; bit >= 0; bit-- {
			in := sum>>31 ^ uint32(b>>bit)&1
			sum <<= 1
			if in == 1 {
				sum ^= 0x04c11db7
			}
		}
	}
	return sum
}

func TestWhatIsNoVoiceNoteIsRefusedInWords(t *testing.T) {
	chromium := recording(t, "chromium-mono.webm")
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"two channels", recording(t, "stereo.webm"), opus.ErrNotMono},
		{"another codec", recording(t, "vorbis.webm"), opus.ErrNotOpus},
		{"nothing", nil, opus.ErrBroken},
		{"a picture", []byte("\x89PNG\r\n\x1a\n"), opus.ErrBroken},
		{"an Ogg file", recording(t, "stereo.ogg"), opus.ErrBroken},
		{"only a beginning", chromium[:0x80], opus.ErrNotOpus},
		{"no sound yet", chromium[:0xa1], opus.ErrEmpty},
		{"zeros in the middle", append(bytes.Clone(chromium[:0xa1]), make([]byte, 100)...), opus.ErrBroken},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := opus.Ogg(c.data); !errors.Is(err, c.want) {
				t.Errorf("it says %v, want %v", err, c.want)
			}
		})
	}
}

func TestARecordingThatBreaksOffKeepsWhatCame(t *testing.T) {
	whole := recording(t, "chromium-mono.webm")
	got, err := opus.Ogg(whole[:len(whole)/2])
	if err != nil {
		t.Fatal(err)
	}
	if n := opus.Length(got); n < 500*time.Millisecond || n > time.Second {
		t.Errorf("half of it sounds for %v", n)
	}
}

func TestTheBeginningOfAnOggFileTellsAVoiceNote(t *testing.T) {
	stereo := recording(t, "stereo.ogg")
	mono, err := opus.Ogg(recording(t, "mono.webm"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		first []byte
		want  error
	}{
		"mono":       {mono[:60], nil},
		"stereo":     {stereo, opus.ErrNotMono},
		"cut short":  {mono[:30], opus.ErrNotOpus},
		"no Ogg":     {[]byte("OggX" + string(mono[4:80])), opus.ErrNotOpus},
		"nothing":    {nil, opus.ErrNotOpus},
		"lost pages": {append(bytes.Clone(mono[:26]), 255), opus.ErrNotOpus},
	} {
		if err := opus.Check(c.first); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func FuzzOggNeverBreaks(f *testing.F) {
	for _, name := range []string{"chromium-mono.webm", "stereo.webm", "vorbis.webm"} {
		f.Add(recording(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := opus.Ogg(data)
		if err == nil && opus.Check(got) != nil {
			t.Error("the result is no voice note")
		}
		if len(got) > 4*len(data)+1000 {
			t.Errorf("%d bytes became %d", len(data), len(got))
		}
		_ = opus.Length(data)
	})
}
