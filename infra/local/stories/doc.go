// Package stories tells the whole system's stories as tests: through the public doors only (webhooks, the API,
// sockets, the clock, the sandbox phone), on the running binaries, once plainly and once while the runner
// misbehaves on purpose. It knows no package of the system but the helper that starts a machine.
package stories
