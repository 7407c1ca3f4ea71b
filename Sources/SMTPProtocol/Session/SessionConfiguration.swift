import MailCore

/// What a session is told about its server.
package struct SessionConfiguration: Sendable {
    /// As the greeting says it.
    package var hostname: String
    /// The longest content, in octets (RFC 1870).
    package var messageSize: Int
    /// The most recipients of one mail transaction.
    package var recipients: Int
    /// Whether AUTH is announced and taken; every credential is good.
    package var isAuthOffered: Bool
    /// EHLO keywords, in capitals, that are not announced though they are served.
    package var hiddenExtensions: Set<String>

    package init(
        hostname: String,
        messageSize: Int = Limits.messageSize,
        recipients: Int = Limits.recipients,
        isAuthOffered: Bool = true,
        hiddenExtensions: Set<String> = []
    ) {
        self.hostname = hostname
        self.messageSize = messageSize
        self.recipients = recipients
        self.isAuthOffered = isAuthOffered
        self.hiddenExtensions = hiddenExtensions
    }
}
