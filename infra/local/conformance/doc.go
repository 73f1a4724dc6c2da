// Package conformance holds our senders against the platforms as the sandbox plays them: every kind of message
// of every channel goes out over HTTP to its strict Graph API, and what arrived at the customer is looked at;
// every error of the catalogue is answered on demand; answers get lost in every way they can. The sandbox
// shares no code with the senders, so a misreading of Meta's pages would have to be made twice to pass. It holds
// tests only.
package conformance
