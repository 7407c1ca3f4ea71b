import Glibc

/// What a record is about: the second word of its line.
enum RecordKind: Hashable, Sendable, CustomStringConvertible {
    case segment, message, delete, restore, clear, flags, listener, session, settings, compacted, seal
    /// One of a later Roost.
    case other(String)

    /// The most frequent one first.
    private static let known: [(kind: RecordKind, word: StaticString)] = [
        (.message, "message"), (.flags, "flags"), (.delete, "delete"), (.session, "session"), (.segment, "segment"),
        (.seal, "seal"), (.restore, "restore"), (.clear, "clear"), (.listener, "listener"), (.settings, "settings"),
        (.compacted, "compacted"),
    ]

    init(_ word: UnsafeRawBufferPointer) {
        self = Self.known.first { $0.word ~= word }?.kind ?? .other(String(decoding: word, as: UTF8.self))
    }

    /// Lower-case letters.
    var description: String {
        if case .other(let word) = self { return word }
        return Self.known.first { $0.kind == self }.map { "\($0.word)" } ?? ""
    }
}
