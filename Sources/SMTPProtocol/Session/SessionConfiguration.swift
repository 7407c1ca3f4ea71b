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
    package let hostname: String
    /// The longest content, in octets (RFC 1870).
    package let messageSize: Int
    /// The most recipients of one mail transaction.
    package let recipients: Int
    package let encryption: Encryption
    /// Whether mail in the clear is answered 530.
    package let requiresTLS: Bool
    package let authentication: Authentication
    /// What EHLO names behind AUTH; all mechanisms are taken.
    package let announcedMechanisms: [SASLMechanism]
    /// EHLO keywords, in capitals, that are not announced though they are served.
    package let hiddenExtensions: Set<String>
    /// At which stages the server is asked for a verdict.
    package let ruledStages: Set<RejectRule.Stage>

    /// What a client is greeted with.
    let greeting: Reply
    /// What EHLO is answered, in the clear and within TLS.
    let ehlo: (clear: Reply, encrypted: Reply)

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
        greeting = .greeting(hostname)
        func answer(isEncrypted: Bool) -> Reply {
            var extensions = [
                "PIPELINING", "SIZE \(messageSize)", "8BITMIME", "SMTPUTF8", "DSN", "CHUNKING", "BINARYMIME",
            ]
            if encryption == .startTLS, !isEncrypted { extensions.append("STARTTLS") }
            // RFC 8689 section 2: within TLS only.
            if isEncrypted { extensions.append("REQUIRETLS") }
            if authentication != .off {
                extensions.append((["AUTH"] + announcedMechanisms.map(\.rawValue)).joined(separator: " "))
            }
            extensions.append("ENHANCEDSTATUSCODES")
            return .ehlo(hostname, extensions.filter { !hiddenExtensions.contains(String($0.prefix { $0 != " " })) })
        }
        ehlo = (answer(isEncrypted: false), answer(isEncrypted: true))
    }
}
