// Function visitor answers the web chat's widget on other people's pages: sessions, messages, files, signs of
// life. It knows who a visitor is (from tokens that it signs, and from identities that a page's server signs),
// which pages may embed a channel, and how much one visitor may do. It never takes a conversation or a contact
// from a browser: both follow from the token. It refuses to know what a conversation becomes (rules do) and
// logs neither words nor names of visitors.
package main

import "transom/functions/internal/boot"

func main() { boot.Main("visitor", build) }
