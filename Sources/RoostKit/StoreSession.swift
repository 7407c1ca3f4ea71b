package import MailCore
package import MessageCatalog
package import MessageStore
package import SystemPackage

/// What a one-shot command works with: the store opened, its messages read, the scope it is held to.
package struct StoreSession {
    package let store: Store
    package var state: CatalogState
    private let scope: String?

    /// How much a command needs to know before it asks.
    package enum Depth: Sendable {
        /// Which messages there are. One that is asked about is opened.
        case log
        /// What all of them say, too.
        case messages
    }

    /// - Throws: when there is no store at the place, or it cannot be used.
    package init(_ directory: FilePath, scope: String?, tagRules: [TagRule], depth: Depth = .messages) throws(Failure) {
        self.scope = scope
        do throws(StoreError) {
            store = try Store.open(directory, access: .readExisting, clock: SystemClock.now)
            state = try CatalogState(store: store, tagRules: tagRules, watches: false)
            switch depth {
            case .log: while try state.readLog() {}
            case .messages:
                try state.readAll()
                state.extendIndexes()
            }
        } catch {
            throw Failure(error)
        }
    }

    /// The messages that words of a command line name, oldest first.
    package func summaries(
        _ words: [String], after: String? = nil, limit: Int = .max
    ) throws(Failure) -> [Summary] {
        try Selection(words, scope: scope, after: after).summaries(in: state, limit: limit)
    }

    /// The one message that words name, opened.
    package func document(_ words: [String], after: String? = nil) throws(Failure) -> MessageDocument {
        try open(Selection.single(words, scope: scope, after: after, in: state))
    }

    package func open(_ id: Summary.ID) throws(Failure) -> MessageDocument {
        do throws(StoreError) {
            if let document = try state.document(of: id) { return document }
        } catch {
            throw Failure(error)
        }
        throw Failure(.noMatch, "message \(id) is gone")
    }

    /// The deleted messages that words of a command line name, as far as they can be restored, oldest first.
    package func deleted(_ words: [String]) throws(Failure) -> [MessageID] {
        let selection = try Selection(words, scope: scope)
        do throws(StoreError) {
            return try state.deleted().filter(selection.matches).map(\.summary.id)
        } catch {
            throw Failure(error)
        }
    }

    /// Gives the room of deleted messages back: of these, or of all within the scope.
    package func purge(_ ids: [MessageID]?) throws(Failure) -> (octets: Int, messages: Int) {
        var ids = ids
        if ids == nil, !(scope ?? "").isEmpty { ids = try deleted([]) }
        do throws(StoreError) {
            return try store.purge(ids)
        } catch {
            throw Failure(error)
        }
    }

    /// Appends records and waits until they are on disk.
    package func append(_ records: [NewRecord]) throws(Failure) {
        do throws(StoreError) {
            _ = try store.append(records)
        } catch {
            throw Failure(error)
        }
    }
}

extension Store {
    /// The store that is there, be it one that this user may only read; a new one where there is none.
    static func openOrMake(_ directory: FilePath) throws(StoreError) -> Store {
        do throws(StoreError) {
            return try open(directory, access: .readExisting, clock: SystemClock.now)
        } catch {
            guard error.kind == .missing else { throw error }
            return try open(directory, access: .readWrite, clock: SystemClock.now)
        }
    }
}
