/// What MAIL and RCPT said (RFC 5321 section 2.3.1).
package struct Envelope: Hashable, Sendable {
    package var reversePath: Path
    /// In the order of RCPT, duplicates kept.
    package var forwardPaths: [Path]

    package init(reversePath: Path, forwardPaths: [Path]) {
        self.reversePath = reversePath
        self.forwardPaths = forwardPaths
    }
}
