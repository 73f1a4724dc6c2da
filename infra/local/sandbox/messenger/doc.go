// Package messenger knows what is Messenger's own and a Page's: the limits of the Send API, the shapes of comments
// in the field feed. What it shares with Instagram is in messaging. Values in, values out; it knows no state.
//
// Source: Meta's Messenger Platform documentation and "Webhooks Reference: Page" (v26.0, read 2026-11).
package messenger
