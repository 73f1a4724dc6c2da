// Package graph knows what all of Meta's platforms share in how requests are asked and refused: the shape of an
// error, and a reader of JSON that refuses what nobody documented. It refuses to know any platform's codes,
// limits or words.
//
// Source: Graph API, "Handling Errors" (developers.facebook.com/docs/graph-api, v26.0, read 2026-11).
package graph
