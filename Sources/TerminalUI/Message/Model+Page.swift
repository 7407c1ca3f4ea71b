import MailCore
import MessageCatalog

/// How the open message is looked at.
extension Model {
    func context(width: Int) -> PageContext {
        PageContext(width: width, options: preferences.page, offset: settings.offset)
    }

    mutating func turn(to tab: Tab) {
        message?.turn(to: tab)
        layOutMessage()
    }

    mutating func turn(by difference: Int) {
        if let tab = message?.tab { turn(to: tab.neighbour(difference)) }
    }

    mutating func layOutMessage() {
        let body = MessageLayout(size: size).body
        let context = context(width: body.columns)
        message?.layOut(context, height: body.rows)
        if let page = message?.page { message?.find?.start(in: page) }
    }

    mutating func scrollMessage(by lines: Int) { message?.scroll(by: lines) }

    mutating func scrollLeft() {
        if message?.left == 0 { closeMessage() } else { message?.scrollSideways(by: -8) }
    }

    mutating func toggleHeaders() {
        let isHeaders = message?.tab == .headers
        setPage { if isHeaders { $0.hidesHeaders.toggle() } else { $0.hasFullHeading.toggle() } }
    }

    mutating func toggleWrap() {
        let isSource = message?.tab == .source
        setPage { if isSource { $0.wrapsSource.toggle() } else { $0.wrapsText.toggle() } }
    }

    /// Changes how pages are looked at.
    mutating func setPage(_ change: (inout PageOptions) -> Void) {
        change(&preferences.page)
        layOut()
    }

    mutating func renderAll() {
        message?.renderAll()
        layOutMessage()
    }

    mutating func reread(_ id: MessageID, by charset: String, text: String?, html: String?) {
        guard message?.id == id else { return }
        message?.read(by: charset, text: text, html: html)
        layOutMessage()
        show(.info, "read as \(charset); opening the message again reads it as it declares")
    }

    /// Between text and hexadecimal, of the source or of the part that is shown.
    mutating func toggleHex() {
        if var part = message?.part {
            part.isHex = part.text == nil || !part.isHex
            message?.show(part)
        } else if message?.tab == .source {
            preferences.page.showsHex.toggle()
        }
        layOutMessage()
    }
}

extension Tab {
    func neighbour(_ difference: Int) -> Tab {
        let index = Self.all.firstIndex(of: self) ?? 0
        return Self.all[(index + difference + Self.all.count) % Self.all.count]
    }
}
