/// What MAIL and RCPT said (RFC 5321 section 2.3.1).
package struct Envelope: Hashable, Sendable {
    package var reversePath: Path
    /// In the order of RCPT, duplicates kept.
    package var forwardPaths: [Path]
    /// RCPT commands that were answered with a failure, as a count.
    package var refusedRecipients: Int
    /// In the order of their cases, each once.
    package var defects: [EnvelopeDefect]

    package init(
        reversePath: Path, forwardPaths: [Path], refusedRecipients: Int = 0, defects: [EnvelopeDefect] = []
    ) {
        self.reversePath = reversePath
        self.forwardPaths = forwardPaths
        self.refusedRecipients = refusedRecipients
        self.defects = defects
    }
}
