/// A message on its way from a session to the log: what was said about it, and its exact bytes.
package struct Capture: Sendable, Equatable {
    package var envelope: Envelope
    package var origin: Origin
    package var dialogue: [DialogueLine]
    /// As it arrived, after dot-unstuffing (RFC 5321 section 4.5.2); nothing added, joined or dropped.
    package var content: [UInt8]

    package init(envelope: Envelope, origin: Origin, dialogue: [DialogueLine] = [], content: [UInt8]) {
        self.envelope = envelope
        self.origin = origin
        self.dialogue = dialogue
        self.content = content
    }
}
