package import MailCore
package import MessageCatalog
package import MessageStore

#if canImport(Glibc)
import Glibc
#endif

/// Follows a store and hands on each message that arrives, in the order of the log, on the caller's thread.
package struct LogTail {
    private var state: CatalogState
    private var waiting: [MessageID]
    /// The newest message that was looked at.
    private var newest: MessageID

    /// - Parameter since: messages received from then on come, though they were there before.
    package init(store: Store, tagRules: [TagRule], since: Timestamp) throws(StoreError) {
        state = try CatalogState(store: store, tagRules: tagRules)
        while try state.readLog() {}
        let messages = state.snapshot.messages
        newest = messages.last?.id ?? MessageID(0)
        waiting = messages.reversed().prefix { $0.received >= since }.reversed().map(\.id)
    }

    /// Of the messages before those that ``follow(matching:_:)`` begins with, the last that match, at most `count`, oldest
    /// first.
    package func history(
        _ count: Int, matching: (MessageDocument) -> Bool
    ) throws(StoreError) -> [MessageDocument] {
        var found: [MessageDocument] = []
        let earlier = state.snapshot.messages.dropLast(waiting.count)
        for summary in earlier.reversed() where found.count < count {
            guard let document = try state.document(of: summary.id), matching(document) else { continue }
            found.append(document)
        }
        return found.reversed()
    }

    /// Waits for messages until `body` says `false`: that it has enough.
    package mutating func follow(
        matching: (MessageDocument) -> Bool, _ body: (MessageDocument) throws -> Bool
    ) throws {
        while true {
            for id in waiting {
                guard let document = try state.document(of: id), matching(document) else { continue }
                guard try body(document) else { return }
            }
            var descriptor = pollfd(fd: state.descriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&descriptor, 1, -1)
            while try state.readLog() {}
            let messages = state.snapshot.messages
            waiting = messages[messages.position(notBelow: MessageID(newest.rawValue + 1))...].map(\.id)
            newest = waiting.last ?? newest
        }
    }
}
