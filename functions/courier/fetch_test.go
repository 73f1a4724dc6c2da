package main

import (
	"strings"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

const located = `{"messaging_product":"whatsapp","url":"HOST/file/7","mime_type":"image/png","sha256":"x","file_size":"20","id":"7"}`

const picture = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR and so on"

// attachment is a picture that a customer sent at a time.
func (o *office) attachment(at time.Time) store.Ref {
	o.t.Helper()
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Image, PlatformID: "wamid.pic", Key: rules.MessageKey(at, "wamid.pic"),
		At: at, ReceivedAt: at, Status: rules.Received, Opens: true, Counts: true,
		Media: &rules.Media{PlatformID: "7", MIME: "image/png", Name: "../a.png", State: rules.MediaPending}}
	got, err := o.desk.Store.Receive(o.t.Context(), o.ws, o.channel, store.Sender{Address: rules.Address{Phone: "40721"}}, []rules.Entry{e})
	o.must(err)
	return store.Ref{Conversation: got.Conversation.ID, Key: e.Key}
}

func TestAnAttachmentIsBroughtIntoTheBucketOrItIsSaidWhyNot(t *testing.T) {
	for _, c := range []struct {
		name    string
		files   map[string]string
		age     time.Duration
		again   int
		state   rules.MediaState
		problem string
		mime    string
	}{
		{"fetched", map[string]string{"/v26.0/7": located, "/file/7": picture}, 0, 0, rules.MediaReady, "", "image/png"},
		{"it is a page, not a picture", map[string]string{"/v26.0/7": located, "/file/7": "<!DOCTYPE html><html><script>"}, 0, 0, rules.MediaReady, "", "text/html"},
		{"the platform no longer has it", nil, 0, 0, rules.MediaFailed, "media_gone", "image/png"},
		{"the address gives nothing, twice", map[string]string{"/v26.0/7": located}, 0, 0, rules.MediaFailed, "media_gone", "image/png"},
		{"it is at a place nobody listed", map[string]string{"/v26.0/7": strings.Replace(located, "HOST", "https://evil.example", 1)}, 0, 0, rules.MediaFailed, "media_host", "image/png"},
		{"the answer makes no sense", map[string]string{"/v26.0/7": "<html>"}, 0, 0, rules.MediaFailed, "media_refused", "image/png"},
		{"the place cannot be reached", map[string]string{"/v26.0/7": strings.Replace(located, "HOST", "https://nowhere.invalid.fbsbx.com", 1)}, 0, 1, rules.MediaPending, "", "image/png"},
		{"the place cannot be reached, for long", map[string]string{"/v26.0/7": strings.Replace(located, "HOST", "https://nowhere.invalid.fbsbx.com", 1)}, time.Hour, 0, rules.MediaFailed, "media_unreachable", "image/png"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t)
			o.platform.files = c.files
			ref := o.attachment(clock.Now().Add(-c.age))
			_, again := o.run()
			m := o.entry(ref).Media
			if m == nil || again != c.again || m.State != c.state || m.Problem != c.problem || m.MIME != c.mime {
				t.Fatalf("%d come again, media is %+v; want %d, %s (%s) %s", again, m, c.again, c.state, c.problem, c.mime)
			}
			if c.state != rules.MediaReady {
				if len(o.objects.All()) != 0 {
					t.Errorf("in the bucket: %v", o.objects.All())
				}
				return
			}
			want := "m/w1/" + string(ref.Conversation) + "/" + string(ref.Key)[len(ref.Key)-10:]
			if m.Object != want || o.objects.All()[want] != c.files["/file/7"] || m.Size != int64(len(c.files["/file/7"])) {
				t.Errorf("at %s, %d bytes; in the bucket: %v", m.Object, m.Size, o.objects.All())
			}
		})
	}
}

func TestAnAttachmentThatCannotBeHadHoldsUpNoMessage(t *testing.T) {
	o := open(t)
	now := clock.Now()
	o.platform.files = map[string]string{"/v26.0/7": located, "/file/7": picture}
	o.objects.Away.Store(true)
	pic := o.attachment(now)
	ref := o.agent(pic.Conversation, "x", now.Add(time.Second))
	batch, again := o.run()
	if again != 1 || o.entry(ref).Status != rules.Accepted || o.entry(pic).Media.State != rules.MediaPending {
		t.Errorf("%d come again, the message is %s, the picture %s", again, o.entry(ref).Status, o.entry(pic).Media.State)
	}
	o.objects.Away.Store(false)
	if again := o.again(batch); again != 0 || o.entry(pic).Media.State != rules.MediaReady {
		t.Errorf("then %d come again, the picture is %s", again, o.entry(pic).Media.State)
	}
}
