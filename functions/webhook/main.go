// Package main is the webhook: the door by which platforms enter. It checks that a body is signed, stores
// what it says and only then answers 200; what it cannot use it puts aside and answers 200 all the same,
// because a platform that is refused repeats for days. It decides nothing about conversations, fetches
// nothing and answers nobody.
package main

import "transom/functions/internal/boot"

func main() { boot.Main("webhook", build) }
