/// What became of an SMTP session that did not end in a stored message and QUIT: what a developer needs to see who
/// asks why a mail did not come.
package struct SessionReport: Hashable, Sendable {
    package var origin: Origin
    package var ended: Timestamp
    package var problem: SessionProblem
    /// What the problem's sentence is completed with, as the client or the system gave it: the offending command, the
    /// host that was not trusted, the holder of a lock. Not always text, so octets.
    package var detail: [UInt8]
    /// The mail transaction under way when the problem arose; `nil` outside one.
    package var envelope: Envelope?
    /// Octets of content that had come in that transaction.
    package var octets: Int
    /// What the session had stored before.
    package var messages: [MessageID]
    package var dialogue: [DialogueLine]
    /// How many equal sessions in a row this stands for; at least 1.
    package var count: Int

    package init(
        origin: Origin, ended: Timestamp, problem: SessionProblem, detail: [UInt8] = [], envelope: Envelope? = nil,
        octets: Int = 0, messages: [MessageID] = [], dialogue: [DialogueLine] = [], count: Int = 1
    ) {
        self.origin = origin
        self.ended = ended
        self.problem = problem
        self.detail = detail
        self.envelope = envelope
        self.octets = octets
        self.messages = messages
        self.dialogue = dialogue
        self.count = count
    }

    /// Whether the other happened for the same reason to the same program: such sessions in a row are shown as one.
    package func isEqualInKind(to other: SessionReport) -> Bool {
        problem == other.problem && detail == other.detail && messages.isEmpty && other.messages.isEmpty
            && origin.host == other.origin.host && origin.helo == other.origin.helo
            && origin.processName == other.origin.processName
    }
}
