package whatsapp

import (
	"encoding/json"
	"fmt"
)

// Templates are those a new business account has: every kind, in several languages and states.
func Templates() []Template {
	body := func(text string) Component { return Component{Type: "BODY", Text: text} }
	shown := func(text, example string) Component {
		return Component{Type: "BODY", Text: text, Example: json.RawMessage(example)}
	}
	buttons := func(all ...Pushbutton) Component { return Component{Type: "BUTTONS", Buttons: all} }
	list := []Template{
		{Name: "hello_world", Language: "en_US", Category: "UTILITY", Components: []Component{
			{Type: "HEADER", Format: "TEXT", Text: "Hello World"}, body("Welcome and congratulations! This message demonstrates your ability to send a message."),
			{Type: "FOOTER", Text: "Sandbox"}}},
		{Name: "order_update", Language: "en", Category: "UTILITY", Components: []Component{
			shown("Hi {{1}}, your order {{2}} is on its way.", `{"body_text":[["Lena","20418"]]}`)}},
		{Name: "order_update", Language: "de", Category: "UTILITY", Components: []Component{
			shown("Hallo {{1}}, deine Bestellung {{2}} ist unterwegs.", `{"body_text":[["Lena","20418"]]}`)}},
		{Name: "order_update", Language: "es", Category: "UTILITY", Components: []Component{
			shown("Hola {{1}}, tu pedido {{2}} está en camino.", `{"body_text":[["Lena","20418"]]}`)}},
		{Name: "appointment_reminder", Language: "en", Category: "UTILITY", Format: "NAMED", Components: []Component{
			shown("Hello {{first_name}}, we see you on {{day}} at the workshop.", `{"body_text_named_params":[{"param_name":"first_name","example":"Lena"},{"param_name":"day","example":"Monday"}]}`),
			buttons(Pushbutton{Type: "QUICK_REPLY", Text: "I will be there"}, Pushbutton{Type: "QUICK_REPLY", Text: "Please move it"})}},
		{Name: "ready_for_pickup", Language: "en", Category: "UTILITY", Components: []Component{
			{Type: "HEADER", Format: "IMAGE"}, shown("{{1}}, your bike is ready.", `{"body_text":[["Lena"]]}`)}},
		{Name: "invoice", Language: "en", Category: "UTILITY", Components: []Component{
			{Type: "HEADER", Format: "DOCUMENT"}, shown("Here is the invoice for order {{1}}.", `{"body_text":[["20418"]]}`)}},
		{Name: "tracking", Language: "en", Category: "UTILITY", Components: []Component{body("Follow your parcel."),
			buttons(Pushbutton{Type: "URL", Text: "Track", URL: "https://shop.example/track/{{1}}", Shown: []string{"20418"}})}},
		{Name: "feedback", Language: "en", Category: "UTILITY", Components: []Component{body("How did we do?"),
			buttons(Pushbutton{Type: "QUICK_REPLY", Text: "Great"}, Pushbutton{Type: "QUICK_REPLY", Text: "Not so well"})}},
		{Name: "spring_offer", Language: "en", Category: "MARKETING", Components: []Component{shown("{{1}}, everything for spring is 15 % off.", `{"body_text":[["Lena"]]}`)}},
		{Name: "old_offer", Language: "en", Category: "MARKETING", Status: "PAUSED", Components: []Component{body("Last chance.")}},
		{Name: "loud_offer", Language: "en", Category: "MARKETING", Status: "REJECTED", Rejected: "PROMOTIONAL", Components: []Component{body("BUY NOW")}},
		{Name: "new_greeting", Language: "en", Category: "UTILITY", Status: "PENDING", Components: []Component{body("Good to see you again.")}},
		{Name: "gone_offer", Language: "en", Category: "MARKETING", Status: "DISABLED", Components: []Component{body("Gone.")}},
	}
	for i := range list {
		t := &list[i]
		t.ID = fmt.Sprintf("5000000000000%02d", i+1)
		if t.Status == "" {
			t.Status = "APPROVED"
		}
		if t.Format == "" {
			t.Format = "POSITIONAL"
		}
		t.Quality = &Quality{Score: "UNKNOWN"}
	}
	return list
}
