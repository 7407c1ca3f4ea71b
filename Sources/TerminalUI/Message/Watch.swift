import MailCore
import MessageCatalog

/// WATCH: the newest message takes the place of the open one, once no other has come for a moment. For the loop of
/// editing a template, sending, looking.
struct Watch: Sendable {
    private static let calm: Int64 = 150

    private var lastArrival: Int64?

    /// When the newest is to be shown; `nil` when nothing new has come.
    var due: Int64? { lastArrival.map { $0 + Self.calm } }

    mutating func arrived(_ fresh: [Summary], at moment: Int64) {
        if !fresh.isEmpty { lastArrival = moment }
    }

    mutating func show() { lastArrival = nil }
}

extension Model {
    /// A prompt or a dialog holds it.
    var watchDue: Int64? { overlay == nil && message != nil ? watch?.due : nil }

    mutating func settleWatch() -> [Effect] {
        guard let due = watchDue, due <= now.milliseconds else { return [] }
        watch?.show()
        guard let newest = list.rows.newest, newest != message?.id else { return [] }
        let before = message
        list.hold(on: newest)
        message = MessageState(id: newest, tab: before?.tab ?? .text)
        message?.follows = before?.top
        return [.open(newest)]
    }

    mutating func toggleWatch() -> [Effect] {
        guard watch == nil else {
            watch = nil
            return []
        }
        let effects = message == nil ? openNewest() : []
        watch = Watch()
        return effects
    }
}
