import MailCore

/// What a tab shows: lines, made when they are asked for.
struct Page: Sendable {
    /// Above the lines; does not scroll.
    var heading: [Line] = []
    let count: Int
    /// What Tab goes to, in order of lines: links, parts, checks.
    var stops: [Stop] = []
    /// Whether moving goes from stop to stop, as in a list.
    var isList = false
    /// For the status row.
    var notes: [String] = []
    private let line: @Sendable (Int) -> Line

    /// For what is long: only the lines on screen are made.
    init(count: Int, line: @escaping @Sendable (Int) -> Line) {
        self.count = count
        self.line = line
    }

    init(_ lines: [Line]) {
        self.init(count: lines.count) { lines[$0] }
    }

    subscript(number: Int) -> Line { line(number) }
}

/// A place of a page that something can be done with.
struct Stop: Sendable {
    enum What: Hashable, Sendable {
        /// A link as numbered in the page, its target, and the text it is shown as if that is known.
        case link(number: Int, target: String)
        /// A part of the MIME tree, by its path.
        case part(String)
        /// A header field, by its place.
        case field(Int)
        /// Where a check points: a line of the source, from 1, or a part.
        case sourceLine(Int)
        case nothing
    }

    let line: Int
    let what: What
}

/// How messages are looked at; changed by keys and kept from one message to the next.
package struct PageOptions: Hashable, Sendable, Codable {
    /// Text: who wrote to whom, in full or as From and Subject alone.
    var hasFullHeading = true
    /// Text: folded at the width.
    var wrapsText = true
    /// Source: folded at the width.
    var wrapsSource = false
    /// Source: long runs of base64 as one line.
    var foldsBase64 = true
    /// Source: tabs as `^I`.
    var marksTabs = false
    /// Source: octets in hexadecimal.
    var showsHex = false
    /// Headers: as sent only.
    var showsRawHeaders = false
    /// Headers: without what few look at.
    var hidesHeaders = false
    /// Cells of a line of text; 0 fills the screen.
    var measure = 100
    /// Of a character whose width terminals disagree on, in cells.
    package var ambiguousWidth = 1

    /// Cells of a line of text on a screen of this width.
    func textWidth(_ columns: Int) -> Int { max(measure > 0 ? min(columns, measure) : columns, 10) }
}

/// What a tab needs to know beside the message.
struct PageContext: Sendable {
    let width: Int
    let options: PageOptions
    /// Also what takes long.
    var rendersAll = false
    let offset: @Sendable (Timestamp) -> Int
}
