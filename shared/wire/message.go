package wire

import (
	"encoding/json"

	"transom/shared/rules"
)

// OfEntry converts an entry of a log.
func OfEntry(e rules.Entry) Message {
	m := Message{
		ID: string(e.Key), ConversationID: string(e.Conversation), Kind: string(e.Kind), Direction: string(e.Direction),
		Type: string(e.Type), Text: e.Text, Label: e.Label, Media: ofMedia(e.Media), PlatformID: e.PlatformID,
		ReplyTo: e.ReplyTo, AuthorID: string(e.By), ClientID: e.ClientID, Status: string(e.Status), At: e.At,
		SentAt: moment(e.SentAt), DeliveredAt: moment(e.DeliveredAt), ReadAt: moment(e.ReadAt),
	}
	m.Interactive, m.Template, m.Private, m.Via = ofInteractive(e.Interactive), ofTemplate(e.Template), e.Private, string(e.Via)
	if e.Comment != nil {
		place := Place(*e.Comment)
		m.Comment = &place
	}
	for i := range e.More {
		m.More = append(m.More, *ofMedia(&e.More[i]))
	}
	amended(&m, e)
	if e.Direction == rules.In {
		m.SentAt = moment(e.At)
		m.ReceivedAt = moment(e.ReceivedAt)
	}
	if m.Status == "" {
		m.Status = "none"
	}
	switch e.Kind {
	case rules.Note:
		m.Type = "note"
	case rules.Event:
		m.Type = string(e.Event.Type)
		m.Event = &Event{Type: string(e.Event.Type), ActorID: string(e.Event.Actor),
			From: OfAssignee(e.Event.From), To: OfAssignee(e.Event.To), Reason: e.Event.Reason}
	}
	if e.Error != nil {
		m.Error = &SendError{Code: e.Error.Code, Reason: e.Error.Reason, Details: e.Error.Details}
	}
	if len(e.Details) > 0 {
		// Details were valid JSON when they were stored; what is not an object is left out.
		_ = json.Unmarshal(e.Details, &m.Details)
	}
	return m
}

func ofMedia(m *rules.Media) *Media {
	if m == nil {
		return nil
	}
	return &Media{State: string(m.State), MIME: m.MIME, Name: m.Name, Size: m.Size, Voice: m.Voice, PlatformID: m.PlatformID, Problem: m.Problem}
}
