/// One line of an SMTP dialogue, without its line end. Contents and secrets never stand in one.
package struct DialogueLine: Hashable, Sendable {
    package enum Side: UInt8, Sendable {
        case client = 0x43  // C
        case server = 0x53  // S
    }

    /// Microseconds since the session began.
    package var elapsed: Int64
    package var side: Side
    package var text: [UInt8]

    package init(elapsed: Int64, side: Side, text: [UInt8]) {
        self.elapsed = elapsed
        self.side = side
        self.text = text
    }
}
