package rules_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/wire"
)

const usedTemplates = "testdata/templates.json"

// useCase is a send by a template, as a client knows it, and what the rules say of it.
type useCase struct {
	Name     string               `json:"name"`
	Template wire.MessageTemplate `json:"template"`
	Use      wire.TemplateUse     `json:"use"`
	File     *fileOf              `json:"file,omitempty"`
	Text     string               `json:"text"`
	Holes    []holeOf             `json:"holes"`
	Code     string               `json:"code"`     // "" where it may be sent
	Problems map[string]string    `json:"problems"` // by place; "status" or "reason" where the template is unusable
}

type fileOf struct {
	MIME string `json:"mime"`
	Size int64  `json:"size"`
}

type holeOf struct {
	Place    string `json:"place"`
	Part     string `json:"part"`
	Index    int    `json:"index"`
	Name     string `json:"name,omitempty"`
	Kind     string `json:"kind"`
	Optional bool   `json:"optional"`
	Limit    int    `json:"limit"`
	Example  string `json:"example,omitempty"`
}

// The client has copies of Holes, Render and CanUse. It reads the same cases.
func TestTemplatesReadToTheClientAsTheyReadHere(t *testing.T) {
	want := usedText(t)
	if *update {
		if err := os.WriteFile(usedTemplates, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(usedTemplates)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the rules say (%v): run go test ./shared/rules -run Templates -update", usedTemplates, err)
	}
}

func usedText(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	names := map[string]bool{}
	for i, c := range useCases() {
		if names[c.Name] {
			t.Errorf("two cases are called %q", c.Name)
		}
		names[c.Name] = true
		line, err := json.Marshal(judgedUse(c))
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(map[bool]string{true: "[\n", false: ",\n"}[i == 0])
		b.Write(line)
	}
	b.WriteString("\n]\n")
	return b.Bytes()
}

// judgedUse fills in what the rules say.
func judgedUse(c useCase) useCase {
	template, use := ruleOf(c.Template), *c.Use.Rule()
	c.Text, c.Holes, c.Problems = rules.Render(template, use), []holeOf{}, map[string]string{}
	for _, h := range rules.Holes(template) {
		c.Holes = append(c.Holes, holeOf{h.Place(), h.Part, h.Index, h.Name, h.Kind, h.Optional, h.Limit, h.Example})
	}
	var media *rules.Media
	if c.File != nil {
		media = &rules.Media{MIME: c.File.MIME, Size: c.File.Size}
	}
	var said *fault.Error
	if errors.As(rules.CanUse(template, use, media), &said) {
		c.Code = said.Code
		for place, word := range said.Details {
			c.Problems[place] = word
		}
	}
	return c
}

func ruleOf(t wire.MessageTemplate) rules.MessageTemplate {
	return rules.MessageTemplate{ID: t.ID, Name: t.Name, Language: t.Language, Category: t.Category, Status: rules.TemplateStatus(t.Status),
		Named: t.Named, Parts: wire.RuleParts(t.Parts)}
}

func template(parts ...wire.TemplatePart) wire.MessageTemplate {
	return wire.MessageTemplate{ID: "1", Name: "order", Language: "en_US", Category: "utility", Status: "approved", Parts: parts}
}

func body(text string, examples ...wire.Value) wire.TemplatePart {
	return wire.TemplatePart{Type: "body", Text: text, Examples: examples}
}

func header(format, text string) wire.TemplatePart {
	return wire.TemplatePart{Type: "header", Format: format, Text: text}
}

func pushed(buttons ...wire.TemplateButton) wire.TemplatePart {
	return wire.TemplatePart{Type: "buttons", Buttons: buttons}
}

func texts(all ...string) []wire.Value {
	var out []wire.Value
	for _, text := range all {
		out = append(out, wire.Value{Kind: "text", Text: text})
	}
	return out
}

func by(header, body []wire.Value, buttons ...wire.ButtonValue) wire.TemplateUse {
	return wire.TemplateUse{Name: "order", Language: "en_US", Header: header, Body: body, Buttons: buttons}
}

// useCases are the cases without what the rules say of them.
func useCases() []useCase {
	var all []useCase
	add := func(name string, t wire.MessageTemplate, use wire.TemplateUse, file ...fileOf) {
		c := useCase{Name: name, Template: t, Use: use}
		if len(file) > 0 {
			c.File = &file[0]
		}
		all = append(all, c)
	}
	plain := template(body("Hi {{1}}, your order {{2}} is on its way.", texts("Lena", "20418")...))
	named := template(body("Hello {{first_name}}, we see you on {{day}}.",
		wire.Value{Kind: "text", Name: "first_name", Text: "Lena"}, wire.Value{Kind: "text", Name: "day", Text: "Monday"}))
	named.Named = true
	inNames := func(pairs ...string) []wire.Value {
		var out []wire.Value
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, wire.Value{Kind: "text", Name: pairs[i], Text: pairs[i+1]})
		}
		return out
	}

	add("no place to fill", template(header("text", "Hello World"), body("Welcome."), wire.TemplatePart{Type: "footer", Text: "Sandbox"}), by(nil, nil))
	add("two places filled", plain, by(nil, texts("Lena", "20418")))
	add("a place left open", plain, by(nil, texts("Lena")))
	add("nothing filled", plain, by(nil, nil))
	add("an empty value", plain, by(nil, texts("Lena", "")))
	add("a value of spaces", plain, by(nil, texts(" ", "20418")))
	add("one value too many", plain, by(nil, texts("Lena", "20418", "x")))
	add("a line break", plain, by(nil, texts("Lena\nMarie", "20418")))
	add("a line break of another system", plain, by(nil, texts("Lena\rMarie", "20418")))
	add("a line separator", plain, by(nil, texts("Lena\u2028Marie", "20418")))
	add("a tab", plain, by(nil, texts("Lena\tMarie", "20418")))
	add("three spaces in a row", plain, by(nil, texts("Lena   Marie", "20418")))
	add("four spaces in a row", plain, by(nil, texts("Lena    Marie", "20418")))
	add("a value that looks like a place", plain, by(nil, texts("{{2}}", "$1 {{1}}")))
	add("a body of just the length that fits", template(body("Hi {{1}}.")), by(nil, texts(strings.Repeat("é", 1020))))
	add("a body one longer than fits", template(body("Hi {{1}}.")), by(nil, texts(strings.Repeat("é", 1021))))
	add("a value longer than any body", template(body("Hi {{1}}.")), by(nil, texts(strings.Repeat("x", 1025))))
	add("letters of two halves count once", template(body("Hi {{1}}.")), by(nil, texts(strings.Repeat("🚲", 1020))))
	add("a header of just the length that fits", template(header("text", "Order {{1}}"), body("Hi.")), by(texts(strings.Repeat("x", 54)), nil))
	add("a header one longer than fits", template(header("text", "Order {{1}}"), body("Hi.")), by(texts(strings.Repeat("x", 55)), nil))
	add("a place that stands twice", template(body("{{1}}, hello {{1}}, and {{2}}!")), by(nil, texts("Ana", "Bo")))
	add("numbers out of order", template(body("So {{2}} comes before {{1}} here.")), by(nil, texts("one", "two")))
	add("eleven numbers", template(body("x {{1}}a{{2}}b{{3}}c{{4}}d{{5}}e{{6}}f{{7}}g{{8}}h{{9}}i{{10}}j{{11}} x")),
		by(nil, texts("1", "2", "3", "4", "5", "6", "7", "8", "9", "ten", "eleven")))
	add("a name where the template numbers", plain, by(nil, inNames("first_name", "Lena", "day", "Monday")))
	add("a name in a text that numbers is no place", template(body("Hi {{first_name}}, no {{1}}.")), by(nil, texts("x")))

	add("names filled", named, by(nil, inNames("first_name", "Lena", "day", "Monday")))
	add("names filled in another order", named, by(nil, inNames("day", "Monday", "first_name", "Lena")))
	add("a name that is not there", named, by(nil, inNames("first_name", "Lena", "date", "Monday")))
	add("a name missing", named, by(nil, inNames("day", "Monday")))
	add("a name given twice", named, by(nil, inNames("day", "Monday", "day", "Tuesday")))
	add("numbers where the template names", named, by(nil, texts("Lena", "Monday")))
	add("a name too many", named, by(nil, inNames("day", "Monday", "first_name", "Lena", "city", "Graz")))

	picture := template(header("image", ""), body("{{1}}, your bike is ready.", texts("Lena")...))
	file := []wire.Value{{Kind: "image"}}
	add("a picture", picture, by(file, texts("Lena")), fileOf{"image/png", 1 << 20})
	add("a picture missing", picture, by(file, texts("Lena")))
	add("a picture not named", picture, by(nil, texts("Lena")), fileOf{"image/png", 1 << 20})
	add("a film for a picture", picture, by([]wire.Value{{Kind: "video"}}, texts("Lena")), fileOf{"video/mp4", 1 << 20})
	add("a picture of the wrong type", picture, by(file, texts("Lena")), fileOf{"image/webp", 1 << 20})
	add("a picture too large", picture, by(file, texts("Lena")), fileOf{"image/png", 5<<20 + 1})
	add("two pictures", picture, by([]wire.Value{{Kind: "image"}, {Kind: "image"}}, texts("Lena")), fileOf{"image/png", 1 << 20})
	add("a file where there is no place for one", plain, by(nil, texts("Lena", "20418")), fileOf{"image/png", 1 << 20})
	add("a film", template(header("video", ""), body("Look.")), by([]wire.Value{{Kind: "video"}}, nil), fileOf{"video/mp4", 1 << 20})
	document := template(header("document", ""), body("Here is the invoice."))
	add("a document", document, by([]wire.Value{{Kind: "document"}}, nil), fileOf{"application/pdf", 1 << 20})
	add("a document that is no PDF", document, by([]wire.Value{{Kind: "document"}}, nil), fileOf{"text/csv", 1 << 20})
	place := template(header("location", ""), body("We are here."))
	at := func(text string) []wire.Value { return []wire.Value{{Kind: "location", Text: text}} }
	add("a location", place, by(at(`{"latitude":47.07,"longitude":15.44,"name":"Workshop","address":"Main Street 1"}`), nil))
	add("a location in words", place, by(at(`{"latitude":"47.07","longitude":"15.44","name":"Workshop","address":"Main Street 1"}`), nil))
	add("a location without an address", place, by(at(`{"latitude":47.07,"longitude":15.44,"name":"Workshop"}`), nil))
	add("a location off the earth", place, by(at(`{"latitude":91,"longitude":15.44,"name":"Workshop","address":"Main Street 1"}`), nil))
	add("a location that is none", place, by(at("Graz"), nil))
	add("a location missing", place, by(nil, nil))

	track := template(body("Follow your parcel."), pushed(
		wire.TemplateButton{Type: "quick_reply", Text: "Thanks"}, wire.TemplateButton{Type: "url", Text: "Track", URL: "https://shop.example/track/{{1}}", Example: "20418"},
		wire.TemplateButton{Type: "copy_code", Text: "Copy code", Example: "SPRING26"}, wire.TemplateButton{Type: "phone_number", Text: "Call", Phone: "+15550001"}))
	link, code := wire.ButtonValue{Index: 1, SubType: "url", Text: "20418"}, wire.ButtonValue{Index: 2, SubType: "copy_code", Text: "SPRING26"}
	add("buttons filled", track, by(nil, nil, link, code))
	add("buttons filled, and what a tap says", track, by(nil, nil, link, code, wire.ButtonValue{Index: 0, SubType: "quick_reply", Text: "thanks"}))
	add("buttons left open", track, by(nil, nil))
	add("a button filled as another kind", track, by(nil, nil, wire.ButtonValue{Index: 1, SubType: "copy_code", Text: "x"}, code))
	add("a button filled twice", track, by(nil, nil, link, link, code))
	add("a button filled that takes nothing", track, by(nil, nil, link, code, wire.ButtonValue{Index: 3, SubType: "url", Text: "x"}))
	add("a button filled that is not there", track, by(nil, nil, link, code, wire.ButtonValue{Index: 4, SubType: "url", Text: "x"}))
	add("a code too long", track, by(nil, nil, link, wire.ButtonValue{Index: 2, SubType: "copy_code", Text: "SPRINGSPRING2026"}))
	add("an address with a space", track, by(nil, nil, wire.ButtonValue{Index: 1, SubType: "url", Text: "204 18"}, code))
	add("an address too long", track, by(nil, nil, wire.ButtonValue{Index: 1, SubType: "url", Text: strings.Repeat("x", 1974)}, code))
	add("an address of a whole number", template(body("Go."), pushed(wire.TemplateButton{Type: "url", Text: "Go", URL: "https://shop.example"})), by(nil, nil))

	for _, status := range []string{"pending", "rejected", "paused", "disabled", "deleted", "archived"} {
		t := plain
		t.Status = status
		add("a template that is "+status, t, by(nil, texts("Lena", "20418")))
	}
	for _, part := range []wire.TemplatePart{
		{Type: "carousel"}, {Type: "limited_time_offer"}, {Type: "call_permission_request"}, {Type: "header", Format: "gif"},
		pushed(wire.TemplateButton{Type: "otp", Text: "Copy"}), pushed(wire.TemplateButton{Type: "flow", Text: "Begin"}),
		pushed(wire.TemplateButton{Type: "catalog", Text: "View"}), pushed(wire.TemplateButton{Type: "mpm", Text: "View"}),
	} {
		t := template(slices.Concat([]wire.TemplatePart{body("Hello there.")}, []wire.TemplatePart{part})...)
		add("a template with "+rules.Unfillable(ruleOf(t)), t, by(nil, nil))
	}
	other := by(nil, texts("Lena", "20418"))
	other.Language = "en"
	add("another language", plain, other)
	return all
}
