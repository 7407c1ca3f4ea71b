package import MailCore
package import MessageCatalog
package import Terminal

/// What the screen is told.
package enum Event: Sendable {
    case key(Key)
    /// An action by its name, from a script.
    case action(String, argument: String)
    case resized(Size)
    case snapshot(Snapshot)
    /// What the store's listener says of itself, `nil` when there is none; and whether leaving this screen stops it.
    case listener(ListenerStatus?, leavingStopsIt: Bool)
    /// Why there is no listener though there should be one.
    case listenFailed(BindError)
    case opened(MessageDocument)
    case openFailed(MessageID, reason: String)
    /// What was asked for by `makePage`.
    case madePage(MadePage)
    /// The bodies of a message, read by another charset.
    case reread(MessageID, charset: String, text: String?, html: String?)
    /// The line of each message in which a search's words stand.
    case excerpts(search: Int, [MessageID: String])
    /// What is deleted cannot be restored any more.
    case purged(octets: Int, messages: Int)
    case found(search: Int, Searcher.Progress)
    case sessions([StoredSession])
    case partOpened(MessageID, path: String, bytes: [UInt8], text: String?)
    /// In hexadecimal.
    case partDigest(MessageID, path: String, sha256: String)
    /// The change of an effect is in the log, as the record of this sequence number.
    case changed(change: Int, sequence: UInt64)
    case changeFailed(change: Int, reason: String)
    /// So many of a kind were written.
    case exported(count: Int, kind: String, path: String)
    case saved(String)
    case completed(String, [String])
    /// Something is on the clipboard: what, and by which way.
    case copied(what: String, way: String)
    /// Something the user must know: what, why, what to do.
    case failed(String)
    /// Something the user may want to know.
    case noticed(String)
    /// Time has passed, see ``Model/waitMilliseconds(at:)``.
    case tick
}
