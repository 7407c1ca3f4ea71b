package import InternetMessage
package import MailCore

/// A row of the list: what is known of a captured message without opening it. Texts are decoded, not sanitised.
package struct Summary: Hashable, Sendable, Identifiable {
    package var id: MessageID
    package var received: Timestamp
    /// Octets of the content.
    package var size: Int
    /// Empty for the null reverse-path.
    package var reversePath: String
    package var forwardPaths: [String]
    /// The Subject field; `nil` when there is none or it is empty.
    package var subject: String?
    package var from: [Mailbox]
    package var to: [Mailbox]
    package var attachmentCount: Int
    package var defectCount: Int
    package var checks: Check.Counts
    package var isRead: Bool
    package var isPinned: Bool
    /// Put on by somebody, in the order they were.
    package var marks: [String]
    /// Of the rules that the message matches.
    package var ruleTags: [String]
    /// Nothing is known but id, time, size and flags: the message has not been read yet.
    package var isBare = false

    package init(
        id: MessageID, received: Timestamp, size: Int, reversePath: String = "", forwardPaths: [String] = [],
        subject: String? = nil, from: [Mailbox] = [], to: [Mailbox] = [], attachmentCount: Int = 0,
        defectCount: Int = 0, checks: Check.Counts = Check.Counts(), isRead: Bool = false, isPinned: Bool = false,
        marks: [String] = [], ruleTags: [String] = []
    ) {
        self.id = id
        self.received = received
        self.size = size
        self.reversePath = reversePath
        self.forwardPaths = forwardPaths
        self.subject = subject
        self.from = from
        self.to = to
        self.attachmentCount = attachmentCount
        self.defectCount = defectCount
        self.checks = checks
        self.isRead = isRead
        self.isPinned = isPinned
        self.marks = marks
        self.ruleTags = ruleTags
    }
}
