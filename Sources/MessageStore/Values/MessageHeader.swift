package import MailCore

/// What the log keeps of a message beside its content.
package struct MessageHeader: Hashable, Sendable {
    package var envelope: Envelope
    package var origin: Origin
    package var dialogue: [DialogueLine]

    package init(envelope: Envelope, origin: Origin = Origin(), dialogue: [DialogueLine] = []) {
        self.envelope = envelope
        self.origin = origin
        self.dialogue = dialogue
    }
}
