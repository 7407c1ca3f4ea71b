package import InternetMessage
package import MailCore
import MessageStore

/// A row of the list: what is known of a captured message without opening it. Texts are decoded, not sanitised.
///
/// Small: texts stay packed where they are, in an index for the most part, and are read when they are asked for.
package struct Summary: Sendable, Identifiable {
    package var id: MessageID
    package var received: Timestamp
    /// Octets of the content.
    package var size: Int
    package var isRead: Bool
    package var isPinned: Bool
    /// Nothing is known but the envelope, id, time, size and flags: the message has not been read yet.
    package var isBare = false
    /// Put on by somebody, in the order they were.
    package var marks: [String]
    /// Of the rules that the message matches.
    package var ruleTags: [String] = []
    /// Where the rest stands.
    var index: SegmentIndex?
    var row: Int32

    init(id: MessageID, received: Timestamp, size: Int, index: SegmentIndex?, row: Int) {
        (self.id, self.received, self.size) = (id, received, size)
        (isRead, isPinned, marks) = (false, false, [])
        self.index = index
        self.row = Int32(truncatingIfNeeded: row)
    }

    package init(
        id: MessageID, received: Timestamp, size: Int, reversePath: String = "", forwardPaths: [String] = [],
        subject: String? = nil, from: [Mailbox] = [], to: [Mailbox] = [], attachmentCount: Int = 0,
        defectCount: Int = 0, checks: Check.Counts = Check.Counts(), isRead: Bool = false, isPinned: Bool = false,
        marks: [String] = [], ruleTags: [String] = []
    ) {
        let texts = SummaryTexts(
            attachmentCount: attachmentCount, defectCount: defectCount, checks: checks, subject: subject,
            reversePath: reversePath, from: from, to: to, forwardPaths: forwardPaths)
        self.init(id: id, received: received, size: size, index: .holding(texts), row: 0)
        (self.isRead, self.isPinned, self.marks, self.ruleTags) = (isRead, isPinned, marks, ruleTags)
    }

    /// Empty for the null reverse-path.
    package var reversePath: String {
        get { read(SummaryTexts.reversePath) ?? "" }
        set { change { $0.reversePath = newValue } }
    }
    package var forwardPaths: [String] {
        get { read(SummaryTexts.forwardPaths) ?? [] }
        set { change { $0.forwardPaths = newValue } }
    }
    /// The Subject field; `nil` when there is none or it is empty.
    package var subject: String? {
        get { read(SummaryTexts.subject) ?? nil }
        set { change { $0.subject = newValue } }
    }
    package var from: [Mailbox] {
        get { read(SummaryTexts.from) ?? [] }
        set { change { $0.from = newValue } }
    }
    package var to: [Mailbox] {
        get { read(SummaryTexts.to) ?? [] }
        set { change { $0.to = newValue } }
    }
    package var attachmentCount: Int {
        get { read(SummaryTexts.attachmentCount) ?? 0 }
        set { change { $0.attachmentCount = newValue } }
    }
    package var defectCount: Int {
        get { read(SummaryTexts.defectCount) ?? 0 }
        set { change { $0.defectCount = newValue } }
    }
    package var checks: Check.Counts {
        get { read(SummaryTexts.checks) ?? Check.Counts() }
        set { change { $0.checks = newValue } }
    }

    /// What is packed anew is no message's any more: its indexed texts do not go with it.
    private mutating func change(_ body: (inout SummaryTexts) -> Void) {
        var texts = SummaryTexts(
            attachmentCount: attachmentCount, defectCount: defectCount, checks: checks, subject: subject,
            reversePath: reversePath, from: from, to: to, forwardPaths: forwardPaths)
        body(&texts)
        (index, row) = (.holding(texts), 0)
    }

    private func read<Value>(_ value: (UnsafeRawBufferPointer) -> Value) -> Value? {
        index?.withSummary(of: Int(row), value)
    }

    /// The folded texts of the message; `nil` when none are kept.
    func withTexts<R>(_ body: (IndexedTexts) -> R) -> R? {
        index?.withTexts(of: Int(row), body)
    }
}

extension Summary: Hashable {
    package static func == (left: Summary, right: Summary) -> Bool {
        guard left.id == right.id, left.received == right.received, left.size == right.size,
            left.isRead == right.isRead, left.isPinned == right.isPinned, left.isBare == right.isBare,
            left.marks == right.marks, left.ruleTags == right.ruleTags
        else { return false }
        if left.index === right.index, left.row == right.row { return true }
        return left.read { left in right.read { left.elementsEqual($0) } ?? false } ?? (right.index == nil)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
