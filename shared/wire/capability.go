package wire

import "transom/shared/rules"

// Capability is what a channel can carry: the platform's limits with the product's own rules on top.
type Capability struct {
	TextRunes    int                  `json:"textRunes,omitempty" doc:"longest text in code points; absent where textBytes counts"`
	TextBytes    int                  `json:"textBytes,omitempty" doc:"longest text in bytes of UTF-8"`
	Caption      int                  `json:"caption,omitempty" doc:"longest caption of a file in code points; absent: files carry none"`
	CommentRunes int                  `json:"commentRunes,omitempty" doc:"longest public answer to a comment in code points; absent on channels without comments"`
	Files        map[string]FileLimit `json:"files" doc:"by message type: image, video, audio, document, sticker"`
	Reactions    bool                 `json:"reactions"`
	Emojis       []string             `json:"emojis,omitempty" doc:"the only reactions; absent: any emoji"`
	Replies      bool                 `json:"replies" doc:"answers that quote a message"`
	Templates    bool                 `json:"templates"`
	Receipts     bool                 `json:"receipts" doc:"read marks and typing are shown to the customer"`
	Choices      *ChoiceLimit         `json:"choices,omitempty" doc:"absent where there are neither buttons nor lists"`
}

// FileLimit bounds one kind of file.
type FileLimit struct {
	Bytes int64    `json:"bytes"`
	MIMEs []string `json:"mimes" nullable:"false" doc:"without parameters"`
}

// ChoiceLimit bounds buttons and lists, in code points; 0: there is no such part.
type ChoiceLimit struct {
	Buttons        int `json:"buttons"`
	ButtonTitle    int `json:"buttonTitle"`
	Body           int `json:"body"`
	ListBody       int `json:"listBody"`
	Header         int `json:"header"`
	Footer         int `json:"footer"`
	Open           int `json:"open"`
	Sections       int `json:"sections"`
	Rows           int `json:"rows"`
	SectionTitle   int `json:"sectionTitle"`
	RowTitle       int `json:"rowTitle"`
	RowDescription int `json:"rowDescription"`
	ID             int `json:"id" doc:"bytes"`
}

// OfCapability converts what a kind of channel can carry.
func OfCapability(kind rules.ChannelKind) Capability {
	able := rules.Capabilities[kind]
	out := Capability{
		TextRunes: able.TextRunes, TextBytes: able.TextBytes, Caption: able.Caption, Files: map[string]FileLimit{},
		Reactions: able.Reactions, Emojis: able.Emojis, Replies: able.Replies, Templates: able.Templates, Receipts: able.Receipts,
	}
	for t, limit := range able.Files {
		out.Files[string(t)] = FileLimit(limit)
	}
	if kind == rules.Messenger || kind == rules.Instagram {
		out.CommentRunes = rules.CommentRunes
	}
	if able.Choices.Buttons > 0 {
		choices := ChoiceLimit(able.Choices)
		out.Choices = &choices
	}
	return out
}
