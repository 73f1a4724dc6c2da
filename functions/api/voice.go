package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"transom/shared/fault"
	"transom/shared/media"
	"transom/shared/media/opus"
	"transom/shared/rules"
)

var errVoice = fault.New(fault.Refused, "voice_format", "This recording cannot be sent as it is: voice has to be one channel of Opus.")

// maxVoice is the largest recording that is put into another wrapping, in bytes.
const maxVoice = 16 << 20

// listen holds sound against what makes a voice note: Ogg with one channel of Opus (WhatsApp Cloud API, "media",
// 2026-03-12: "audio/ogg" is Opus, mono). Sound in another wrapping goes out as a file that plays.
func (d *desk) listen(ctx context.Context, c rules.Conversation, b NewMessage, f *file) error {
	if b.kind() != rules.Audio || f.media.MIME != "audio/ogg" {
		return nil
	}
	f.media.Voice = b.Voice
	switch {
	case f.plan.MIME == "audio/webm":
		return d.rewrap(ctx, f)
	case c.On == rules.WhatsApp || b.Voice:
		return voiced(opus.Check(f.seen.First))
	default:
		return nil
	}
}

// rewrap puts a recording into the wrapping that the platform wants.
func (d *desk) rewrap(ctx context.Context, f *file) error {
	data, _, err := d.bucket.Read(ctx, f.key, maxVoice)
	if errors.Is(err, media.ErrTooLarge) {
		return rules.ErrFileTooLarge.With("limit", fmt.Sprint(maxVoice)).With("unit", "bytes")
	}
	if err != nil {
		return absent(err)
	}
	f.data, err = opus.Ogg(data)
	f.media.Size, f.media.Name = int64(len(f.data)), strings.TrimSuffix(f.media.Name, ".webm")+".ogg"
	return voiced(err)
}

func voiced(err error) error {
	if err == nil {
		return nil
	}
	return errVoice.With("reason", err.Error()).Because(err)
}
