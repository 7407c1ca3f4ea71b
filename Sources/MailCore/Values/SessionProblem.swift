/// Why a session did not end in a stored message and QUIT. The raw value is what the log says; it never changes.
package enum SessionProblem: String, Hashable, Sendable, CaseIterable {
    case tlsOnPlainPort = "tls-on-plain-port"
    case silentOnTLSPort = "silent-on-tls-port"
    case noMail = "no-mail"
    case startTLSNotOffered = "starttls-not-offered"
    case tlsTooOld = "tls-too-old"
    case tlsNotTrusted = "tls-not-trusted"
    case tlsNameMismatch = "tls-name-mismatch"
    case tlsFailed = "tls-failed"
    case tlsRequired = "tls-required"
    case authNotOffered = "auth-not-offered"
    case authMechanismUnknown = "auth-mechanism-unknown"
    case authWrong = "auth-wrong"
    case authBroken = "auth-broken"
    case messageTooBig = "message-too-big"
    case httpRequest = "http-request"
    case mailSyntax = "mail-syntax"
    case rcptSyntax = "rcpt-syntax"
    case commandSyntax = "command-syntax"
    case outOfOrder = "out-of-order"
    case tooManyRecipients = "too-many-recipients"
    case rejectedByRule = "rejected-by-rule"
    case noEndOfData = "no-end-of-data"
    case bareLineFeedEndOfData = "bare-line-feed-end-of-data"
    case clientGone = "client-gone"
    case idle = "idle"
    case tooManyConnections = "too-many-connections"
    case tooManyBadCommands = "too-many-bad-commands"
    case outOfMemory = "out-of-memory"
    case storeFull = "store-full"
    case storeFailed = "store-failed"
    case storeLocked = "store-locked"
    case shutDown = "shut-down"
    /// Of a later Roost.
    case other = "other"

    /// How a session with this problem ended.
    package enum Outcome: String, Hashable, Sendable {
        /// It was not let in, or spoke another protocol.
        case refused
        /// Roost answered what it asked for with a failure.
        case rejected
        /// The client did not go on to the end.
        case aborted
    }

    package var outcome: Outcome {
        switch self {
        case .tlsOnPlainPort, .silentOnTLSPort, .httpRequest, .tooManyConnections, .tlsTooOld, .tlsNotTrusted,
            .tlsNameMismatch, .tlsFailed:
            .refused
        case .startTLSNotOffered, .tlsRequired, .authNotOffered, .authMechanismUnknown, .authWrong, .authBroken,
            .messageTooBig, .mailSyntax, .rcptSyntax, .commandSyntax, .outOfOrder, .tooManyRecipients, .rejectedByRule,
            .tooManyBadCommands, .outOfMemory, .storeFull, .storeFailed, .storeLocked, .other:
            .rejected
        case .noMail, .noEndOfData, .bareLineFeedEndOfData, .clientGone, .idle, .shutDown: .aborted
        }
    }
}
