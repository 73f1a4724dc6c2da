package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"transom/shared/media"
	"transom/shared/media/mediatest"
	"transom/shared/rules"
)

const holder = "waba1"

// greets is a template with a place for a name.
var greets = rules.MessageTemplate{ID: "t1", Holder: holder, Name: "still_there", Language: "en_US", Category: "utility", Status: rules.TemplateApproved,
	Parts: []rules.TemplatePart{{Type: "body", Text: "Hello {{1}}, are you still there?", Examples: []rules.Value{{Kind: "text", Text: "Mia"}}}}}

func using(value string) *rules.TemplateUse {
	return &rules.TemplateUse{Name: greets.Name, Language: greets.Language, Body: []rules.Value{{Kind: "text", Text: value}}}
}

// said tells what a last call left in a conversation: its messages and labels, and the event's reason.
func (s *shop) said(c rules.Conversation) string {
	s.t.Helper()
	var parts []string
	for _, e := range s.sentOut(c) {
		if e.By != "" { // an agent's
			continue
		}
		parts = append(parts, fmt.Sprintf("%s %q", e.Type, e.Text))
		if e.Status != rules.Queued {
			s.t.Errorf("a last call is %s", e.Status)
		}
	}
	for _, l := range s.head(c).Labels.List() {
		parts = append(parts, "label "+l)
	}
	parts = append(parts, s.happened(c, rules.EventLastCall)...)
	return strings.Join(parts, ", ")
}

func TestALastCallIsMadeOnceOrItSaysWhyNot(t *testing.T) {
	paused := greets
	paused.Status = rules.TemplatePaused
	hour := time.Hour
	whatsapp := rules.Channel{Kind: rules.WhatsApp, Holder: holder}
	for _, c := range []struct {
		name      string
		on        rules.Channel
		call      rules.LastCall
		templates []rules.MessageTemplate
		snippet   *rules.Snippet
		want      string
	}{
		{"a template", whatsapp, rules.LastCall{Do: rules.CallTemplate, Template: using("{{first_name}}")}, []rules.MessageTemplate{greets}, nil,
			`template "Hello Mia, are you still there?", 23h0m0s last_call template`},
		{"a template without a value", whatsapp, rules.LastCall{Do: rules.CallTemplate, Template: using("{{agent}}")}, []rules.MessageTemplate{greets}, nil,
			`23h0m0s last_call missing_value`},
		{"a template with a word for that", whatsapp, rules.LastCall{Do: rules.CallTemplate, Template: using("{{agent|friend}}")}, []rules.MessageTemplate{greets}, nil,
			`template "Hello friend, are you still there?", 23h0m0s last_call template`},
		{"a template that was paused", whatsapp, rules.LastCall{Do: rules.CallTemplate, Template: using("you")}, []rules.MessageTemplate{paused}, nil,
			`23h0m0s last_call template_unusable`},
		{"a template that is gone", whatsapp, rules.LastCall{Do: rules.CallTemplate, Template: using("you")}, nil, nil,
			`23h0m0s last_call template_unusable`},
		{"a template elsewhere", rules.Channel{Kind: rules.Messenger}, rules.LastCall{Do: rules.CallTemplate, Template: using("you")}, []rules.MessageTemplate{greets}, nil,
			`23h0m0s last_call template_unusable`},
		{"a snippet", rules.Channel{Kind: rules.Messenger}, rules.LastCall{Do: rules.CallSnippet, Snippet: "s1"}, nil, &rules.Snippet{ID: "s1", Title: "Bye", Body: "{{name}}, we are here until six."},
			`text "Mia Berg, we are here until six.", 23h0m0s last_call snippet`},
		{"a snippet without a value", whatsapp, rules.LastCall{Do: rules.CallSnippet, Snippet: "s1"}, nil, &rules.Snippet{ID: "s1", Title: "Bye", Body: "Yours, {{agent}}"},
			`23h0m0s last_call missing_value`},
		{"a snippet that is gone", whatsapp, rules.LastCall{Do: rules.CallSnippet, Snippet: "s1"}, nil, nil, `23h0m0s last_call snippet_missing`},
		{"a snippet longer than the channel carries", rules.Channel{Kind: rules.Instagram}, rules.LastCall{Do: rules.CallSnippet, Snippet: "s1"}, nil,
			&rules.Snippet{ID: "s1", Title: "Long", Body: strings.Repeat("word ", 300)}, `23h0m0s last_call text_too_long`},
		{"a snippet with a file", whatsapp, rules.LastCall{Do: rules.CallSnippet, Snippet: "s1"}, nil,
			&rules.Snippet{ID: "s1", Title: "Map", Body: "Here we are, {{first_name}}.", Media: &rules.Media{MIME: "image/png", Name: "map.png", Object: "snippets/map", Size: 3, State: rules.MediaReady}},
			`image "Here we are, Mia.", 23h0m0s last_call snippet`},
		{"a snippet with a file that carries no words", rules.Channel{Kind: rules.Messenger}, rules.LastCall{Do: rules.CallSnippet, Snippet: "s1"}, nil,
			&rules.Snippet{ID: "s1", Title: "Map", Body: "Here we are.", Media: &rules.Media{MIME: "image/png", Name: "map.png", Object: "snippets/map", Size: 3, State: rules.MediaReady}},
			`text "Here we are.", image "", 23h0m0s last_call snippet`},
		{"a snippet whose file is gone", whatsapp, rules.LastCall{Do: rules.CallSnippet, Snippet: "s1"}, nil,
			&rules.Snippet{ID: "s1", Title: "Map", Body: "Here.", Media: &rules.Media{MIME: "image/png", Object: "snippets/none", State: rules.MediaReady}}, `23h0m0s last_call file_missing`},
		{"a label", whatsapp, rules.LastCall{Do: rules.CallLabel, Label: "last call"}, nil, nil, `label last call, 23h0m0s last_call label`},
		{"nothing", whatsapp, rules.LastCall{}, nil, nil, ``},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.call.Before = hour
			s := openOn(t, c.on)
			s.sweep(noon)
			must(t, s.store.SetPlan(t.Context(), s.ws, rules.Plan{Warnings: []rules.Warning{{Before: hour, To: rules.ToSupervisors}}, LastCall: c.call}))
			for _, tpl := range c.templates {
				must(t, s.store.PutTemplate(t.Context(), s.ws, tpl))
			}
			if c.snippet != nil {
				must(t, s.store.PutSnippet(t.Context(), s.ws, *c.snippet))
			}
			if c.snippet != nil && c.snippet.Media != nil {
				s.bucket = media.NewBucket(mediatest.New(t), mediatest.Name)
				must(t, s.bucket.Put(t.Context(), "snippets/map", "image/png", strings.NewReader("png"), 3))
				s.restart()
			}
			conversation := s.writes(1, noon)
			for at := noon.Add(22*time.Hour + 58*time.Minute); at.Before(noon.Add(23*time.Hour + 10*time.Minute)); at = at.Add(time.Minute) {
				s.sweep(at)
				s.restart() // a sweep that remembers nothing makes it no second time
			}
			if got := s.said(conversation); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			h := s.head(conversation)
			if h.WaitingSince.IsZero() || h.Unread == 0 {
				t.Error("a last call answered the customer")
			}
			if h.Warned != hour || h.LastCalled != (c.call.Do != "") {
				t.Errorf("warned %s before, called last %t", h.Warned, h.LastCalled)
			}
			for _, e := range s.sentOut(conversation) {
				if e.Media == nil {
					continue
				}
				if data, _, err := s.bucket.Read(t.Context(), e.Media.Object, 10); err != nil || string(data) != "png" || e.Media.Object == "snippets/map" {
					t.Errorf("the file at %s is %q, %v", e.Media.Object, data, err)
				}
			}
		})
	}
}

func TestALastCallThatCannotBeMadeHoldsUpNoWarning(t *testing.T) {
	s := open(t, rules.MarkExpired)
	s.sweep(noon)
	must(t, s.store.SetPlan(t.Context(), s.ws, rules.Plan{Warnings: rules.Usual.Warnings, LastCall: rules.LastCall{Do: rules.CallSnippet, Snippet: "s1", Before: 3 * time.Hour}}))
	must(t, s.store.PutSnippet(t.Context(), s.ws, rules.Snippet{ID: "s1", Title: "Map", Body: "Here.",
		Media: &rules.Media{MIME: "image/png", Object: "snippets/map", State: rules.MediaReady}}))
	s.bucket = media.NewBucket(s3.New(s3.Options{Region: "us-east-1", BaseEndpoint: aws.String("http://127.0.0.1:1"), RetryMaxAttempts: 1}), "away")
	s.restart()
	c := s.writes(1, noon)
	s.writes(1, noon.Add(50*time.Minute)) // of which the index knows the first deadline
	s.minutes(noon.Add(20*time.Hour+55*time.Minute), noon.Add(24*time.Hour+51*time.Minute))
	same(t, "events", s.happened(c, rules.EventLastCall, rules.EventWarned, rules.EventWindowExpired), []string{
		"22h50m0s warned assignee", "23h50m0s warned team", "24h20m0s warned supervisors", "24h50m0s window_expired",
	})
}

func TestNobodyWhoWasAnsweredIsCalledLast(t *testing.T) {
	s := open(t, rules.MarkExpired)
	s.sweep(noon)
	must(t, s.store.SetPlan(t.Context(), s.ws, rules.Plan{LastCall: rules.LastCall{Do: rules.CallLabel, Label: "late", Before: time.Hour}}))
	c := s.writes(1, noon)
	s.answers(c, noon.Add(22*time.Hour))
	again := s.writes(2, noon)
	s.writes(2, noon.Add(22*time.Hour))
	s.minutes(noon.Add(22*time.Hour+58*time.Minute), noon.Add(24*time.Hour))
	for _, c := range []rules.Conversation{c, again} {
		if got := s.said(c); strings.Contains(got, "last_call") {
			t.Errorf("%s", got)
		}
	}
	s.minutes(noon.Add(45*time.Hour-time.Minute), noon.Add(45*time.Hour+time.Minute))
	if got := s.said(again); got != "label late, 45h0m0s last_call label" {
		t.Errorf("in its next window: %s", got)
	}
}
