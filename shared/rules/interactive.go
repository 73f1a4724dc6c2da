package rules

import (
	"strings"
	"unicode/utf8"
)

// offers judges buttons and lists against a channel's limits.
func (able Capability) offers(e Entry) error {
	limit, in := able.Choices, e.Interactive
	if in == nil || limit.Buttons == 0 {
		return ErrUnsupportedType
	}
	body := limit.Body
	if e.Type == List {
		body = limit.ListBody
	}
	if strings.TrimSpace(e.Text) == "" {
		return ErrEmptyMessage
	}
	fits := short(e.Text, body) && short(in.Header, limit.Header) && short(in.Footer, limit.Footer)
	if e.Type == Buttons {
		return orBad(fits && len(in.Sections) == 0 && in.Open == "" && choices(in.Buttons, limit.Buttons, limit.ButtonTitle, 0, limit.ID))
	}
	var rows []Choice
	for _, s := range in.Sections {
		rows = append(rows, s.Rows...)
		fits = fits && len(s.Rows) > 0 && short(s.Title, limit.SectionTitle) && (s.Title != "" || len(in.Sections) == 1)
	}
	return orBad(fits && len(in.Buttons) == 0 && len(in.Sections) <= limit.Sections && in.Open != "" && short(in.Open, limit.Open) &&
		choices(rows, limit.Rows, limit.RowTitle, limit.RowDescription, limit.ID))
}

// choices: one to most, each with a title and an id of its own.
func choices(all []Choice, most, title, description, id int) bool {
	ids, titles := map[string]bool{}, map[string]bool{}
	for _, c := range all {
		if c.ID == "" || strings.TrimSpace(c.Title) == "" || len(c.ID) > id || !short(c.Title, title) || !short(c.Description, description) {
			return false
		}
		ids[c.ID], titles[c.Title] = true, true
	}
	return len(all) > 0 && len(all) <= most && len(ids) == len(all) && len(titles) == len(all)
}

func orBad(ok bool) error {
	if !ok {
		return ErrBadInteractive
	}
	return nil
}

func short(s string, n int) bool { return utf8.RuneCountInString(s) <= n }
