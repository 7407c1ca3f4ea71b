package import MailCore

/// What a session wants done, in the order given.
package enum SessionAction: Sendable, Equatable {
    /// Write these octets: one reply or several, with their line ends.
    case reply([UInt8])
    /// Begin the TLS handshake, then say `tlsEstablished` or `tlsFailed`.
    case startTLS
    /// Look the rules up for this stage, then say `verdictGiven`. Until then the session answers nothing.
    /// The subjects are what globs are compared with: addresses, a user name, or the host of the client.
    case consult(RejectRule.Stage, subjects: [String])
    /// Make a challenge for CRAM-MD5 (RFC 2195), then say `challengeMade`.
    case makeChallenge
    /// Check what the client gave, then say `credentialsVerified`.
    case verify(Credentials)
    /// Store the message, then say `contentStored` or `storeFailed`. Until then the session answers nothing.
    case store(Capture)
    /// Close the connection once every reply is written. Nothing follows. A client that has not said QUIT may still be
    /// sending: what is on its way then must not cost it the reply.
    case close(afterQuit: Bool)
}
