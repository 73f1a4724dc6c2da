// Package sandbox is a phone that plays customers, and the platform behind it. A person at its page, or a
// program at its JSON API, writes as a customer; the phone posts the webhooks that Meta would post, signed and
// in Meta's shapes, and answers the requests that would go to Meta's Graph API: message ids, statuses,
// errors, the 24-hour window, media. It keeps the platform's rules and, told to, breaks its manners.
//
// It knows the platforms' documented behaviour and nothing of Transom: it imports none of its code, reads
// none of its data, and only ever meets it over HTTP. WhatsApp is played today; its shapes are in the package
// whatsapp below this one, and another platform is a package beside it.
//
// Everything is in a journal (journal.jsonl and the folder media in Options.Dir). Whatever was answered or
// posted survives the death of the process: webhooks nobody acknowledged are posted again by the next phone of
// the folder, statuses that were due still come.
//
// # Graph API (Phone.Graph)
//
//	POST   /v26.0/{phone-number-id}/messages   every message type, read receipts, typing
//	POST   /v26.0/{phone-number-id}/media      upload
//	GET    /v26.0/{media-id}?phone_number_id=  address of a file, good for five minutes
//	GET    /v26.0/{phone-number-id}            number and name
//	DELETE /v26.0/{media-id}
//	GET    /media/{media-id}?ext=&hash=        the file
//
// Requests are held to the documentation more strictly than Meta does: a member that nobody documented is
// refused with code 100. Any bearer token is right, also none, until the setting token names one.
//
// # JSON API (Phone.Page, below api/)
//
// Bodies are JSON in camelCase, times RFC 3339; an error is {"error": "a sentence"} with a 4xx status. Members
// nobody knows are refused. Message directions are the business's: "in" is written by a customer.
//
//	POST   api/customers  {name?, phone?, userId?, username?, hidden?} -> 201 customer; what is missing is made up
//	GET    api/customers?q=&with=id    -> {items, total}: the newest 200; with names one who is always there
//	PATCH  api/customers/{id}  {name?, username?, hidden?, offline?, unreachable?} -> customer
//	POST   api/messages   {customer | phone | userId, to?, type?, text?, replyTo?, at?, …} -> 201 {id, chat, message}
//	                      A phone number nobody has makes a customer. The members of each type: Writing.
//	GET    api/chats?q=&with=id        -> {items: [{id, account, customer, last, unread, windowClosesAt, typing}], total, rev, now}
//	GET    api/chats/{id}?all=1        -> {chat, messages, rev, now}; without all the newest 200
//	POST   api/chats/{id}/read         the customer looks at the chat: read statuses
//	POST   api/chats/{id}/played {message}   the customer listens to a voice note
//	POST   api/media?name=  (the file as the body) -> 201 {id}; the id goes into a message's media
//	GET    api/media/{id}              the file
//	GET    api/faults, POST api/faults {any members of Faults}, DELETE api/faults -> Faults
//	GET    api/settings, POST api/settings {any members of Settings} -> Settings
//	POST   api/retry                   posts at once what waits for its next attempt -> {retried}
//	POST   api/load  {customers, messages, concurrency, perPayload, to?, text?, wait?} -> 202 LoadReport
//	GET    api/load                    -> LoadReport
//	GET    api/state                   -> {rev, now, accounts, defaultAccount, faults, settings, owed, webhooks, customers}
//	GET    api/changes?since=rev       -> {rev} as soon as it differs, or after 25 s
//
// A chat's id is the business number's id, a dash, and the customer's id.
package sandbox
