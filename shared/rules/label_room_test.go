package rules

import (
	"errors"
	"strings"
	"testing"
)

// Labels and preview share the head's room: the preview gives way, and the next message finds what room there is.
func TestLabelsTakeTheirRoomFromThePreview(t *testing.T) {
	c := fresh()
	c.Preview = Preview{Key: MessageKey(noon, "a"), At: noon, Type: Text, Text: strings.Repeat("好", PreviewBytes/3)}
	for i := range 3 {
		change, err := Label(c, strings.Repeat(string(rune('a'+i)), LabelRunes), "u1", noon)
		if err != nil {
			t.Fatal(err)
		}
		c = change.Conversation
		if n := len(c.Labels) + len(c.Preview.Text); n > PreviewBytes || len(c.Preview.Text)%3 != 0 {
			t.Fatalf("labels and preview have %d bytes, the preview %d", n, len(c.Preview.Text))
		}
	}
	short := len(c.Preview.Text)
	next := Receive(c, Channel{}, []Entry{{Kind: Message, Direction: In, Type: Text, Text: strings.Repeat("好", PreviewRunes), Key: MessageKey(noon, "b"), At: noon, Counts: true, Opens: true}}, noon).Conversation
	if got := len(next.Preview.Text); got > PreviewBytes-len(next.Labels) || got < short-2 {
		t.Errorf("the next preview has %d bytes beside %d of labels", got, len(next.Labels))
	}
	wide := fresh()
	for i := 0; ; i++ {
		change, err := Label(wide, strings.Repeat("好", LabelRunes-1)+string(rune('a'+i)), "u1", noon)
		if errors.Is(err, ErrTooManyLabels) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		wide = change.Conversation
	}
	if n := len(wide.Labels.List()); n != 2 || len(wide.Labels) > LabelsBytes {
		t.Errorf("%d wide labels of %d bytes together", n, len(wide.Labels))
	}
}
