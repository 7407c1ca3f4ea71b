import MailCore
import MessageCatalog

/// A message on screen, open or in the preview. Nothing that arrives changes it.
struct MessageState: Sendable {
    let id: MessageID
    /// `nil` until the catalog has opened it.
    var document: MessageDocument?
    var tab: Tab
    /// By which the texts were read in place of what they declare.
    private(set) var charset: String?
    /// The document in the tab, at the width it is shown with; `nil` while it is made.
    private(set) var page: Page?
    /// What is made elsewhere.
    private(set) var awaited: PageRequest?
    /// What the page was made for, if elsewhere.
    private var made: PageRequest?
    /// Whether also what takes long is rendered.
    private var rendersAll = false
    /// The line in the first row.
    private(set) var top = 0
    /// How many cells are scrolled out to the left.
    private(set) var left = 0
    /// The stop that Tab has gone to.
    private(set) var focus: Int?
    /// It was deleted behind the user's back; it can still be read.
    var isGone = false
    /// What is shown in place of a tab: a part through its viewer.
    private(set) var part: PartView?
    var find: Find?
    /// The line to scroll to once the message is there.
    var follows: Int?
    /// Rows for the page, heading included.
    private var height = 1

    init(id: MessageID, tab: Tab) {
        self.id = id
        self.tab = tab
    }

    /// Rows for the lines that scroll. The heading takes half of a low screen at most.
    var bodyRows: Int { max(height - headingRows, 1) }
    var headingRows: Int { min(page?.heading.count ?? 0, height / 2) }

    mutating func layOut(_ context: PageContext, height: Int) {
        self.height = height
        guard let document else { return }
        var context = context
        context.rendersAll = rendersAll
        let request = PageRequest(document: document, charset: charset, tab: tab, context: context)
        if let part {
            (made, awaited) = (nil, nil)
            show(part.page(context))
        } else if request.isQuick {
            (made, awaited) = (nil, nil)
            show(request.page())
        } else if request == made {
            awaited = nil
            scroll(by: 0)
        } else if request != awaited {
            (made, awaited, page) = (nil, request, nil)
        }
    }

    mutating func take(_ page: MadePage) {
        guard page.request == awaited else { return }
        (made, awaited) = (awaited, nil)
        show(page.page)
    }

    private mutating func show(_ next: Page) {
        page = next
        if next.isList, focus == nil { focus = next.stops.isEmpty ? nil : 0 }
        if let focus, focus >= page?.stops.count ?? 0 { self.focus = nil }
        scroll(by: follows ?? 0)
        follows = nil
    }

    mutating func renderAll() { rendersAll = true }

    /// Reads the texts anew.
    mutating func read(by charset: String, text: String?, html: String?) {
        self.charset = charset
        document?.text = text
        document?.html = html
        part = nil
    }

    mutating func turn(to tab: Tab) {
        self.tab = tab
        (part, top, left, focus) = (nil, 0, 0, nil)
    }

    mutating func show(_ part: PartView?) {
        (self.part, top, left, focus) = (part, 0, 0, nil)
    }

    // MARK: Moving

    /// In a list, the focus moves; elsewhere the lines do.
    mutating func move(by lines: Int) {
        if page?.isList == true { moveFocus(by: lines) } else { scroll(by: lines) }
    }

    mutating func scroll(by lines: Int) {
        guard let page else { return }
        let last = max(page.count - bodyRows, 0)
        top = min(max(top + min(max(lines, -page.count), page.count), 0), last)
    }

    mutating func scroll(to line: Int) { scroll(by: line - top) }

    mutating func moveFocus(by difference: Int) {
        guard let page, !page.stops.isEmpty else { return }
        let last = page.stops.count - 1
        let next: Int
        if let focus {
            next = min(max(focus + min(max(difference, -last), last), 0), last)
        } else {
            // From what is on screen.
            next = page.stops.firstIndex { $0.line >= top } ?? last
        }
        focus = next
        reveal(page.stops[next].line)
    }

    mutating func setFocus(_ stop: Int?) {
        focus = stop
        if let line = stop.flatMap({ page?.stops[$0].line }) { reveal(line) }
    }

    /// Scrolls as far as it takes to have the line on screen.
    mutating func reveal(_ line: Int) {
        if line < top { scroll(to: line) }
        if line >= top + bodyRows { scroll(to: line - bodyRows + 1) }
    }

    mutating func scrollSideways(by cells: Int) { left = max(left + cells, 0) }

    /// With the scroll and the tab of another view of the same message.
    mutating func follow(_ other: MessageState) {
        guard tab == other.tab else { return }
        (top, left) = (other.top, other.left)
        scroll(by: 0)
    }

    /// What the focus stands on.
    var stop: Stop.What? { focus.flatMap { page?.stops.indices.contains($0) == true ? page?.stops[$0].what : nil } }
}
