// Package sandbox is a phone that plays customers, and the platforms behind it. A person at its page, or a
// program at its JSON API, writes as a customer on WhatsApp, Messenger or Instagram, or comments on a post; the
// phone posts the webhooks that Meta would post, signed and in Meta's shapes, and answers the requests that
// would go to Meta's Graph API: message ids, statuses, echoes, errors, windows, media. It keeps the platforms'
// rules and, told to, breaks their manners.
//
// It knows the platforms' documented behaviour and nothing of Transom: it imports none of its code, reads
// none of its data, and only ever meets it over HTTP. The shapes of each platform are in the packages whatsapp,
// messenger and instagram below this one, what the last two share in messaging, what all share in graph.
//
// Everything is in a journal (journal.jsonl and the folder media in Options.Dir). Whatever was answered or
// posted survives the death of the process: webhooks nobody acknowledged are posted again by the next phone of
// the folder, statuses that were due still come.
//
// # Graph API (Phone.Graph)
//
// Everything stands below /v26.0 (graph.facebook.com) and again below /ig/v26.0 (graph.instagram.com, for
// accounts connected by Instagram Login). Requests are held to the documentation more strictly than Meta does: a
// member that nobody documented is refused with code 100. Any bearer token is right, also none, until the
// setting token names one.
//
//	POST   /{number-id}/messages, /{number-id}/media, GET|DELETE /{media-id}     WhatsApp
//	GET    /{number-id}?fields=, GET /{waba-id}/message_templates?…&after=        WhatsApp
//	POST|DELETE /{waba-id}/message_templates, GET|POST /{template-id}             templates are handed in, changed, deleted
//	POST   /{app-id}/uploads?file_length=&file_type=, POST /upload:{session}      a file that stands for a template's header
//	POST   /{page|ig|me}/messages, /{page|ig|me}/message_attachments              Messenger, Instagram
//	GET    /{page|ig|me}?fields=, GET|POST|DELETE /{page|ig|me}/subscribed_apps
//	POST   /{page|ig|me}/take_thread_control, pass_…, release_…; GET …/thread_owner?recipient=
//	GET    /{psid|igsid}?fields=                                                  a customer's profile
//	POST   /{comment}/comments, POST /{comment}?is_hidden=, DELETE /{comment}     comments on a Page's posts
//	POST   /{comment}/replies,  POST /{comment}?hide=,      DELETE /{comment}     comments on Instagram's
//	GET    /media/{id}?…, /cdn/{id}?…                                              files: with and without a token
//
// # JSON API (Phone.Page, below api/)
//
// Bodies are JSON in camelCase, times RFC 3339; an error is {"error": "a sentence"} with a 4xx status. Members
// nobody knows are refused. Message directions are the business's: "in" is written by a customer. A platform is
// "whatsapp" (the default), "messenger" or "instagram"; an account is a WhatsApp number's id, a Page's or an
// Instagram account's, what webhooks call it, and comes into being when it is first named. The accounts written
// to when none is named: whatsapp 100000000000001, messenger 200000000000001, instagram 17841400000000001.
// Instagram accounts whose id begins with 178415 are connected by Instagram Login.
//
//	POST   api/customers  {platform?, name?, phone?, userId?, username?, hidden?} -> 201 customer; what is missing is
//	                      made up. customer.ids[account] is the PSID or IGSID, ids["comments:"+account] the commenter's
//	GET    api/customers?q=&platform=&with=id  -> {items, total}: the newest 200; with names one who is always there
//	PATCH  api/customers/{id}  {name?, username?, hidden?, offline?, unreachable?} -> customer
//	POST   api/messages   {customer | phone | userId, platform?, account? (or to?), type?, text?, replyTo?, at?, …}
//	                      -> 201 {id, chat, message}. A phone number nobody has makes a customer. Types: Writing
//	POST   api/echoes     {customer, platform?, account?, type?, text?, media?, replyTo?, at?, target?}
//	                      -> 201 {id, chat, message}: what staff sends from the phone app or the platform's own inbox
//	POST   api/history    {customer, account?, messages: [{direction, text, at, status?}], progress?} -> 201 {messages}
//	GET    api/chats?q=&platform=&account=&with=id  -> {items: [{id, platform, account, customer, last, unread,
//	                      windowClosesAt, humanClosesAt, owner, typing}], total, rev, now}
//	GET    api/chats/{id}?all=1        -> {chat, messages, rev, now}; without all the newest 200
//	GET    api/chats/{id}/takes        -> {text, human, template, now}: would a send be taken now, as far as the window decides
//	GET    api/ledger?since=           -> {items}: every request to send, newer than number since, and what was answered
//	POST   api/chats/{id}/read         the customer looks at the chat: read statuses, watermarks, seen
//	POST   api/chats/{id}/played {message}   the customer listens to a voice note
//	POST   api/chats/{id}/thread {owner: "us" | "inbox" | "other" | "idle"} -> chat: who holds the conversation; all
//	                      but us and idle get what the customer writes, we see it on standby
//	POST   api/media?name=  (the file as the body) -> 201 {id}; the id goes into a message's media
//	GET    api/media/{id}              the file
//	GET    api/posts?account=          -> {items: [{id, platform, account, text, kind, media, at, comments}]}
//	POST   api/posts      {platform?, account?, text?, media?, kind?: "post" | "reel" | "live" | "ad"} -> 201 post
//	PATCH  api/posts/{id} {live: false}  the broadcast ends
//	POST   api/comments   {customer?, post?, parent?, platform?, account?, text?, media?, at?, anonymous?}
//	                      -> 201 comment; without post the account's first; without customer one is made up
//	GET    api/comments?account=&customer=&post=&parent=  -> {items}: {id, post, parent, customer, from, text, at, edited, hidden,
//	                      deleted, status, privateReply}; the account's own have direction "out"
//	PATCH  api/comments/{id} {text?, hidden?}  the customer edits; hidden: staff hides it elsewhere
//	DELETE api/comments/{id}           the customer removes it
//	POST   api/comments/{id}/reply {text}  staff answers from the platform's own inbox -> 201 comment
//	GET    api/accounts, POST api/accounts {platform, id?, name?}, PATCH api/accounts/{id} {name?, humanAgent?,
//	                      restricted?, coexistence?} -> account
//	GET    api/events                  -> {items: [{name, platform, words}]}: what can happen to an account
//	POST   api/events     {event, platform?, account?, customer?, template?, text?} -> 201 {event}; what happens to a
//	                      template (approved, rejected, paused, deleted, written anew …) happens to the one with the id
//	GET    api/templates, POST api/templates {…a template}, PATCH api/templates/{id} {status} -> template
//	GET    api/errors                  -> {items: [{platform, code, subcode, status, words}]}: what can be refused with
//	GET    api/faults, POST api/faults {any members of Faults}, DELETE api/faults -> Faults
//	GET    api/settings, POST api/settings {any members of Settings} -> Settings
//	POST   api/retry                   posts at once what waits for its next attempt -> {retried}
//	POST   api/load  {customers, messages, concurrency, perPayload, to?, text?, wait?} -> 202 LoadReport
//	GET    api/load                    -> LoadReport
//	GET    api/state                   -> {rev, now, accounts, defaultAccount, faults, settings, owed, due, webhooks, customers}
//	GET    api/changes?since=rev       -> {rev} as soon as it differs, or after 25 s
//
// A chat's id is the account's id, a dash, and the customer's id.
//
// # Types that customers write
//
//	all          text image video audio document location reaction {target, text: emoji, "" takes it back} unsupported
//	whatsapp     sticker contacts button interactive {kind: button_reply | list_reply | flow, payload, text} order edit
//	             {target, text} revoke {target} system {kind: number | userId, phone?}
//	messenger,   sticker (a like) share {kind: link | post | reel} quick_reply and postback {text, payload, target?}
//	instagram    referral {referral} edit unsend {target} ephemeral story_reply story_mention (Instagram)
//
// Any of them may have a referral {source: "ad" | "link", ref?, headline?, id?}, forwarded (WhatsApp), standby: true;
// album {n} makes n pictures of an image on Messenger and Instagram.
package sandbox
