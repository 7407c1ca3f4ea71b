import MailCore
import MessageCatalog

/// An open message. Nothing that arrives changes it.
struct MessageState: Sendable {
    let id: MessageID
    /// `nil` until the catalog has opened it.
    var document: MessageDocument?
    var tab: Tab
    /// The document in the tab, at the width of the screen.
    var page: Page?
    /// The line in the first row.
    var top = 0
    /// How many cells are scrolled out to the left.
    var left = 0
    /// It was deleted behind the user's back; it can still be read.
    var isGone = false
}
