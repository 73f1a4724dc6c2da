package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"transom/shared/channel/meta/metatest"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

func TestAnAgentsFileIsCarriedFromTheBucket(t *testing.T) {
	b := bureauOn(t, rules.Channel{Kind: rules.WhatsApp, AccountID: "301"})
	now := clock.Now()
	id := b.person("RO.1", rules.Messages, rules.Entry{PlatformID: "wamid.1", At: now})
	b.must(b.courier.bucket.Put(t.Context(), "u/w1/pic", "image/png", strings.NewReader(picture), int64(len(picture))))
	media := rules.Media{MIME: "image/png", Name: "a.png", Size: int64(len(picture)), State: rules.MediaReady, Object: "u/w1/pic"}
	ref := b.drafts(id, rules.Draft{Type: rules.Image, Text: "see", Media: &media, At: now})
	b.run()
	up := b.graph.Seen()[0]
	if e := b.entry(ref); e.Status != rules.Accepted || up.Path != "/301/media" || up.File != (metatest.File{Field: "file", Name: "a.png", MIME: "image/png", Bytes: picture}) {
		t.Errorf("the message is %s %+v, uploaded %s %+v", e.Status, e.Error, up.Path, up.File)
	}
	media.Object = "u/w1/gone"
	ref = b.drafts(id, rules.Draft{Type: rules.Image, Media: &media, At: now.Add(time.Second)})
	b.run()
	if e := b.entry(ref); e.Status != rules.Failed || e.Error.Reason != "file_missing" {
		t.Errorf("without its file the message is %s %+v", e.Status, e.Error)
	}
}

func TestEveryPictureOfAnAlbumIsFetchedAndADamagedOneIsNot(t *testing.T) {
	o := open(t)
	sum := sha256.Sum256([]byte(picture))
	o.platform.files = map[string]string{"/a": picture, "/b": picture, "/c": picture + "damaged"}
	now := clock.Now()
	from := func(path, sum string) rules.Media {
		return rules.Media{URL: o.platform.url + path, MIME: "image/png", SHA256: sum, State: rules.MediaPending}
	}
	first := from("/a", hex.EncodeToString(sum[:]))
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Image, PlatformID: "m_1", Key: rules.MessageKey(now, "m_1"), At: now, ReceivedAt: now,
		Status: rules.Received, Opens: true, Counts: true, Media: &first,
		More: []rules.Media{from("/b", base64.StdEncoding.EncodeToString(sum[:])), from("/c", hex.EncodeToString(sum[:])), from("/d", "")}}
	got, err := o.desk.Store.Receive(t.Context(), o.ws, o.channel, store.Sender{Address: rules.Address{Phone: "40721"}}, []rules.Entry{e})
	o.must(err)
	if _, again := o.run(); again != 0 {
		t.Errorf("%d come again", again)
	}
	ref := store.Ref{Conversation: got.Conversation.ID, Key: e.Key}
	all := attachments(o.entry(ref))
	want := []struct {
		state   rules.MediaState
		problem string
	}{{rules.MediaReady, ""}, {rules.MediaReady, ""}, {rules.MediaFailed, "checksum"}, {rules.MediaFailed, "media_gone"}}
	for n, w := range want {
		if all[n].State != w.state || all[n].Problem != w.problem {
			t.Errorf("attachment %d is %s (%s), want %s (%s)", n, all[n].State, all[n].Problem, w.state, w.problem)
		}
	}
	if len(o.objects.All()) != 2 || all[0].Object == all[1].Object {
		t.Errorf("in the bucket: %d objects, %s and %s", len(o.objects.All()), all[0].Object, all[1].Object)
	}

	// The customer deletes the message: our copies go.
	revoke := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Revoke, ReplyTo: "m_1", PlatformID: "m_2",
		Key: rules.MessageKey(now.Add(time.Second), "m_2"), At: now.Add(time.Second), ReceivedAt: now, Status: rules.Received}
	_, err = o.desk.Store.Receive(t.Context(), o.ws, o.channel, store.Sender{Address: rules.Address{Phone: "40721"}}, []rules.Entry{revoke})
	o.must(err)
	o.run()
	for n, m := range attachments(o.entry(ref)) {
		if m.State != rules.MediaGone || m.Object != "" {
			t.Errorf("attachment %d is %s at %q", n, m.State, m.Object)
		}
	}
	if len(o.objects.All()) != 0 {
		t.Errorf("in the bucket: %v", o.objects.All())
	}
}

func TestAStoryIsNeverFetched(t *testing.T) {
	o := open(t)
	o.platform.files = map[string]string{"/a": picture}
	now := clock.Now()
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.StoryMention, PlatformID: "m_1", Key: rules.MessageKey(now, "m_1"), At: now, ReceivedAt: now,
		Status: rules.Received, Opens: true, Counts: true, Media: &rules.Media{URL: o.platform.url + "/a", State: rules.MediaPending}}
	got, err := o.desk.Store.Receive(t.Context(), o.ws, o.channel, store.Sender{Address: rules.Address{Phone: "40721"}}, []rules.Entry{e})
	o.must(err)
	o.run()
	if m := o.entry(store.Ref{Conversation: got.Conversation.ID, Key: e.Key}).Media; m.State != rules.MediaGone || len(o.objects.All()) != 0 {
		t.Errorf("the story is %s, in the bucket: %d", m.State, len(o.objects.All()))
	}
}
