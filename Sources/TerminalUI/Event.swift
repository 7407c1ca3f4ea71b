package import MailCore
package import MessageCatalog
package import Terminal

/// What the screen is told.
package enum Event: Sendable {
    case key(Key)
    case resized(Size)
    case snapshot(Snapshot)
    /// What the store's listener says of itself, `nil` when there is none; and whether leaving this screen stops it.
    case listener(ListenerStatus?, leavingStopsIt: Bool)
    case opened(MessageDocument)
    case openFailed(MessageID, reason: String)
    /// The change of an effect is in the log, as the record of this sequence number.
    case changed(change: Int, sequence: UInt64)
    case changeFailed(change: Int, reason: String)
    case exported(count: Int, path: String)
    /// Something the user must know: what, why, what to do.
    case failed(String)
    /// Something the user may want to know.
    case noticed(String)
    /// Time has passed, see ``Model/waitMilliseconds(at:)``.
    case tick
}
