/// Why a store did not do what was asked.
package struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable {
        /// There is no store at the path.
        case missing
        /// The store is there but may not be changed by this user.
        case notWritable
        /// A later Roost wrote it.
        case newerVersion
        /// Somebody else may write to it, or owns it.
        case insecure
        /// A file, or a directory of something else.
        case notAStore
        /// Another process held the lock for too long.
        case locked
        /// No room: on the disk, or in the queue of the writer.
        case full
        /// The system refused.
        case failed
        /// The bytes are not those that were stored.
        case damaged
        /// Store, segment or message were removed meanwhile.
        case gone
    }

    package var kind: Kind
    /// One line: what, why, what to do.
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package var description: String { message }
}
