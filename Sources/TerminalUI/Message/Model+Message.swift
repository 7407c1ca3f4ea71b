import MailCore
import MessageCatalog
import Terminal

extension Model {
    func context(width: Int) -> PageContext {
        PageContext(width: width, options: preferences.page, offset: settings.offset)
    }

    mutating func openTarget() -> [Effect] {
        list.target(at: now.milliseconds).map { open($0) } ?? []
    }

    mutating func openNewest() -> [Effect] {
        list.rows.newest.map { open($0) } ?? []
    }

    /// In the tab of the message that was open; from the preview, with its tab and scroll.
    mutating func open(_ id: MessageID) -> [Effect] {
        watch = nil
        list.hold(on: id)
        (activity, compare, logView) = (nil, nil, nil)
        let shown = message == nil && preview.message?.id == id ? preview.message : nil
        message = MessageState(id: id, tab: shown?.tab ?? message?.tab ?? .text)
        guard let document = shown?.document, let shown else { return [.open(id)] }
        message?.document = document
        layOutMessage()
        message?.follow(shown)
        return list.messages[id].map { markRead($0) } ?? []
    }

    mutating func openNeighbour(down: Bool) -> [Effect] {
        message.flatMap { neighbour(of: $0.id, down: down) }.map { open($0) } ?? []
    }

    /// Beside an id in the list, also when it has gone from there.
    func neighbour(of id: MessageID, down: Bool) -> MessageID? {
        let rows = list.rows
        guard let row = rows.index(of: id) else {
            // Below the place where it stood is what is nearest now.
            guard let nearest = rows.index(nearest: id) else { return nil }
            let isOlder = rows[nearest] < id
            let next = down == (isOlder != list.isReversed) ? nearest : nearest + (down ? 1 : -1)
            return (0..<rows.count).contains(next) ? rows[next] : nil
        }
        let next = down ? row + 1 : row - 1
        return (0..<rows.count).contains(next) ? rows[next] : nil
    }

    mutating func opened(_ document: MessageDocument) -> [Effect] {
        let id = document.summary.id
        preview.take(document)
        if preview.message?.id == id { layOutPreview() }
        let awaited = whenOpened.removeValue(forKey: id)
        let effects = awaited?(&self, document) ?? []
        guard message?.id == id, message?.document == nil else { return effects }
        message?.document = document
        layOutMessage()
        guard watch == nil, let summary = list.messages[id] else { return effects }
        return effects + markRead(summary)
    }

    /// Reading marks as read; that is no change to be undone.
    mutating func markRead(_ summary: Summary) -> [Effect] {
        guard !summary.isRead else { return [] }
        var summary = summary
        summary.isRead = true
        list.replace(summary)
        return [.setFlag([summary.id], .read, true)]
    }

    /// Runs once the message is opened, at once if it is.
    mutating func withDocument(
        of id: MessageID, _ body: @escaping @Sendable (inout Model, MessageDocument) -> [Effect]
    ) -> [Effect] {
        let shown = [message, preview.message].compactMap { $0 }.first { $0.id == id }
        if let document = shown?.document { return body(&self, document) }
        whenOpened[id] = body
        return [.open(id)]
    }

    /// The selection stays on the message.
    mutating func closeMessage() {
        guard let id = message?.id else { return }
        (message, watch) = (nil, nil)
        if let row = list.rows.index(of: id) { list.move(to: row) }
    }

    mutating func backToList() {
        compare = nil
        closeMessage()
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

    /// Enter on a stop: opens it; elsewhere one line down.
    mutating func enter() -> [Effect] {
        guard let id = message?.id, let stop = message?.stop else {
            message?.move(by: 1)
            return []
        }
        switch stop {
        case .link(_, let target): return open(link: target)
        case .part(let path) where message?.tab == .parts: return [.openPart(id, path: path)]
        case .part(let path):
            turn(to: .parts)
            let stops = message?.page?.stops ?? []
            message?.setFocus(stops.firstIndex { $0.what == .part(path) })
        case .sourceLine(let number):
            goToSource(line: number)
        case .field, .nothing: break
        }
        return []
    }

    private mutating func goToSource(line: Int) {
        guard let document = message?.document else { return }
        turn(to: .source)
        let lines = SourceLines(document.source, foldsBase64: preferences.page.foldsBase64)
        message?.scroll(to: lines.row(ofLine: line))
    }

    /// Only what a browser or a mail program opens.
    mutating func open(link target: String) -> [Effect] {
        let schemes = ["https://", "http://", "mailto:"]
        guard schemes.contains(where: { target.lowercased().hasPrefix($0) }) else {
            show(.warning, "not opened, it is neither http nor mailto: \(target)")
            return []
        }
        return [.openLink(target)]
    }

    mutating func partOpened(_ id: MessageID, path: String, bytes: [UInt8], text: String?) {
        guard message?.id == id, message?.tab == .parts else { return }
        let part = message?.document?.parts.first { $0.path == path }
        let title = [part?.contentType, part?.filename].compactMap { $0 }.joined(separator: "  ")
        message?.show(PartView(path: path, title: title, bytes: bytes, text: text))
        layOutMessage()
    }

    /// Back to the parts, onto the one that was shown.
    mutating func closePart() {
        guard let path = message?.part?.path else { return }
        message?.show(nil)
        layOutMessage()
        let stop = message?.page?.stops.firstIndex { $0.what == .part(path) }
        message?.setFocus(stop)
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

    // MARK: Finding

    mutating func find(_ text: String, from origin: Int) {
        guard let page = message?.page else { return }
        guard !text.isEmpty else {
            message?.find = nil
            return
        }
        var find = Find(text, from: origin)
        find.start(in: page)
        message?.find = find
        if let line = find.line { message?.reveal(line) } else { message?.scroll(to: origin) }
    }

    mutating func findNext(down: Bool) {
        guard let page = message?.page, message?.find != nil else { return }
        message?.find?.advance(down: down, in: page)
        if let line = message?.find?.line { message?.reveal(line) }
    }
}

extension Tab {
    func neighbour(_ difference: Int) -> Tab {
        let index = Self.all.firstIndex(of: self) ?? 0
        return Self.all[(index + difference + Self.all.count) % Self.all.count]
    }
}
