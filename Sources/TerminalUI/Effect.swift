package import MailCore
package import MessageCatalog

/// What the screen wants done.
package enum Effect: Equatable, Sendable {
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
    /// Answered by any number of `found` with the same number. One of another number ends the search before.
    case search(Search, number: Int, over: SummaryList)
    case endSearch
    /// The lines of messages that hold a search's words; answered by `excerpts`.
    case readExcerpts([MessageID], Highlighter, search: Int)
    /// Answered by `madePage`.
    case makePage(PageRequest)
    /// Reads the bodies by a charset in place of what they declare; answered by `reread` or `failed`.
    case reread(MessageID, charset: String)
    /// Gives the room of all that is deleted back; answered by `purged` or `failed`.
    case purge
    /// The sessions that messages came by; answered by `sessions`.
    case readSessions([MessageID])
    /// Answered by `exported` or `failed`. What is open may be gone from the store, and is held.
    case export([MessageID], held: MessageDocument?, ExportChoice, to: String, kind: String)
    /// A part, decoded, through its viewer where there is one; answered by `partOpened` or `failed`.
    case openPart(MessageID, path: String)
    /// The SHA-256 of a part's decoded octets; answered by `partDigest`.
    case digestPart(MessageID, path: String)
    /// The decoded octets of parts into files that are not there yet, with the names wanted; answered by `saved`.
    case saveParts(MessageID, [SaveRequest])
    /// Opens a part with the desktop's program for it.
    case openOutside(MessageID, part: String)
    /// The whole message, in the browser.
    case browse(MessageID, loadsRemote: Bool)
    /// A link, in the browser.
    case openLink(String)
    /// Onto the clipboard; what it is, is told with how it went.
    case copy([UInt8], what: String)
    /// The message as a file of its own, whose path goes onto the clipboard.
    case copyPath(MessageID)
    /// The messages, one after the other, into a command of the shell.
    case pipe([MessageID], command: String)
    case page(MessageID)
    /// Names that a path may go on with; answered by `completed`.
    case completePath(String)
    /// The screen as text into a file; answered by `saved` or `failed`.
    case dump(to: String, withRoles: Bool)
    /// A test mail through the store's own listener.
    case sendTest
    /// A listener for this screen's store; answered by `listener` or `listenFailed`.
    case listen(port: Int?)
    /// Leave; the listener ends with its last screen.
    case quit
    /// Leave, and let the listener stay.
    case detach
    case suspend
    /// Characters of ambiguous width take two cells from now on, or one.
    case treatAmbiguous(asWide: Bool)
    case redraw
    case bell
}

/// How messages are written to files; the raw value is the name of the format at the shell.
package enum ExportChoice: String, CaseIterable, Hashable, Sendable, Codable {
    case eml, mbox, maildir, json, attachments, roost

    var title: String {
        switch self {
        case .eml: ".eml files, bytes exactly as received"
        case .mbox: "one mbox file"
        case .maildir: "a Maildir"
        case .json: "JSON lines"
        case .attachments: "the attachments"
        case .roost: "roost (with envelope and dialogue)"
        }
    }

    /// Behind the name of a file; `nil` where a folder is made.
    var suffix: String? {
        switch self {
        case .eml, .maildir, .attachments: nil
        case .mbox: ".mbox"
        case .json: ".ndjson"
        case .roost: ".roost"
        }
    }
}

/// A part to be saved.
package struct SaveRequest: Hashable, Sendable {
    package var path: String
    /// Where to; `-2` and so on is added to the name when it is taken.
    package var file: String
}
