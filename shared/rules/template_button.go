package rules

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// templatePhone is a number as a button calls it.
var templatePhone = regexp.MustCompile(`^\+?[0-9]{5,19}$`)

// buttonsPart: ten at most, quick answers side by side, and each kind no more often than allowed.
func (p problems) buttonsPart(buttons []TemplateButton) {
	if len(buttons) == 0 {
		p.add("buttons", "required")
	}
	counts, titles := map[string]int{}, map[string]bool{}
	for i, b := range buttons {
		if b.Type == "quick_reply" && counts[b.Type] > 0 && buttons[i-1].Type != b.Type {
			p.add("buttons", "group")
		}
		if b.Text != "" && titles[b.Text] {
			p.add("buttons", "twice")
		}
		titles[b.Text] = true
		counts[b.Type]++
		p.button("buttons."+strconv.Itoa(i)+".", b)
	}
	limit := TemplateLimits
	if len(buttons) > limit.Buttons || counts["url"] > limit.URLButtons || counts["phone_number"] > limit.PhoneButtons || counts["copy_code"] > limit.Codes {
		p.add("buttons", "many")
	}
}

func (p problems) button(at string, b TemplateButton) {
	switch {
	case b.Type == "copy_code": // the platform writes its own words on it
	case strings.TrimSpace(b.Text) == "":
		p.add(at+"text", "required")
	case runes(b.Text) > TemplateLimits.ButtonText:
		p.add(at+"text", "long")
	case strings.Contains(b.Text, "{{"):
		p.add(at+"text", "noPlace")
	}
	switch b.Type {
	case "quick_reply":
	case "url":
		p.address(at, b)
	case "phone_number":
		if !templatePhone.MatchString(b.Phone) || runes(b.Phone) > TemplateLimits.Phone {
			p.add(at+"phone", "phone")
		}
	case "copy_code":
		switch n := runes(b.Example); {
		case n == 0:
			p.add(at+"example", "example")
		case n > TemplateLimits.Code:
			p.add(at+"example", "long")
		}
	default:
		p.add(at+"type", "type")
	}
}

// address: a whole one, with one place at most, at its very end.
func (p problems) address(at string, b TemplateButton) {
	fixed, open := strings.CutSuffix(b.URL, "{{1}}")
	u, err := url.Parse(fixed)
	switch {
	case strings.Contains(fixed, "{{"), err != nil, u.Host == "", u.Scheme != "https" && u.Scheme != "http":
		p.add(at+"url", "url")
	case runes(b.URL) > TemplateLimits.URL:
		p.add(at+"url", "long")
	case open && strings.TrimSpace(b.Example) == "":
		p.add(at+"example", "example")
	}
}
