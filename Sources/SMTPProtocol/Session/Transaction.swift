import MailCore

/// A mail transaction that is open (RFC 5321 section 3.3).
struct Transaction {
    var envelope = Envelope(reversePath: .null, forwardPaths: [])
    /// What came by BDAT; `nil` before the first.
    var chunks: [UInt8]?
    /// RCPT commands that were answered with a failure.
    var refusedRecipients = 0

    /// Whether MAIL said BODY=BINARYMIME.
    var isBinary: Bool {
        envelope.reversePath.parameters.contains {
            $0.keyword.utf8.equalsIgnoringCase("BODY".utf8)
                && $0.value?.utf8.equalsIgnoringCase("BINARYMIME".utf8) == true
        }
    }
}
