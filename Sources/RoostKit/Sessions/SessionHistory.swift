import MailCore
package import MessageStore

/// The sessions of a store, told from its session records and from the messages that name theirs.
package struct SessionHistory {
    private let store: Store
    private let follower: LogFollower
    private var log = SessionLog()
    private var messages = LogState()

    package init(store: Store) throws(StoreError) {
        self.store = store
        follower = try store.makeFollower(watches: false)
        while true {
            let entries = try follower.next(limit: 4096)
            guard !entries.isEmpty else { return }
            for entry in entries {
                log.apply(entry)
                _ = messages.apply(entry)
            }
        }
    }

    /// By their ends, oldest first.
    /// - Parameter includesGood: Whether those are there too that ended in a stored message; their messages are opened.
    package func entries(includesGood: Bool) throws(StoreError) -> [SessionEntry] {
        let failed = log.items.map { SessionEntry($0.report) }
        guard includesGood else { return failed }
        let known = Set(failed.compactMap(\.origin.session))
        var good: [SessionID: SessionEntry] = [:]
        for record in messages.live() {
            let origin = try store.header(of: record).origin
            guard let session = origin.session, !known.contains(session) else { continue }
            if good[session] == nil {
                good[session] = SessionEntry(origin: origin, ended: record.received, message: record.id)
            } else {
                good[session]?.ended = record.received
                good[session]?.messages.append(record.id)
            }
        }
        return (failed + good.values).sorted { ($0.ended, $0.began) < ($1.ended, $1.began) }
    }
}
