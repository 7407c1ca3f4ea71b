import MailCore
import MessageCatalog

/// What a filter looks into, folded to lower case, of all messages in one piece, oldest first.
struct SearchText: Sendable {
    private var ids: [MessageID] = []
    /// Where the text of each ends.
    private var ends: [Int] = []
    private var text: [UInt8] = []

    var count: Int { ids.count }
    var newest: MessageID? { ids.last }

    /// Takes in what is newer than all it has.
    mutating func extend(with messages: SummaryList) {
        let next = newest.map { MessageID($0.rawValue &+ 1) } ?? MessageID(0)
        for position in messages.position(notBelow: next)..<messages.count { append(messages[position]) }
    }

    /// Whether the text of all of these is here: an undo may bring back one that was never seen.
    func holds(_ messages: SummaryList) -> Bool {
        ids.count { messages[$0] != nil } == messages.count
    }

    /// Those that hold the query, which has been folded; of those after a position only.
    func matches(_ query: [UInt8], from position: Int = 0) -> [MessageID] {
        guard let first = query.first else { return Array(ids[position...]) }
        var found: [MessageID] = []
        var start = position == 0 ? 0 : ends[position - 1]
        for index in position..<ids.count {
            let end = ends[index]
            if Self.contains(text, start..<end, query, first) { found.append(ids[index]) }
            start = end
        }
        return found
    }

    static func folded(_ text: String) -> [UInt8] { Array(text.lowercased().utf8) }

    private static func contains(_ text: [UInt8], _ range: Range<Int>, _ query: [UInt8], _ first: UInt8) -> Bool {
        var start = range.lowerBound
        let last = range.upperBound - query.count
        while start <= last {
            if text[start] == first {
                var length = 1
                while length < query.count, text[start + length] == query[length] { length += 1 }
                if length == query.count { return true }
            }
            start += 1
        }
        return false
    }

    private mutating func append(_ summary: Summary) {
        var fields = [summary.subject ?? "", summary.reversePath] + summary.forwardPaths
        for mailbox in summary.from + summary.to { fields += [mailbox.displayName ?? "", mailbox.address] }
        for field in fields {
            text += Self.folded(field)
            // No query holds a line end, so none matches across fields.
            text.append(0x0A)
        }
        ids.append(summary.id)
        ends.append(text.count)
    }
}
