package main

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// routes is the whole API, in the order in which a client meets it.
func (d *desk) routes(api huma.API) {
	const get, post, put, patch, drop = http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete

	public(api, op(post, "/auth/sign-in", "signIn", "Sign in with e-mail and password", 200), d.signIn)
	public(api, op(post, "/auth/challenge", "answerChallenge", "Choose a new password when sign-in asks for one", 200), d.answerChallenge)
	public(api, op(post, "/auth/refresh", "refresh", "Get a new access token for the refresh cookie", 200), d.refresh)
	public(api, op(post, "/auth/sign-out", "signOut", "Forget the refresh token", 204), d.signOut)

	signedIn(api, d, op(get, "/me", "getMe", "Who is signed in, where, and the server's time", 200), d.me)
	signedIn(api, d, op(get, "/members", "listMembers", "The colleagues of the workspace", 200), d.members)
	signedIn(api, d, op(get, "/channels", "listChannels", "The connected accounts", 200), d.channels)
	signedIn(api, d, op(post, "/channels", "connectChannel", "Connect an account (admins)", 201), d.connectChannel)
	signedIn(api, d, op(patch, "/channels/{id}", "updateChannel", "Change a channel's settings (admins)", 200), d.updateChannel)
	signedIn(api, d, op(post, "/channels/{id}/check", "checkChannel", "Ask the platform whether a channel works (admins)", 200), d.checkChannel)
	signedIn(api, d, op(post, "/channels/{id}/widget-secret", "makeWidgetSecret", "Make a new secret that a web chat's pages sign visitors with; it is answered this once (admins)", 201), d.makeWidgetSecret)
	signedIn(api, d, op(get, "/channels/{id}/capability", "getCapability", "What a channel can carry", 200), d.capability)

	signedIn(api, d, op(get, "/channels/{id}/templates", "listTemplates", "What is known of a WhatsApp channel's message templates", 200), d.templates)
	signedIn(api, d, op(post, "/channels/{id}/templates/sync", "syncTemplates", "Read the platform's list now", 200), d.syncTemplates)
	signedIn(api, d, op(post, "/channels/{id}/templates", "createTemplate", "Hand a template in for the platform's review (admins)", 201), d.createTemplate)
	signedIn(api, d, op(put, "/channels/{id}/templates/{templateId}", "editTemplate", "Replace a template's parts, to be reviewed again (admins)", 200), d.editTemplate)
	signedIn(api, d, op(drop, "/channels/{id}/templates/{templateId}", "deleteTemplate", "Take one language of a template away (admins)", 204), d.deleteTemplate)
	signedIn(api, d, op(get, "/people", "findPerson", "What a typed number comes to, and the conversation with it", 200), d.person)
	signedIn(api, d, op(post, "/conversations", "beginConversation", "Send a template to somebody, in the conversation with them or a new one", 202), d.begin)

	signedIn(api, d, op(get, "/conversations", "listConversations", "A page of conversations", 200), d.conversations)
	signedIn(api, d, op(get, "/conversations/{id}", "getConversation", "One conversation", 200), d.conversation)
	signedIn(api, d, op(post, "/conversations/{id}/claim", "claimConversation", "Take it, if nobody has it or a warning has opened it to you", 200), d.claim)
	signedIn(api, d, op(post, "/conversations/{id}/assign", "assignConversation", "Give it to a colleague, a team or nobody", 200), d.assign)
	signedIn(api, d, op(post, "/conversations/{id}/close", "closeConversation", "Close it", 200), d.close)
	signedIn(api, d, op(post, "/conversations/{id}/reopen", "reopenConversation", "Open it again", 200), d.reopen)
	signedIn(api, d, op(post, "/conversations/{id}/snooze", "snoozeConversation", "Let it sleep until a time or the next message", 200), d.snooze)
	signedIn(api, d, op(post, "/conversations/{id}/read", "readConversation", "Mark it as seen", 200), d.read)
	signedIn(api, d, op(post, "/conversations/{id}/typing", "sayTyping", "Show the customer that somebody types", 204), d.typing)

	signedIn(api, d, op(get, "/conversations/{id}/messages", "listMessages", "A page of its log: newest first, or oldest first after a message", 200), d.messages)
	signedIn(api, d, op(post, "/conversations/{id}/messages", "sendMessage", "Queue a message to the customer", 202), d.send)
	signedIn(api, d, op(post, "/conversations/{id}/notes", "addNote", "Add a private note", 201), d.annotate)
	signedIn(api, d, op(get, "/conversations/{id}/messages/{messageId}/media", "getMedia", "A short-lived address of a message's attachment", 200), d.media)
	signedIn(api, d, op(get, "/conversations/{id}/posts/{postId}", "getPost", "What a post that was commented on says", 200), d.post)
	signedIn(api, d, op(get, "/messages", "findMessages", "Find a message by the platform's id", 200), d.findMessages)

	d.aheadRoutes(api)

	signedIn(api, d, op(post, "/uploads", "beginUpload", "An address that takes one file, within 15 minutes", 201), d.beginUpload)

	signedIn(api, d, op(get, "/counters", "getCounters", "The badges", 200), d.counters)
	signedIn(api, d, op(get, "/quarantine", "listQuarantine", "Webhooks that could not be used (admins)", 200), d.quarantine)
	signedIn(api, d, op(get, "/quarantine/{id}", "getQuarantined", "One of them, whole (admins)", 200), d.quarantined)
	signedIn(api, d, op(post, "/quarantine/{id}/replay", "replayQuarantined", "Try it again, for good (admins)", 200), d.replayQuarantined)
	signedIn(api, d, bodied(op(post, "/replay", "previewReplay", "What a webhook's body would do, without doing it (admins)", 200), maxPasted), d.previewReplay)
	signedIn(api, d, op(get, "/account-events", "listAccountEvents", "What platforms said about the accounts, newest first (admins)", 200), d.accountEvents)
	signedIn(api, d, op(post, "/socket-tickets", "issueSocketTicket", "An address that lets one socket in, once, within 60 seconds", 200), d.socketTicket)
}
