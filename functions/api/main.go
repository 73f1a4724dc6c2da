// Function api answers the web client and other programs: HTTP in, JSON out, as openapi.json says. It knows
// who asks (from the token that the gateway has verified, and from our own record of colleagues), the limits
// of every input, and which rule a request means. It refuses to decide (rules do) and to spell DynamoDB
// (the store does), and logs neither words nor numbers of customers.
package main

import "transom/functions/internal/boot"

func main() { boot.Main("api", build) }
