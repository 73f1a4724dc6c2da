package main

import (
	"testing"
	"time"

	"transom/events"
	"transom/shared/clock"
	"transom/shared/rules"
)

func TestAPlanIsReadByAllAndSetByThoseInCharge(t *testing.T) {
	w := newWorld(t)
	usual := w.want(w.call(ben, "GET", "/plan", nil), 200, "")
	if len(usual.body["warnings"].([]any)) != len(rules.Usual.Warnings) || usual.body["mail"] != false || usual.body["lastCall"] != nil {
		t.Errorf("at first %s", usual.text)
	}
	body := map[string]any{"warnings": []any{
		map[string]any{"minutesBefore": 30, "to": "supervisors", "mail": true},
		map[string]any{"minutesBefore": 90, "to": "assignee"},
	}, "lastCall": map[string]any{"minutesBefore": 20, "do": "label", "label": "last call"}}
	w.want(w.call(ben, "PUT", "/plan", body), 403, "not_allowed")
	set := w.want(w.call(ada, "PUT", "/plan", body), 200, "")
	if again := w.want(w.call(ben, "GET", "/plan", nil), 200, ""); again.text != set.text {
		t.Errorf("set %s, read %s", set.text, again.text)
	}
	first := set.body["warnings"].([]any)[0].(map[string]any)
	if first["minutesBefore"] != 90.0 {
		t.Errorf("the longest lead does not come first: %s", set.text)
	}
	w.want(w.call(ada, "PUT", "/plan", set.body), 200, "") // as it was read
	if last := w.want(w.call(zoe, "GET", "/plan", nil), 200, ""); last.text != usual.text {
		t.Errorf("a neighbour has %s", last.text)
	}
	w.want(w.call(ada, "PUT", "/plan", map[string]any{"warnings": []any{}}), 200, "")
	if none := w.want(w.call(ada, "GET", "/plan", nil), 200, ""); len(none.body["warnings"].([]any)) != 0 {
		t.Errorf("a plan without warnings is %s", none.text)
	}
	w.want(w.call(ada, "PUT", "/plan", set.body), 409, "stale_version") // what was read first
	if last := w.want(w.call(ben, "GET", "/plan", nil), 200, ""); last.body["version"] != 4.0 || last.body["changedBy"] != "sub-ada" {
		t.Errorf("after three changes %s", last.text)
	}
	want := events.Job{Kind: events.JobRearm, Workspace: "home", User: "sub-ada"}
	if got := w.jobs.taken(); len(got) != 3 || got[0] != want {
		t.Errorf("the worker is asked for %+v", got)
	}
}

func TestAPlanThatDoesNotFitIsRefused(t *testing.T) {
	w := newWorld(t)
	warning := func(minutes int, to string) map[string]any { return map[string]any{"minutesBefore": minutes, "to": to} }
	call := func(members ...any) map[string]any {
		out := map[string]any{"minutesBefore": 10}
		for i := 0; i < len(members); i += 2 {
			out[members[i].(string)] = members[i+1]
		}
		return out
	}
	template := map[string]any{"name": "hello", "language": "en"}
	with := func(value string) map[string]any {
		return map[string]any{"name": "hello", "language": "en", "body": []any{map[string]any{"kind": "text", "text": value}}}
	}
	seven := []any{}
	for i := range 7 {
		seven = append(seven, warning(10+i, "team"))
	}
	for _, c := range []struct {
		name     string
		warnings []any
		call     any
		code     string
	}{
		{"seven warnings", seven, nil, "invalid_input"},
		{"at once", []any{warning(0, "team")}, nil, "invalid_input"},
		{"a day before", []any{warning(1381, "team")}, nil, "invalid_input"},
		{"to nobody we know", []any{warning(10, "everybody")}, nil, "invalid_input"},
		{"the same twice", []any{warning(10, "team"), warning(10, "team")}, nil, "bad_plan"},
		{"a last call of nothing", nil, call("do", "label"), "bad_plan"},
		{"a label for a template", nil, call("do", "template", "template", template, "label", "x"), "bad_plan"},
		{"a snippet for a label", nil, call("do", "label", "snippetId", "x"), "bad_plan"},
		{"a template without a name", nil, call("do", "template", "template", map[string]any{"name": "", "language": "en"}), "invalid_input"},
		{"a field that there is not", nil, call("do", "template", "template", with("Dear {{surname}}")), "bad_plan"},
		{"a value that says nothing", nil, call("do", "template", "template", with(" ")), "bad_plan"},
		{"a link that leads nowhere", nil, call("do", "template", "template", map[string]any{"name": "hello", "language": "en",
			"buttons": []any{map[string]any{"index": 0, "subType": "url", "text": ""}}}), "bad_plan"},
		{"a snippet that there is not", nil, call("do", "snippet", "snippetId", "none"), "snippet_missing"},
		{"a label with a comma", nil, call("do", "label", "label", "a,b"), "bad_label"},
		{"another action", nil, call("do", "call"), "invalid_input"},
	} {
		body := map[string]any{"warnings": []any{}}
		if c.warnings != nil {
			body["warnings"] = c.warnings
		}
		if c.call != nil {
			body["lastCall"] = c.call
		}
		if r := w.call(ada, "PUT", "/plan", body); r.code() != c.code || r.status < 400 || r.status >= 500 {
			t.Errorf("%s: got %d %s, want %s", c.name, r.status, r.text, c.code)
		}
	}
	w.want(w.call(ada, "PUT", "/plan", map[string]any{"warnings": []any{warning(10, "team"), warning(10, "assignee")},
		"lastCall": call("do", "template", "template", with("Dear {{first_name|customer}}"))}), 200, "")
}

func TestTheViewOfWhatClosesSoon(t *testing.T) {
	w := newWorld(t)
	ago := func(customer string, d time.Duration) string {
		c := w.receives(customer, rules.Entry{Type: rules.Text, Text: "hi", PlatformID: "wamid." + customer, At: clock.Now().Add(-d).Truncate(time.Millisecond)})
		return string(c.ID)
	}
	late, soon, later, over := ago("1", 23*time.Hour), ago("2", 21*time.Hour), ago("3", 5*time.Hour), ago("4", 25*time.Hour)
	ids := func(query string) (out []string) {
		t.Helper()
		for _, row := range w.want(w.call(ada, "GET", "/conversations?"+query, nil), 200, "").items() {
			out = append(out, row["id"].(string))
		}
		return out
	}
	for query, want := range map[string][]string{
		"view=closing":                    {late, soon},
		"view=closing&closesWithin=90":    {late},
		"view=closing&closesWithin=10080": {late, soon, later},
		"view=closing&unanswered=true":    {late, soon},
		"view=closing&kind=comment":       nil,
		"view=closing&assignee=sub-ben":   nil,
		"view=closing&sort=newest":        {soon, late},
		"view=closing&channel=other":      nil,
		"sort=deadline":                   {late, soon, later, over},
		"view=unassigned&sort=deadline":   {late, soon, later, over},
		"sort=deadline&status=closed":     nil,
		"view=closing&limit=1":            {late},
	} {
		if got := ids(query); len(got) != len(want) || (len(want) > 0 && !equalAll(got, want)) {
			t.Errorf("%s: got %v, want %v", query, got, want)
		}
	}
	page := w.want(w.call(ada, "GET", "/conversations?view=closing&limit=1", nil), 200, "")
	if got := ids("view=closing&limit=1&cursor=" + page.body["cursor"].(string)); !equalAll(got, []string{soon}) {
		t.Errorf("the second page has %v", got)
	}
	w.want(w.call(ada, "GET", "/conversations?view=closing&closesWithin=60&cursor="+page.body["cursor"].(string), nil), 400, "bad_cursor")
	w.want(w.call(ada, "GET", "/conversations?view=closing&closesWithin=0", nil), 400, "invalid_input")
	w.want(w.call(ada, "GET", "/conversations?view=closing&closesWithin=10081", nil), 400, "invalid_input")
}

func equalAll(a, b []string) bool {
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}
