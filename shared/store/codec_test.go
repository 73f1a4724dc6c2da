package store

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/rules"
)

var (
	testWS = Workspace{"acme000001"}
	moment = time.Date(2026, 11, 20, 12, 34, 56, 789e6, time.UTC)
)

// fullHead has something in every field.
func fullHead() rules.Conversation {
	return rules.Conversation{
		ID: "0123456789abcdef", Contact: "fedcba9876543210", Channel: "abcdabcdabcdabcd", On: rules.WhatsApp, Kind: rules.Messages,
		Version: 123456, Status: rules.Pending, Handler: rules.Human, Assignee: rules.Assignee{User: "3f0a1b2c-4d5e-6f70-8192-a3b4c5d6e7f8"},
		Name: "Anna Example", Address: rules.Address{UserID: "US.13491208655302741918", Phone: "4915112345678", Username: "anna.example"},
		CreatedAt: moment, ActivityAt: moment.Add(time.Hour), LastInboundAt: moment.Add(2 * time.Hour), LastOutboundAt: moment.Add(3 * time.Hour),
		WaitingSince: moment.Add(4 * time.Hour), AssignedAt: moment.Add(5 * time.Hour), ClosedAt: moment.Add(6 * time.Hour), SnoozedUntil: moment.Add(7 * time.Hour),
		WindowClosesAt: moment.Add(8 * time.Hour), HumanWindowClosesAt: moment.Add(9 * time.Hour), WindowExpired: true,
		Preview:    rules.Preview{Key: rules.MessageKey(moment, "wamid.1"), At: moment, Direction: rules.In, Type: rules.ButtonReply, Comment: true, Text: "Yes, please"},
		WindowOver: true, AdAt: moment.Add(10 * time.Hour), AdAnsweredAt: moment.Add(11 * time.Hour), Warned: 90 * time.Minute, LastCalled: true, Labels: "billing,VIP",
		OpenedTo: "sales workshop", Unread: 7, Failed: true, Episode: 3, Merged: "fedcba9876543210", Joined: true, NeedsRouting: true, WantsTimer: true,
	}
}

// What is added to a conversation must not be forgotten here.
func TestTheFullHeadIsFull(t *testing.T) {
	v := reflect.ValueOf(fullHead())
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("it has no %s", v.Type().Field(i).Name)
		}
	}
}

func TestAHeadReadsBackAsItWasWritten(t *testing.T) {
	noted := fullHead()
	noted.Preview.Direction, noted.Preview.Type = "", ""
	odd := fullHead()
	odd.Preview.At = moment.Add(time.Minute) // a key of another time is kept whole
	odd.Kind, odd.On, odd.Status, odd.Handler = rules.Comments, "carrier-pigeon", "asleep", "owl"
	team := fullHead()
	team.Assignee, team.HumanWindowClosesAt = rules.Assignee{Team: "sales"}, team.WindowClosesAt
	for name, c := range map[string]rules.Conversation{"full": fullHead(), "a note on top": noted, "words of another release": odd, "a team's": team,
		"only labels":  {ID: "c", Contact: "p", Channel: "ch", Kind: rules.Messages, Version: 1, Labels: "f,jox,l1"},
		"only an ad":   {ID: "c", Contact: "p", Channel: "ch", Kind: rules.Messages, Version: 1, AdAt: moment},
		"almost empty": {ID: "c", Contact: "p", Channel: "ch", Kind: rules.Messages, Version: 1}} {
		told := profile{1, 2, 2, 0}
		it := encodeHead(testWS, head{Conversation: c, told: told})
		ws, got, err := decodeHead(it)
		if err != nil || ws != testWS || got.told != told {
			t.Errorf("%s: got %v %v %v", name, ws, got.told, err)
		}
		if diff := cmp.Diff(c, got.Conversation); diff != "" {
			t.Errorf("%s (-wrote +read):\n%s", name, diff)
		}
	}
}

func TestAHeadAlwaysCostsOneUnit(t *testing.T) {
	for name, text := range map[string]string{"latin": "a", "cyrillic": "ж", "chinese": "好", "emoji": "🎉"} {
		c := fullHead()
		c.Name = strings.Repeat(text, 200)
		c.Preview.Text = strings.Repeat(text, rules.PreviewRunes)
		c.Labels = rules.Labels(strings.Repeat("l", rules.LabelsBytes-1))
		_, err := rules.Label(c, "x", "u", moment)
		if err == nil {
			t.Fatal("there is room for more labels")
		}
		c.Labels = rules.Labels(strings.Repeat("l", rules.LabelsBytes-2))
		labelled, err := rules.Label(c, "x", "u", moment)
		if err != nil {
			t.Fatal(err)
		}
		c = opened(t, labelled.Conversation)
		c.NeedsRouting, c.WantsTimer = true, true
		h := head{Conversation: c}
		h.merge(Sender{Name: c.Name, Address: c.Address}, moment)
		if n := encodeHead(testWS, h).size(); n > 1024 {
			t.Errorf("%s: a head has %d bytes", name, n)
		} else {
			t.Logf("%s: %d bytes", name, n)
		}
	}
}

// A page of 50 rows is 2.5 RRU while a row has at most 409 bytes.
func TestATypicalRowFitsItsShareOfAPage(t *testing.T) {
	c := fullHead()
	c.HumanWindowClosesAt, c.SnoozedUntil, c.Failed, c.WindowExpired, c.Address.Username = c.WindowClosesAt, time.Time{}, false, false, ""
	c.AdAt, c.AdAnsweredAt, c.WindowOver = time.Time{}, time.Time{}, false
	c.Preview.Type, c.Preview.Text = rules.Text, "Hello, is my order on its way? It should have come on Monday."
	row := item{}
	it := encodeHead(testWS, head{Conversation: c})
	for _, col := range append([]string{PartitionKey, SortKey, colList, colListSort}, rowColumns...) {
		if v, ok := it[col]; ok {
			row[col] = v
		}
	}
	if n := row.size(); n > 409 {
		t.Errorf("a row has %d bytes", n)
	} else {
		t.Logf("%d bytes", n)
	}
}

// What a row shows must be the same from the index as from the head.
func TestARowShowsAllThatTheHeadShows(t *testing.T) {
	c := fullHead()
	it := encodeHead(testWS, head{Conversation: c})
	row := item{}
	for _, col := range append([]string{PartitionKey, SortKey, colList, colListSort}, rowColumns...) {
		if v, ok := it[col]; ok {
			row[col] = v
		}
	}
	_, got, err := decodeHead(row)
	if err != nil {
		t.Fatal(err)
	}
	c.LastInboundAt, c.LastOutboundAt, c.AssignedAt, c.ClosedAt = time.Time{}, time.Time{}, time.Time{}, time.Time{}
	c.NeedsRouting, c.WantsTimer, c.Merged = false, false, ""
	if diff := cmp.Diff(c, got.Conversation); diff != "" {
		t.Errorf("(-head +row):\n%s", diff)
	}
}

func TestColumnsOfAnotherReleaseSurviveAChange(t *testing.T) {
	was := encodeHead(testWS, head{Conversation: fullHead()})
	was["zz"] = str("from the next release")
	_, h, err := decodeHead(was)
	if err != nil {
		t.Fatal(err)
	}
	h.Unread, h.Failed = 0, false
	e := differ(h.raw, encodeHead(testWS, h), headColumns)
	if got := *e.expression(); got != "SET #mk=:mk REMOVE #ur" {
		t.Errorf("the change touches more than it should: %s", got)
	}
}

// fullEntry has something in every field of a message.
func fullEntry() rules.Entry {
	return rules.Entry{
		Conversation: "0123456789abcdef", Key: rules.MessageKey(moment, "x"), Kind: rules.Message, Direction: rules.Out, Type: rules.Image,
		Text: "look", PlatformID: "wamid.x", ReplyTo: "wamid.y", Details: []byte(`{"a":1}`), Label: "Image", Opens: true, Counts: true,
		ByAd: true, By: "u1", ClientID: "01J", Status: rules.Read, Error: &rules.SendError{Code: 131026, Reason: "undeliverable", Details: "…"},
		Media: &rules.Media{PlatformID: "m", URL: "https://x", MIME: "image/png", Name: "a.png", SHA256: "h", Voice: true, Size: 9, State: rules.MediaReady, Object: "o", Problem: "p"},
		At:    moment, ReceivedAt: moment.Add(1e9), AcceptedAt: moment.Add(15e8), SentAt: moment.Add(2e9), DeliveredAt: moment.Add(3e9), ReadAt: moment.Add(4e9),
		Version: 9, Deltas: rules.Counters{Open: 1, Pending: -1, Unassigned: 2, Unanswered: -2, UnansweredComments: 3}, Shut: "sales workshop",
		More:    []rules.Media{{PlatformID: "m2", State: rules.MediaPending}, {Object: "o3", State: rules.MediaFailed, Problem: "p3"}},
		Comment: &rules.Place{PostID: "post", ParentID: "parent", Permalink: "https://p", Live: true}, Private: true, Via: rules.ViaPhone,
		Interactive: &rules.Interactive{Header: "h", Footer: "f", Open: "o", Buttons: []rules.Choice{{ID: "1", Title: "t", Description: "d"}},
			Sections: []rules.Section{{Title: "s", Rows: []rules.Choice{{ID: "2", Title: "u"}}}}},
		Template: &rules.TemplateUse{Name: "n", Language: "en_US", Header: []rules.Value{{Kind: "image"}}, Body: []rules.Value{{Kind: "text", Name: "who", Text: "Ana"}},
			Buttons: []rules.ButtonValue{{Index: 1, SubType: "url", Text: "x"}, {Index: 0, SubType: "quick_reply"}}},
		Reactions: []rules.Reaction{{By: rules.ByCustomer, Emoji: "👍", At: moment}, {By: rules.ByUs, At: moment}},
		Versions:  []rules.Version{{Text: "", At: moment}, {Text: "second", At: moment.Add(1e9)}},
		DeletedAt: moment.Add(5e9), HiddenAt: moment.Add(6e9), ShownAt: moment.Add(7e9), PrivateReplyAt: moment.Add(8e9),
	}
}

func TestAnEntryReadsBackAsItWasWritten(t *testing.T) {
	msg := fullEntry()
	elsewhere := msg
	elsewhere.At = moment.Add(time.Minute)
	event := rules.Entry{Conversation: "0123456789abcdef", Key: rules.EventKey("c", 1, 0, moment), Kind: rules.Event, At: moment, Version: 2,
		Event: &rules.Happening{Type: rules.EventAssigned, Actor: "a", From: rules.Assignee{User: "b"}, To: rules.Assignee{Team: "t"}, Reason: "r"}}
	note := rules.Entry{Conversation: "0123456789abcdef", Key: rules.MessageKey(moment, "n"), Kind: rules.Note, Text: "note", By: "u1", ClientID: "01K", At: moment, Version: 3}
	for name, e := range map[string]rules.Entry{"message": msg, "key of another time": elsewhere, "event": event, "note": note} {
		it := encodeEntry(testWS, e)
		_, got, err := decodeEntry(it)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(e, got); diff != "" {
			t.Errorf("%s (-wrote +read):\n%s", name, diff)
		}
		for col := range it {
			if !slices.Contains(append(entryColumns, PartitionKey, SortKey), col) {
				t.Errorf("%s: the column %s is not among those of an entry", name, col)
			}
		}
	}
}

// The courier's stream filter looks at one column for all attachments of a message.
func TestAttachmentsSayTogetherWhatThereIsToDo(t *testing.T) {
	of := func(states ...rules.MediaState) rules.Entry {
		e := rules.Entry{Conversation: "c", Key: rules.MessageKey(moment, "x"), Kind: rules.Message, At: moment, Media: &rules.Media{State: states[0]}}
		for _, st := range states[1:] {
			e.More = append(e.More, rules.Media{State: st})
		}
		return e
	}
	for _, c := range []struct {
		e    rules.Entry
		want rules.MediaState
	}{
		{of(rules.MediaPending), rules.MediaPending},
		{of(rules.MediaReady, rules.MediaFailed, rules.MediaPending), rules.MediaPending},
		{of(rules.MediaGone, rules.MediaDoomed), rules.MediaDoomed},
		{of(rules.MediaDoomed, rules.MediaGone), rules.MediaDoomed},
		{of(rules.MediaReady, rules.MediaGone), rules.MediaReady},
		{of(rules.MediaFailed, rules.MediaReady), rules.MediaFailed},
	} {
		it := encodeEntry(testWS, c.e)
		if got := rules.MediaState(it.text(colMediaState)); got != c.want {
			t.Errorf("%v: the column says %q, want %q", c.e.More, got, c.want)
		}
		_, got, err := decodeEntry(it)
		if err != nil || !cmp.Equal(c.e, got) {
			t.Errorf("reads back as %v %v", cmp.Diff(c.e, got), err)
		}
	}
}

func TestATypicalTextCostsLittle(t *testing.T) {
	e := rules.Entry{
		Conversation: "0123456789abcdef", Key: rules.MessageKey(moment, "x"), Kind: rules.Message, Direction: rules.In, Type: rules.Text,
		Text: "Hello, is my order on its way? It should have come on Monday.", PlatformID: "wamid.HBgNNDkxNTExMjM0NTY3OBUCABIYFjNFQjBDMDRENEI3NTYzRjhFNTQ4AA==",
		Opens: true, Counts: true, Status: rules.Received, At: moment, ReceivedAt: moment.Add(time.Second), Version: 17, Deltas: rules.Counters{Unanswered: 1},
	}
	if n := encodeEntry(testWS, e).size(); n > 320 {
		t.Errorf("a text has %d bytes", n)
	} else {
		t.Logf("%d bytes", n)
	}
}

func TestNewsThatOnlyOpenScreensNeedLapses(t *testing.T) {
	for typ, lapses := range map[rules.EventType]bool{rules.EventSeen: true, rules.EventFailed: true, rules.EventClosed: false} {
		it := encodeEntry(testWS, rules.Entry{Conversation: "c", Key: rules.EventKey("c", 1, 0, moment), Kind: rules.Event, At: moment, Event: &rules.Happening{Type: typ}})
		if got := it.lapsed(moment.Add(25 * time.Hour)); got != lapses {
			t.Errorf("%s lapses: %v", typ, got)
		}
	}
}

func TestTheSyncItemCostsOneUnit(t *testing.T) {
	var ring []mark
	for i := range ringSize {
		id := rules.NewConversationID("ws", "ch", rules.ContactID(fmt.Sprint(i)))
		ring = append(ring, mark{Touch{Conversation: id, Version: 100_000 + int64(i), Sequence: 5_000_000 - 200 + int64(i)}, i%2 == 0})
	}
	packed := encodeRing(5_000_000, ring)
	if n := len(packed) + 250; n > 1024 {
		t.Errorf("%d bytes", n)
	}
	if diff := cmp.Diff(ring, decodeRing(5_000_000, packed), cmp.AllowUnexported(mark{})); diff != "" {
		t.Errorf("(-wrote +read):\n%s", diff)
	}
	plainID := []mark{{Touch{Conversation: "short", Version: 1, Sequence: 9}, true}}
	if diff := cmp.Diff(plainID, decodeRing(10, encodeRing(10, plainID)), cmp.AllowUnexported(mark{})); diff != "" {
		t.Errorf("(-wrote +read):\n%s", diff)
	}
}

func FuzzADamagedRingIsAShorterOne(f *testing.F) {
	f.Add(encodeRing(10, []mark{{Touch{Conversation: "short", Version: 1, Sequence: 9}, true}}))
	f.Add([]byte{1, 2, 3})
	f.Add([]byte{0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Fuzz(func(_ *testing.T, b []byte) { decodeRing(10, b) })
}

func TestAProfileIsTheSameInAnyOrder(t *testing.T) {
	told := []struct {
		s  Sender
		at time.Time
	}{
		{Sender{Name: "Old", Address: rules.Address{UserID: "U", Phone: "1"}}, moment},
		{Sender{Name: "New", Address: rules.Address{UserID: "U"}}, moment.Add(time.Second)},
		{Sender{Name: "Twin", Address: rules.Address{UserID: "U", Username: "x"}}, moment.Add(time.Second)},
	}
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {2, 0, 1, 0, 2}} {
		var h head
		for _, i := range order {
			h.merge(told[i].s, told[i].at)
		}
		if h.Name != "Twin" || h.Address != (rules.Address{UserID: "U", Phone: "1", Username: "x"}) {
			t.Errorf("order %v: %q %+v", order, h.Name, h.Address)
		}
		if got := parseProfile(h.told.text()); got != h.told {
			t.Errorf("%v reads back as %v", h.told, got)
		}
	}
}
