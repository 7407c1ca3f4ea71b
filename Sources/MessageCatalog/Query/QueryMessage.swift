import HTMLText
package import MailCore

/// A message as a query sees it: its summary, and the whole of it, which is opened when a term asks for more.
package final class QueryMessage {
    package let summary: Summary
    /// What `newer:` and `older:` count from.
    let now: Timestamp
    /// In the screen that asks.
    let isMarked: Bool
    private let open: () -> MessageDocument?

    /// - Parameter open: Called once at most; `nil` when the message cannot be read.
    package init(
        _ summary: Summary, now: Timestamp, isMarked: Bool = false, open: @escaping () -> MessageDocument?
    ) {
        self.summary = summary
        self.now = now
        self.isMarked = isMarked
        self.open = open
    }

    package convenience init(_ document: MessageDocument, now: Timestamp, isMarked: Bool = false) {
        self.init(document.summary, now: now, isMarked: isMarked) { document }
    }

    /// With its HTML body laid out.
    convenience init(_ document: MessageDocument, page: HTMLDocument?, now: Timestamp) {
        self.init(document, now: now)
        self.page = page
    }

    /// A message is large: it stays in one place.
    final class Opened {
        let document: MessageDocument

        init(_ document: MessageDocument) {
            self.document = document
        }
    }

    private(set) lazy var opened: Opened? = open().map { Opened($0) }
    /// The HTML body as a reader sees it.
    private(set) lazy var htmlText: String? = page?.text
    private lazy var page: HTMLDocument? = opened?.document.html.map { HTMLDocument($0) }

    /// Without it, a text need not be looked through for links.
    private static let scheme = Literal(Array("://".utf8))

    var hasLinks: Bool {
        if page?.links.isEmpty == false { return true }
        guard var text = opened?.document.text,
            text.withUTF8({ Self.scheme.firstPlace(in: UnsafeRawBufferPointer($0), from: 0) }) != nil
        else { return false }
        return !PlainText.links(in: text).isEmpty
    }
}
