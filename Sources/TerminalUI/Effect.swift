package import MailCore

/// What the screen wants done.
package enum Effect: Hashable, Sendable {
    package enum Flag: Hashable, Sendable {
        case read
        case pinned
    }

    /// Answered by `opened` or `openFailed`.
    case open(MessageID)
    /// Answered by `changed` or `changeFailed` with the same number, as are the next two.
    case delete([MessageID], change: Int)
    /// Deletes everything up to an id but what is pinned.
    case clear(through: MessageID, change: Int)
    /// Restores what the record of this sequence number deleted.
    case undo(sequence: UInt64, change: Int)
    case setFlag([MessageID], Flag, Bool)
    /// Answered by `exported` or `failed`.
    case export([MessageID], to: String)
    /// Leave; the listener ends with its last screen.
    case quit
    /// Leave, and let the listener stay.
    case detach
    case suspend
    case redraw
    case bell
}
