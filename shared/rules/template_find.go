package rules

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TemplateWish is what somebody looks for among templates. The zero value is answered by every one.
type TemplateWish struct {
	Search   string // every word of it stands in the name or in the template's words
	Status   string
	Language string
	Category string
}

// TemplateRank is where a template stands among those that answer a wish, for somebody who wants to send one: the
// lowest comes first.
type TemplateRank int

// The ranks.
const (
	RankNamed    TemplateRank = iota // may be sent, and what is searched for stands in its name
	RankWorded                       // may be sent
	RankUnusable                     // may not be sent as things stand
)

// Answered reports whether a template answers the wish.
func (w TemplateWish) Answered(t MessageTemplate) bool {
	for _, asked := range [][2]string{{w.Status, string(t.Status)}, {w.Language, t.Language}, {w.Category, t.Category}} {
		if asked[0] != "" && !strings.EqualFold(asked[0], asked[1]) {
			return false
		}
	}
	if w.Search == "" {
		return true
	}
	all := t.Name
	for _, part := range t.Parts {
		all += " " + part.Text
		for _, b := range part.Buttons {
			all += " " + b.Text
		}
	}
	all = folded(all)
	for _, word := range strings.Fields(folded(w.Search)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

// Rank says where a template that answers the wish stands.
func (w TemplateWish) Rank(t MessageTemplate) TemplateRank {
	switch {
	case t.Status != TemplateApproved || Unfillable(t) != "":
		return RankUnusable
	case strings.Contains(folded(t.Name), folded(strings.TrimSpace(w.Search))):
		return RankNamed
	default:
		return RankWorded
	}
}

// folded is a text without what people leave out when they search: case, accents, and the lines between the words of
// a name.
func folded(text string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(text)))
	return strings.ReplaceAll(bare, "_", " ")
}
