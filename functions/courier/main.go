// Package main is the courier: it carries what agents wrote to the platforms, and fetches what customers
// attached. Messages of one conversation go in order, conversations in parallel. It sends nothing twice: a
// message is claimed before it goes out, and one whose outcome nobody knows is never repeated. It decides
// nothing about conversations; whether a send is allowed it asks the rules again, at the last moment.
package main

import "transom/functions/internal/boot"

func main() { boot.Main("courier", build) }
