// Package events declares what can happen and who reacts: the topology (every function with its triggers,
// filters, rights, memory, timeouts and retries), the payloads of asynchronous calls, and one sample payload
// per kind of trigger. The CDK app and the runner of one machine both read it, so they cannot disagree. It
// imports the standard library only and knows neither AWS nor any function's code.
package events
