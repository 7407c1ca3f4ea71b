import MailCore

/// A mail transaction that is open (RFC 5321 section 3.3).
struct Transaction {
    var envelope = Envelope(reversePath: .null, forwardPaths: [])
    /// RCPT commands that were answered with a failure.
    var refusedRecipients = 0
}
