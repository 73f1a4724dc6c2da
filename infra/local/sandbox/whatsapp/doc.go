// Package whatsapp knows the shapes of Meta's WhatsApp Cloud API from the platform's side: what a webhook
// looks like on the wire, which requests the Graph API takes and with which words it refuses the others.
// Everything is a value in and a value out. It refuses to know who the customers are, where state is kept and
// how anything is posted, and it shares no code with the adapter that reads these shapes: two readings of the
// documentation that disagree should be seen to disagree.
//
// Source of shapes and limits, unless a line says otherwise: Meta's WhatsApp Cloud API documentation
// (developers.facebook.com/documentation/business-messaging/whatsapp), Graph API v26.0, read 2026-11.
package whatsapp
