package main

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// aheadRoutes are about windows that close, and about what is kept to be sent later.
func (d *desk) aheadRoutes(api huma.API) {
	const get, post, put, patch, drop = http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete

	signedIn(api, d, op(get, "/plan", "getPlan", "What is done before an unanswered window closes", 200), d.plan)
	signedIn(api, d, op(put, "/plan", "setPlan", "Replace that (admins and supervisors)", 200), d.setPlan)
	signedIn(api, d, op(get, "/conversations/{id}/permit", "getPermit", "What a person may send now, by which rule, and what can be done instead", 200), d.permit)
	signedIn(api, d, op(post, "/conversations/{id}/labels", "addLabel", "Put a label on it", 200), d.label)
	signedIn(api, d, op(drop, "/conversations/{id}/labels/{label}", "removeLabel", "Take a label off", 200), d.unlabel)

	signedIn(api, d, op(get, "/conversations/{id}/scheduled", "listScheduled", "What waits to be sent, the soonest first", 200), d.scheduled)
	signedIn(api, d, op(post, "/conversations/{id}/scheduled", "scheduleMessage", "Send a message at a time", 201), d.schedule)
	signedIn(api, d, op(patch, "/conversations/{id}/scheduled/{scheduledId}", "reschedule", "Change when, or what it says", 200), d.reschedule)
	signedIn(api, d, op(drop, "/conversations/{id}/scheduled/{scheduledId}", "unschedule", "Take it back", 204), d.unschedule)

	signedIn(api, d, op(get, "/snippets", "listSnippets", "Answers that are kept to be used again, by title", 200), d.snippets)
	signedIn(api, d, op(post, "/snippets", "addSnippet", "Keep an answer", 201), d.addSnippet)
	signedIn(api, d, op(patch, "/snippets/{id}", "changeSnippet", "Change it", 200), d.changeSnippet)
	signedIn(api, d, op(drop, "/snippets/{id}", "deleteSnippet", "Forget it; what was sent of it stays", 204), d.deleteSnippet)
	signedIn(api, d, op(get, "/snippets/{id}/media", "getSnippetMedia", "A short-lived address of its file", 200), d.snippetMedia)
}
