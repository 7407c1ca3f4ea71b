import MailCore

/// What a session is told about its server.
package struct SessionConfiguration: Sendable {
    package enum Encryption: Sendable {
        /// STARTTLS is not offered.
        case none
        /// STARTTLS is announced and taken (RFC 3207).
        case startTLS
        /// TLS comes before the first command (RFC 8314 section 3.3).
        case implicit
    }

    package enum Authentication: Sendable {
        /// AUTH is neither announced nor taken.
        case off
        /// Every credential is good.
        case any
        /// The server is asked about each credential.
        case checked
    }

    /// As the greeting says it.
    package var hostname: String
    /// The longest content, in octets (RFC 1870).
    package var messageSize: Int
    /// The most recipients of one mail transaction.
    package var recipients: Int
    package var encryption: Encryption
    /// Whether mail in the clear is answered 530.
    package var requiresTLS: Bool
    package var authentication: Authentication
    /// What EHLO names behind AUTH; all mechanisms are taken.
    package var announcedMechanisms: [SASLMechanism]
    /// EHLO keywords, in capitals, that are not announced though they are served.
    package var hiddenExtensions: Set<String>
    /// At which stages the server is asked for a verdict.
    package var ruledStages: Set<RejectRule.Stage>

    package init(
        hostname: String, messageSize: Int = Limits.messageSize, recipients: Int = Limits.recipients,
        encryption: Encryption = .none, requiresTLS: Bool = false, authentication: Authentication = .any,
        announcedMechanisms: [SASLMechanism] = SASLMechanism.announcedByDefault, hiddenExtensions: Set<String> = [],
        ruledStages: Set<RejectRule.Stage> = []
    ) {
        self.hostname = hostname
        self.messageSize = messageSize
        self.recipients = recipients
        self.encryption = encryption
        self.requiresTLS = requiresTLS
        self.authentication = authentication
        self.announcedMechanisms = announcedMechanisms
        self.hiddenExtensions = hiddenExtensions
        self.ruledStages = ruledStages
    }
}
