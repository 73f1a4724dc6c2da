package messaging_test

import (
	"fmt"
	"strings"
	"testing"

	"transom/shared/channel/meta"
	"transom/shared/rules"
)

func TestEachMessageSaysWhatItIs(t *testing.T) {
	const cdn = "https://scontent.xx.fbcdn.net/1"
	for _, c := range []struct {
		name, message string
		typ           rules.Type
		text, label   string
		files         int
	}{
		{"text", `"text":"hi"`, rules.Text, "hi", "", 0},
		{"an emoji alone", `"text":"😀"`, rules.Text, "😀", "", 0},
		{"blanks alone", `"text":"  "`, rules.Text, "  ", "", 0},
		{"text that is a number", `"text":5`, rules.Text, "5", "", 0},
		{"empty text", `"text":""`, rules.Text, "", "", 0},
		{"a quick reply", `"text":"Yes","quick_reply":{"payload":"Y"}`, rules.QuickReply, "Yes", "", 0},
		{"an answer to a story", `"text":"wow","reply_to":{"story":{"id":"1","url":"https://x.y/s"}}`, rules.Text, "wow", "Answered your story", 0},
		{"a picture", `"attachments":[{"type":"image","payload":{"url":"` + cdn + `"}}]`, rules.Image, "", "", 1},
		{"an album", `"text":"us","attachments":[{"type":"image","payload":{"url":"` + cdn + `"}},{"type":"video","payload":{"url":"` + cdn + `"}},{"type":"image","payload":{"url":"` + cdn + `"}}]`, rules.Image, "us", "", 3},
		{"sound", `"attachments":[{"type":"audio","payload":{"url":"` + cdn + `"}}]`, rules.Audio, "", "", 1},
		{"a file", `"attachments":[{"type":"file","payload":{"url":"` + cdn + `/offer.pdf?a=b"}}]`, rules.Document, "", "", 1},
		{"one attachment outside of a list", `"attachments":{"type":"image","payload":{"url":"` + cdn + `"}}`, rules.Image, "", "", 1},
		{"a picture without an address", `"attachments":[{"type":"image","payload":null}]`, rules.Image, "", "", 1},
		{"a sticker", `"attachments":[{"type":"sticker","payload":{"url":"` + cdn + `","sticker_id":5}}]`, rules.Sticker, "", "", 1},
		{"a sticker as a picture, before June 2026", `"attachments":[{"type":"image","payload":{"url":"` + cdn + `","sticker_id":5}}]`, rules.Sticker, "", "", 1},
		{"a sticker and its picture, in summer 2026", `"attachments":[{"type":"image","payload":{"url":"` + cdn + `","sticker_id":5}},{"type":"sticker","payload":{"url":"` + cdn + `","sticker_id":5}}]`, rules.Sticker, "", "", 1},
		{"the thumb", `"attachments":[{"type":"sticker","payload":{"url":"` + cdn + `","sticker_id":369239343222814}}]`, rules.Sticker, "", "👍", 1},
		{"a heart", `"attachments":[{"type":"like_heart"}]`, rules.Sticker, "❤️", "Like", 0},
		{"a place", `"attachments":[{"type":"location","title":"Gara","payload":{"coordinates":{"lat":1.5,"long":2}}}]`, rules.Location, "", "Location: Gara", 0},
		{"a link alone", `"attachments":[{"type":"fallback","title":"A","url":"https://a.b"}]`, rules.Share, "", "Shared a link", 0},
		{"words with a link", `"text":"see https://a.b","attachments":[{"type":"fallback","payload":{"title":"A","url":"https://a.b"}}]`, rules.Text, "see https://a.b", "", 0},
		{"a link without anything", `"attachments":[{"type":"fallback","payload":null}]`, rules.Share, "", "Shared a link", 0},
		{"a post, until April 2026", `"attachments":[{"type":"share","payload":{"url":"https://lookaside.fbsbx.com/p"}}]`, rules.Share, "", "Shared a post", 1},
		{"a post", `"attachments":[{"type":"ig_post","payload":{"url":"https://lookaside.fbsbx.com/p","ig_post_media_id":"1"}}]`, rules.Share, "", "Shared a post", 1},
		{"a post of Facebook", `"attachments":[{"type":"post","payload":{"url":"https://www.facebook.com/1"}}]`, rules.Share, "", "Shared a post", 0},
		{"a reel", `"attachments":[{"type":"ig_reel","payload":{"url":"https://lookaside.fbsbx.com/r","title":"R","reel_video_id":1}}]`, rules.Share, "", "Shared a reel", 1},
		{"a reel of Facebook", `"attachments":[{"type":"reel","payload":{"url":"https://www.facebook.com/r"}}]`, rules.Share, "", "Shared a reel", 0},
		{"a story", `"attachments":[{"type":"ig_story","payload":{"url":"https://lookaside.fbsbx.com/s"}}]`, rules.Share, "", "Shared a story", 1},
		{"an answer to a story that brings the story along", `"text":"wow","reply_to":{"story":{"id":"1"}},"attachments":[{"type":"ig_story","payload":{"story_media_url":"https://x.y/s"}}]`, rules.Text, "wow", "Answered your story", 0},
		{"a mention in a story", `"attachments":[{"type":"story_mention","payload":{"url":"https://lookaside.fbsbx.com/s"}}]`, rules.StoryMention, "", "Mentioned you in a story", 1},
		{"a product", `"text":"this?","attachments":[{"type":"template","payload":{"product":{"elements":[{"id":"1","title":"Hat"}]}}}]`, rules.Share, "this?", "Shared a product", 0},
		{"a template", `"attachments":[{"type":"template","payload":{"template_type":"button","text":"Choose","buttons":[]}}]`, rules.Share, "Choose", "Template", 0},
		{"a picture to be seen once", `"attachments":[{"type":"ephemeral"}]`, rules.Unsupported, "", "Photo or video to be seen once, in the app", 0},
		{"what the platform does not pass on", `"attachments":[{"type":"unsupported_type","payload":{"url":"https://x.y"}}]`, rules.Unsupported, "", "Message of a kind that cannot be shown here", 0},
		{"what the platform does not pass on, by its flag", `"is_unsupported":true`, rules.Unsupported, "", "Message of a kind that cannot be shown here", 0},
		{"what the platform does not pass on, by a flag in a string", `"is_unsupported":"true"`, rules.Unsupported, "", "Message of a kind that cannot be shown here", 0},
		{"nothing at all: a moving picture on Instagram", `"seq":1`, rules.Unsupported, "", "Message of a kind that cannot be shown here", 0},
		{"an appointment", `"attachments":[{"type":"appointment_booking","payload":{}}]`, rules.Unsupported, "", "Request for an appointment", 0},
		{"an attachment of next year", `"attachments":[{"type":"hologram","payload":{"url":"https://x.y"}}]`, rules.Unsupported, "", "Message of a kind that cannot be shown here (hologram)", 0},
		{"an attachment of next year beside a picture", `"attachments":[{"type":"hologram"},{"type":"image","payload":{"url":"` + cdn + `"}}]`, rules.Image, "", "", 1},
		{"attachments that are none", `"attachments":[5,null,"x"]`, rules.Unsupported, "", "Message of a kind that cannot be shown here", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := one(t, from(`"message":{"mid":"m1",`+c.message+`}`))
			files := len(e.More)
			if e.Media != nil {
				files++
			}
			got := fmt.Sprint(e.Type, "|", e.Text, "|", e.Label, "|", files, e.Opens, e.Counts, e.Direction, e.Status, e.PlatformID)
			want := fmt.Sprint(c.typ, "|", c.text, "|", c.label, "|", c.files, true, true, rules.In, rules.Received, "m1")
			if got != want {
				t.Errorf("understood %s, want %s", got, want)
			}
		})
	}
}

func TestWhatAMessageCarriesIsKeptInTheCommonWords(t *testing.T) {
	for _, c := range []struct{ name, message, want string }{
		{"a quick reply", `"text":"Yes","quick_reply":{"payload":"Y"}`, `{"quick_reply":{"payload":"Y"}}`},
		{"an answer to a story", `"text":"wow","reply_to":{"story":{"id":1,"url":"https://x.y/s"}}`, `{"story":{"id":"1","kind":"reply","url":"https://x.y/s"}}`},
		{"a mention in a story", `"attachments":[{"type":"story_mention","payload":{"url":"https://x.y/s"}}]`, `{"story":{"id":"","kind":"mention","url":"https://x.y/s"}}`},
		{"a story sent on", `"attachments":[{"type":"ig_story","payload":{"story_media_url":"https://x.y/s","story_media_id":7}}]`, `{"share":{"id":"7","kind":"story","url":"https://x.y/s"}}`},
		{"a place", `"attachments":[{"type":"location","title":"Gara","payload":{"coordinates":{"lat":1.5,"long":2}}}]`, `{"location":{"latitude":1.5,"longitude":2,"name":"Gara"}}`},
		{"a link", `"attachments":[{"type":"fallback","title":"A","url":"https://a.b"}]`, `{"share":{"kind":"link","title":"A","url":"https://a.b"}}`},
		{"a reel", `"attachments":[{"type":"ig_reel","payload":{"url":"https://x.y/r","title":"R","reel_video_id":1}}]`, `{"share":{"id":"1","kind":"reel","title":"R","url":"https://x.y/r"}}`},
		{"an ad", `"text":"a","referral":{"ref":"r","source":"ADS","type":"OPEN_THREAD","ad_id":7,"ads_context_data":{"ad_title":"Sale","photo_url":"https://a.b/p","post_id":"8","product_id":"9"}}`,
			`{"referral":{"headline":"Sale","image_url":"https://a.b/p","media_type":"image","product":"9","ref":"r","source_id":"7","source_type":"ad"}}`},
		{"a product of a shop", `"text":"a","referral":{"product":{"id":"9"}}`, `{"referral":{"product":"9"}}`},
		{"a sticker", `"attachments":[{"type":"sticker","payload":{"url":"https://a.b","sticker_id":5}}]`, `{"sticker_id":"5"}`},
		{"an attachment of next year", `"attachments":[{"type":"hologram","payload":{"a":[1]}}],"shine":true`, `{"attachments":[{"payload":{"a":[1]},"type":"hologram"}],"shine":true}`},
		{"what the platform guessed is left out", `"text":"bye","nlp":{"entities":{}},"seq":3`, ``},
	} {
		t.Run(c.name, func(t *testing.T) {
			if e := one(t, from(`"message":{"mid":"m1",`+c.message+`}`)); string(e.Details) != c.want {
				t.Errorf("kept %s, want %s", e.Details, c.want)
			}
		})
	}
}

func TestAStoryIsNeverFetched(t *testing.T) {
	for _, kind := range []string{"story_mention", "story", "ig_story"} {
		e := one(t, from(`"message":{"mid":"m1","attachments":[{"type":"`+kind+`","payload":{"url":"https://lookaside.fbsbx.com/s","id":"5"}}]}`))
		if e.Media == nil || e.Media.State != rules.MediaGone || e.Media.URL != "" || e.Media.Problem != "story" {
			t.Errorf("the media of a %s is %+v, want it gone", kind, e.Media)
		}
		if !strings.Contains(string(e.Details), "https://lookaside.fbsbx.com/s") {
			t.Errorf("the address of a %s is lost: %s", kind, e.Details)
		}
	}
	if e := one(t, from(`"message":{"mid":"m1","text":"wow","reply_to":{"story":{"id":"1","url":"https://lookaside.fbsbx.com/s"}}}`)); e.Media != nil {
		t.Errorf("an answer to a story has media %+v", e.Media)
	}
}

func TestAFileIsFetchedByItsAddress(t *testing.T) {
	for _, c := range []struct {
		name, attachment string
		want             rules.Media
	}{
		{"a picture", `{"type":"image","payload":{"url":"https://a.b/c.jpg"}}`, rules.Media{URL: "https://a.b/c.jpg", State: rules.MediaPending}},
		{"a file named by its address", `{"type":"file","payload":{"url":"https://a.b/v/Offer%20B.pdf?x=1"}}`, rules.Media{URL: "https://a.b/v/Offer%20B.pdf?x=1", Name: "Offer B.pdf", State: rules.MediaPending}},
		{"a file with a title", `{"type":"file","title":"Offer.pdf","payload":{"url":"https://a.b/v/x"}}`, rules.Media{URL: "https://a.b/v/x", Name: "Offer.pdf", State: rules.MediaPending}},
		{"a file without a name", `{"type":"file","payload":{"url":"https://a.b/v/x"}}`, rules.Media{URL: "https://a.b/v/x", State: rules.MediaPending}},
		{"no address", `{"type":"audio","payload":{}}`, rules.Media{State: rules.MediaFailed, Problem: "no_media_id"}},
		{"an address without end", `{"type":"video","payload":{"url":"https://a.b/` + strings.Repeat("x", 3000) + `"}}`, rules.Media{State: rules.MediaFailed, Problem: "no_media_id"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if e := one(t, from(`"message":{"mid":"m1","attachments":[`+c.attachment+`]}`)); e.Media == nil || *e.Media != c.want {
				t.Errorf("the file is %+v, want %+v", e.Media, c.want)
			}
		})
	}
}

func TestAPostWithAnAddressWithoutEndIsNotFetched(t *testing.T) {
	e := one(t, from(`"message":{"mid":"m1","attachments":[{"type":"ig_post","payload":{"url":"https://lookaside.fbsbx.com/`+strings.Repeat("x", 3000)+`"}}]}`))
	if e.Media != nil || e.Type != rules.Share {
		t.Errorf("understood %+v", e)
	}
}

func TestAnAlbumWithoutEndKeepsItsFirstFiles(t *testing.T) {
	many := strings.Repeat(`{"type":"image","payload":{"url":"https://a.b/c.jpg"}},`, 500)
	if e := one(t, from(`"message":{"mid":"m1","attachments":[`+strings.TrimSuffix(many, ",")+`]}`)); len(e.More) != 29 {
		t.Errorf("%d further files, want 29", len(e.More))
	}
}

func TestALongTextIsCutAtAWholeCharacter(t *testing.T) {
	e := one(t, from(`"message":{"mid":"m1","text":"`+strings.Repeat("ș", meta.MaxText+5)+`"}`))
	if e.Text != strings.Repeat("ș", meta.MaxText) {
		t.Errorf("%d bytes are left", len(e.Text))
	}
}
