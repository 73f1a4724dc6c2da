package seed

// pick names a picture of the sandbox.
func pick(picture string) map[string]any { return map[string]any{"media": picture} }

// elsewhereChats are the conversations of the other channels.
var elsewhereChats = []chat{
	{name: "Theo Marchand", on: onPage, ago: 9 * 24 * h, lines: []line{
		says(0, "Do you still have the winter tyres from last year?"),
		claims(25*m, "mia"),
		answers(4*m, "mia", "One pair is left, in 28 inches. Shall I keep it for you?"),
	}},
	{name: "Marta Kowalczyk", on: onPage, ago: 46 * h, lines: []line{
		{kind: "postback", text: "Get started"},
		says(1*m, "Which of your bikes is best for 40 km a day?"),
		claims(14*m, "ana"),
		answers(3*m, "ana", "The Tour 7: light, quiet, and it takes 120 km in one go."),
		sends(2*h, "sticker", ""),
		does(1*m, "ana", "react", "👍"),
	}},
	{name: "Samuel Osei", on: onPage, ago: 26 * h, lines: []line{
		shows(0, "text", "Hi! I saw your spring offer.", map[string]any{"referral": map[string]string{"source": "ad", "headline": "Two inspections for the price of one"}}),
		says(1*m, "Is it valid for e-bikes too?"),
	}},
	{name: "Elif Arslan", on: onPage, ago: 21 * h, lines: []line{
		shows(0, "image", "", map[string]any{"album": 3}),
		says(1*m, "All three have the same crack. What can you do?"),
		claims(10*m, "ben"),
		notes(2*m, "ben", "Series fault of batch 22-04. Replace without asking for the receipt."),
		answers(4*m, "ben", "That should not happen, Elif. We send you three new ones today."),
		sends(5*m, "reaction", "❤️"),
	}},
	{name: "Peter Lund", on: onPage, ago: 10 * h, lines: []line{
		sends(0, "audio", ""),
		claims(12*m, "mia"),
		answers(3*m, "mia", "Thank you, Peter. The spare key is on its way to you."),
		does(30*m, elsewhere, "", "And the frame number is on the card. (from the Page's inbox)"),
	}},
	{name: "Clara Fontaine", on: onPage, ago: 100 * m, lines: []line{
		sends(0, "location", ""),
		says(2*m, "Is there a workshop near here that takes your guarantee?"),
		sends(1*m, "document", ""),
	}},
	{name: "Nadia Rahimi", on: onInsta, ago: 50 * h, lines: []line{
		shows(0, "story_mention", "", pick("painting:51")),
		claims(30*m, "ana"),
		answers(2*m, "ana", "What a view! Thank you for taking us along."),
	}},
	{name: "Bruno Alves", on: onInsta, ago: 28 * h, lines: []line{
		shows(0, "story_reply", "Is that the green one? 😍", pick("painting:52")),
		claims(15*m, "mia"),
		answers(4*m, "mia", "It is! Back in stock since Monday."),
		says(3*m, "Size M?"),
	}},
	{name: "Freya Nilsen", on: onInsta, ago: 23*h + 20*m, lines: []line{
		shows(0, "share", "", map[string]any{"kind": "reel", "title": "From flat tyre to rolling again"}),
		says(1*m, "How do you get the tyre off so fast?"),
	}},
	{name: "Hugo Silva", on: onInsta, ago: 14 * h, lines: []line{
		shows(0, "image", "", map[string]any{"album": 4}),
		says(1*m, "Which saddle would you put on this?"),
		claims(9*m, "ben"),
		answers(5*m, "ben", "The brown leather one. Break it in slowly."),
		sends(2*m, "reaction", "❤️"),
		says(1*m, "My address is 4 Mill Lane"),
		shows(1*m, "unsend", "", nil),
	}},
	{name: "Mina Park", on: onInsta, ago: 65 * m, lines: []line{
		says(0, "Hello, do you repair bikes you did not sell?"),
		sends(2*m, "ephemeral", ""),
	}},
	{name: "Oscar Lind", on: onOwn, ago: 6 * h, lines: []line{
		says(0, "Love the studio pictures. Are the prints for sale?"),
		claims(20*m, "mia"),
		answers(3*m, "mia", "They are: 40 € each, signed."),
		sends(6*m, "sticker", ""),
	}},
	{name: "Ida Novotná", on: onPosts, ago: 33 * h, lines: []line{
		shows(0, "", "How much is the Tour 7?", map[string]any{"post": 0}),
		claims(12*m, "ana"),
		answers(2*m, "ana", "From 1,890 € with lights and lock. Come for a test ride on Saturday!"),
		does(1*m, "ana", "private", "Hello Ida, here is your voucher for the test ride: TOUR-SAT."),
		{after: 20 * m, text: "Thank you, see you on Saturday!", reply: true},
	}},
	{name: "Greg Fowler", on: onPosts, ago: 25 * h, lines: []line{
		shows(0, "", "SELL YOUR BIKE FAST, best prices at bikes-for-cash dot example", map[string]any{"post": 1}),
		claims(8*m, "ben"),
		does(1*m, "ben", "hide", ""),
		notes(1*m, "ben", "Spam, third time this week."),
	}},
	{name: "Rosa Jiménez", on: onPosts, ago: 3 * h, lines: []line{
		shows(0, "", "Mine after one year, still like new", map[string]any{"post": 0, "media": "painting:61"}),
	}},
	{name: "Leo Brandt", on: onGallery, ago: 19 * h, lines: []line{
		shows(0, "", "What colour is that? 😍", map[string]any{"post": 0}),
		claims(6*m, "mia"),
		answers(2*m, "mia", "Sea green, RAL 6027."),
	}},
	{name: "Yara Haddad", on: onGallery, ago: 40 * m, lines: []line{
		shows(0, "", "Does this work with tubeless tyres?", map[string]any{"post": 1}),
	}},
	{name: "Alice Moreau", on: onSite, ago: 20 * h, lines: []line{
		says(0, "Good morning, do you ship to Belgium?"),
		claims(2*m, "ana"),
		answers(1*m, "ana", "Good morning Alice! Yes, within three days, 9 € flat."),
		says(3*m, "Perfect, thank you."),
		closes(30*m, "ana"),
	}},
	{name: "Jan de Vries", on: onSite, ago: 4 * h, lines: []line{
		says(0, "My voucher is not accepted at the checkout."),
		claims(3*m, "mia"),
		answers(2*m, "mia", "Let me look at it. Which one is it?"),
		says(1*m, "SPRING-25"),
	}},
	{on: onSite, ago: 12 * m, lines: []line{
		says(0, "Hi, is anybody there?"),
		says(40*s, "I need help choosing a size."),
	}},
}
