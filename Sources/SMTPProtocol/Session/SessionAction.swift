package import MailCore

/// What a session wants done, in the order given.
package enum SessionAction: Sendable, Equatable {
    /// Write these octets: one reply or several, with their line ends.
    case reply([UInt8])
    /// Store the message, then say `contentStored` or `storeFailed`. Until then the session answers nothing.
    case store(Capture)
    /// Close the connection once every reply is written. Nothing follows.
    case close
}
