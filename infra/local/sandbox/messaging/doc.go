// Package messaging knows what Messenger and Instagram share, from the platform's side: the events of a
// conversation in a webhook, the Send API's requests, the windows, the errors. What differs between the two is in
// Rules, which the packages messenger and instagram fill in. Everything is a value in and a value out; it refuses to
// know customers, state and posting, and shares no code with the adapters that read these shapes.
//
// Source of shapes and limits, unless a line says otherwise: Meta's Messenger Platform documentation
// (developers.facebook.com/documentation/business-messaging/messenger-platform), Graph API v26.0, read 2026-11.
package messaging
