package sendapi_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"transom/shared/channel"
	"transom/shared/channel/instagram"
	"transom/shared/channel/messenger"
	"transom/shared/channel/meta"
	"transom/shared/channel/meta/metatest"
	"transom/shared/rules"
)

const sent = `{"recipient_id":"psid","message_id":"m_1","attachment_id":"77","id":"c_9","success":true}`

type object = map[string]any

// desks are the ways to speak for an account: by its name, and where its messages and uploads go.
func desks(g *metatest.Graph) map[string]desk {
	ig := instagram.NewClient(g.URL+"/fb", g.URL+"/ig")
	return map[string]desk{
		"messenger": {messenger.NewClient(g.URL + "/fb"), rules.Channel{Kind: rules.Messenger, AccountID: "page"}, "/fb/page", "comments", "is_hidden"},
		"instagram": {ig, rules.Channel{Kind: rules.Instagram, AccountID: "igid", Holder: "page"}, "/fb/page", "replies", "hide"},
		"unlinked":  {ig, rules.Channel{Kind: rules.Instagram, AccountID: "igid"}, "/fb/me", "replies", "hide"},
		"itself":    {ig, rules.Channel{Kind: rules.Instagram, AccountID: "igid", Login: rules.InstagramLogin}, "/ig/igid", "replies", "hide"},
	}
}

type desk struct {
	sender  channel.Sender
	channel rules.Channel
	node    string
	answers string
	hidden  string
}

func (d desk) host() string { return d.node[:3] }

func TestEveryKindOfMessageGoesOutAsDocumented(t *testing.T) {
	me := object{"id": "psid"}
	picture := rules.Entry{Type: rules.Image, Media: &rules.Media{MIME: "image/png"}}
	place := &rules.Place{PostID: "post"}
	for _, c := range []struct {
		name    string
		entry   rules.Entry
		asHuman bool
		path    func(desk) string
		want    func(name string, d desk) object
	}{
		{"a text, within the window, without a tag", rules.Entry{Type: rules.Text, Text: "hi ä"}, false, messages,
			func(name string, _ desk) object {
				return object{"recipient": me, "messaging_type": "RESPONSE", "message": with(name, object{"text": "hi ä"})}
			}},
		{"a text that a human may still write", rules.Entry{Type: rules.Text, Text: "hi"}, true, messages,
			func(name string, _ desk) object {
				return object{"recipient": me, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT", "message": with(name, object{"text": "hi"})}
			}},
		{"an answer to a message", rules.Entry{Type: rules.Text, Text: "hi", ReplyTo: "m_0"}, false, messages,
			func(name string, _ desk) object {
				return object{"recipient": me, "messaging_type": "RESPONSE", "message": with(name, object{"text": "hi"}), "reply_to": object{"mid": "m_0"}}
			}},
		{"suggestions", rules.Entry{Type: rules.Buttons, Text: "which?", Interactive: &rules.Interactive{Buttons: []rules.Choice{{ID: "a", Title: "A"}, {ID: "b", Title: "B"}}}}, false, messages,
			func(name string, _ desk) object {
				return object{"recipient": me, "messaging_type": "RESPONSE", "message": with(name, object{"text": "which?", "quick_replies": []any{
					object{"content_type": "text", "title": "A", "payload": "a"}, object{"content_type": "text", "title": "B", "payload": "b"}}})}
			}},
		{"a picture", picture, false, messages,
			func(name string, d desk) object {
				by := object{"attachment_id": "77"}
				if name == "itself" {
					by = object{"url": "https://bucket.example/file"}
				}
				return object{"recipient": me, "messaging_type": "RESPONSE", "message": with(name, object{"attachment": object{"type": "image", "payload": by}})}
			}},
		{"a reaction", rules.Entry{Type: rules.React, Text: "🎉", ReplyTo: "m_0"}, false, messages,
			func(string, desk) object {
				return object{"recipient": me, "sender_action": "react", "payload": object{"message_id": "m_0", "reaction": "🎉"}}
			}},
		{"a heart", rules.Entry{Type: rules.React, Text: "❤️", ReplyTo: "m_0"}, false, messages,
			func(name string, d desk) object {
				word := "love"
				if name == "messenger" {
					word = "❤️"
				}
				return object{"recipient": me, "sender_action": "react", "payload": object{"message_id": "m_0", "reaction": word}}
			}},
		{"a reaction taken back", rules.Entry{Type: rules.React, ReplyTo: "m_0"}, false, messages,
			func(string, desk) object {
				return object{"recipient": me, "sender_action": "unreact", "payload": object{"message_id": "m_0"}}
			}},
		{"a public answer to a comment", rules.Entry{Type: rules.Text, Text: "thanks", ReplyTo: "c_1", Comment: place}, false,
			func(d desk) string { return d.host() + "/c_1/" + d.answers }, func(string, desk) object { return object{"message": "thanks"} }},
		{"a private answer to a comment", rules.Entry{Type: rules.Text, Text: "dear", ReplyTo: "c_1", Comment: place, Private: true}, false, messages,
			func(name string, _ desk) object {
				return object{"recipient": object{"comment_id": "c_1"}, "messaging_type": "RESPONSE", "message": with(name, object{"text": "dear"})}
			}},
		{"a comment to hide", rules.Entry{Type: rules.Hide, ReplyTo: "c_1", Comment: place}, false,
			func(d desk) string { return d.host() + "/c_1" }, func(_ string, d desk) object { return object{d.hidden: true} }},
		{"a comment to show again", rules.Entry{Type: rules.Unhide, ReplyTo: "c_1", Comment: place}, false,
			func(d desk) string { return d.host() + "/c_1" }, func(_ string, d desk) object { return object{d.hidden: false} }},
	} {
		for _, name := range []string{"messenger", "instagram", "unlinked", "itself"} {
			t.Run(c.name+" by "+name, func(t *testing.T) {
				g := metatest.Open(t, 200, sent)
				d := desks(g)[name]
				m := channel.Outgoing{Channel: d.channel, To: rules.Address{UserID: "psid"}, Message: c.entry, AsHuman: c.asHuman, Correlation: "1.a.2.b"}
				if c.entry.Media != nil {
					m.File = file("bytes")
				}
				if out := d.sender.Send(context.Background(), "t0ken", m); out.Error != nil || out.Unknown {
					t.Fatalf("outcome %+v", out)
				}
				all := g.Seen()
				last := all[len(all)-1]
				if last.Method != "POST" || last.Path != c.path(d) || last.Query != "" || last.Token != "Bearer t0ken" {
					t.Errorf("asked %s %s?%s with %q", last.Method, last.Path, last.Query, last.Token)
				}
				if diff := cmp.Diff(last.JSON, c.want(name, d)); diff != "" {
					t.Errorf("sent (-got +want):\n%s", diff)
				}
			})
		}
	}
}

func messages(d desk) string { return d.node + "/messages" }

// with adds what Messenger gives back in its echo; Instagram has no such member.
func with(name string, message object) object {
	if name == "messenger" {
		message["metadata"] = "1.a.2.b"
	}
	return message
}

func file(bytes string) *channel.File {
	return &channel.File{MIME: "image/png", Name: `a".png`, Size: int64(len(bytes)),
		Open: func(context.Context) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(bytes)), nil },
		URL:  func(context.Context) (string, error) { return "https://bucket.example/file", nil },
	}
}

func TestAFileGoesUpBeforeItsMessageAndOnlyWhereItCan(t *testing.T) {
	for name, want := range map[string][]string{"messenger": {"/fb/page/message_attachments", "/fb/page/messages"}, "instagram": {"/fb/page/message_attachments", "/fb/page/messages"}, "itself": {"/ig/igid/messages"}} {
		g := metatest.Open(t, 200, sent)
		d := desks(g)[name]
		d.sender.Send(context.Background(), "t", channel.Outgoing{Channel: d.channel, To: rules.Address{UserID: "psid"},
			Message: rules.Entry{Type: rules.Image, Media: &rules.Media{}}, File: file("bytes")})
		var paths []string
		for _, r := range g.Seen() {
			paths = append(paths, r.Path)
		}
		if diff := cmp.Diff(paths, want); diff != "" {
			t.Errorf("%s asks (-got +want):\n%s", name, diff)
		}
		up := g.Seen()[0]
		if name == "itself" {
			continue
		}
		if up.File != (metatest.File{Field: "filedata", Name: "a_.png", MIME: "image/png", Bytes: "bytes"}) ||
			up.Form["message"] != `{"attachment":{"payload":{"is_reusable":true},"type":"image"}}` || (up.Form["platform"] == "instagram") != (name == "instagram") {
			t.Errorf("%s uploads %+v %+v", name, up.Form, up.File)
		}
	}
}

func TestAnUploadThatFailsSendsNothingAndIsNeverUnknown(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		class  channel.Class
	}{
		{"refused", 400, `{"error":{"code":100,"error_subcode":2018047}}`, channel.Never},
		{"cut off", 0, "", channel.Retry},
		{"a bad gateway", 502, "<html>", channel.Retry},
	} {
		g := metatest.Open(t, c.status, c.body)
		d := desks(g)["messenger"]
		out := d.sender.Send(context.Background(), "t", channel.Outgoing{Channel: d.channel, Message: rules.Entry{Type: rules.Image, Media: &rules.Media{}}, File: file("bytes")})
		if out.Unknown || out.Error == nil || out.Class != c.class || len(g.Seen()) != 1 {
			t.Errorf("%s: %+v after %d calls", c.name, out, len(g.Seen()))
		}
	}
}

func TestWhatAnAnswerTellsIsKept(t *testing.T) {
	g := metatest.Open(t, 200, `{"recipient_id":"psid","message_id":"m_1"}`)
	d := desks(g)["messenger"]
	text := rules.Entry{Type: rules.Text, Text: "a"}
	if out := d.sender.Send(context.Background(), "t", channel.Outgoing{Channel: d.channel, To: rules.Address{UserID: "psid"}, Message: text}); out != (channel.Outcome{PlatformID: "m_1"}) {
		t.Errorf("a message to a known person is %+v", out)
	}
	private := rules.Entry{Type: rules.Text, Text: "a", Private: true, ReplyTo: "c_1", Comment: &rules.Place{}}
	if out := d.sender.Send(context.Background(), "t", channel.Outgoing{Channel: d.channel, To: rules.Address{UserID: "commenter"}, Message: private}); out.Reached.UserID != "psid" {
		t.Errorf("a private answer reaches %+v", out)
	}
}

func TestAnAnswerIsReadBySubcodeFirstAndNothingIsRepeated(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		want   string
		class  channel.Class
		knows  bool
	}{
		{"outside the window", 400, `{"error":{"code":10,"error_subcode":2018278,"message":"m"}}`, "window_closed", channel.Never, true},
		{"Instagram's window on Messenger", 400, `{"error":{"code":10,"error_subcode":2534022}}`, "window_closed", channel.Never, true},
		{"a permission", 403, `{"error":{"code":10}}`, "channel_forbidden", channel.Alert, true},
		{"another app's thread", 400, `{"error":{"code":10,"error_subcode":2018300}}`, "thread_elsewhere", channel.Wait, true},
		{"a dead token", 401, `{"error":{"code":190,"error_subcode":463}}`, "channel_unauthorized", channel.Alert, true},
		{"a throttle", 400, `{"error":{"code":613,"error_subcode":2534040}}`, "throttled", channel.Retry, true},
		{"transient by its own word", 500, `{"error":{"code":77,"is_transient":true}}`, "refused", channel.Retry, true},
		{"a bad gateway", 502, `<html>`, "", "", false},
		{"5xx without a body", 500, ``, "", "", false},
		{"cut off after the request", 0, ``, "", "", false},
		{"200 that names nothing", 200, `{}`, "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := metatest.Open(t, c.status, c.body)
			d := desks(g)["messenger"]
			out := d.sender.Send(context.Background(), "t", channel.Outgoing{Channel: d.channel, To: rules.Address{UserID: "psid"}, Message: rules.Entry{Type: rules.Text, Text: "a"}})
			if out.Unknown == c.knows || c.knows && (out.Error == nil || out.Error.Reason != c.want || out.Class != c.class) {
				t.Errorf("outcome %+v (%+v)", out, out.Error)
			}
			if n := len(g.Seen()); n != 1 {
				t.Errorf("sent %d times", n)
			}
		})
	}
}

func TestASignIsASenderActionAndNoMessage(t *testing.T) {
	for typing, action := range map[bool]string{true: "typing_on", false: "mark_seen"} {
		g := metatest.Open(t, 200, `{"recipient_id":"psid"}`)
		for name, d := range desks(g) {
			if err := d.sender.Signal(context.Background(), "t", channel.Signal{Channel: d.channel, To: rules.Address{UserID: "psid"}, Typing: typing}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			all := g.Seen()
			if diff := cmp.Diff(all[len(all)-1].JSON, object{"recipient": object{"id": "psid"}, "sender_action": action}); diff != "" || all[len(all)-1].Path != messages(d) {
				t.Errorf("%s asks %s (-got +want):\n%s", name, all[len(all)-1].Path, diff)
			}
		}
	}
}

func TestAnAccountIsAskedForItsNameAndWhetherItWorks(t *testing.T) {
	g := metatest.Open(t, 200, `{"id":"page","name":"Shop","username":"shop"}`)
	d := desks(g)
	g.Answer = func(r metatest.Request) (int, string) {
		if strings.HasSuffix(r.Path, "subscribed_apps") {
			return 200, `{"data":[]}`
		}
		return 200, `{"id":"page","name":"Shop","username":"shop"}`
	}
	page, err := d["messenger"].sender.Check(context.Background(), "t", d["messenger"].channel)
	if err != nil || page.Name != "Shop" || page.Health.Reason != "not_subscribed" || page.Health.State != rules.Restricted {
		t.Errorf("a page without a subscription is %+v, %v", page, err)
	}
	account, err := d["itself"].sender.Check(context.Background(), "t", d["itself"].channel)
	if err != nil || account.Name != "shop" || account.Health.State != rules.Working {
		t.Errorf("an account is %+v, %v", account, err)
	}
	g.Answer = func(metatest.Request) (int, string) { return 401, `{"error":{"code":190,"message":"expired"}}` }
	page, err = d["messenger"].sender.Check(context.Background(), "t", d["messenger"].channel)
	if !errors.Is(err, meta.ErrRefused) || page.Health.State != rules.Unauthorized || page.Health.Reason != "channel_unauthorized" {
		t.Errorf("an expired token is %+v, %v", page, err)
	}
	g.Answer = func(metatest.Request) (int, string) { return 503, `away` }
	if _, err = d["itself"].sender.Check(context.Background(), "t", d["itself"].channel); !errors.Is(err, meta.ErrAway) {
		t.Errorf("a platform that is away is %v", err)
	}
}
