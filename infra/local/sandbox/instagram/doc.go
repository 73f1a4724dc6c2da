// Package instagram knows what is Instagram's own: the limits of the Send API, the shapes of comments and live
// comments, both ways of connecting. What it shares with Messenger is in messaging. Values in, values out.
//
// Source: "Webhooks for Instagram Messaging" (2026-06-26), "Instagram Platform Webhook Examples", "Private Replies"
// (2026-06-24), Graph API v26.0.
package instagram
