import InternetMessage
import MailCore
import MessageCatalog
import Terminal

extension Model {
    /// What a page key moves by: one row of the page before stays in sight.
    var pageRows: Int { max(view.pageRows(self) - 1, 1) }

    // MARK: Marks

    mutating func mark() {
        guard let id = list.target(at: now.milliseconds) else { return }
        list.hold()
        setMarks(list.marks.symmetricDifference([id]))
    }

    mutating func markAndGoDown() {
        guard let id = list.target(at: now.milliseconds), let row = list.rows.index(of: id) else { return }
        mark()
        if row + 1 < list.rows.count { list.move(to: row + 1) }
    }

    mutating func markAll() {
        let rows = list.rows
        setMarks(list.marks.union((0..<rows.count).map { rows[$0] }))
    }

    mutating func setMarks(_ marks: Set<MessageID>) {
        guard marks != list.marks else { return }
        changes.push(
            ChangeLog.Step(what: .marks(marks), summaries: [], count: 0, selection: list.selection, marks: list.marks))
        list.marks = marks
    }

    mutating func mark(matching text: String, _ isSet: Bool) {
        guard let ids = ids(matching: text) else { return }
        setMarks(isSet ? list.marks.union(ids) : list.marks.subtracting(ids))
        show(.info, "\(ids.count) \(isSet ? "marked" : "unmarked")")
    }

    mutating func deleteMatching(_ text: String) {
        guard let ids = ids(matching: text) else { return }
        guard !ids.isEmpty else { return show(.info, "no message matches \(text)") }
        let pinned = ids.count { list.messages[$0]?.isPinned == true }
        let kept = pinned > 0 ? " (\(pinned) pinned ones too)" : ""
        ask("Delete \(ids.count) matching messages\(kept)?") { $0.delete(ids) }
    }

    private mutating func ids(matching text: String) -> [MessageID]? {
        switch query(text) {
        case .failure(let error):
            show(.error, "query: \(error.message), at character \(error.position)")
            return nil
        case .success(let query):
            guard let ids = shown(matching: query) else {
                show(.warning, "\(text) looks into contents: filter with it, then T and D act on what is shown")
                return nil
            }
            return ids
        }
    }

    // MARK: Moving and looking

    mutating func toggleFollow() {
        if activity != nil { return moveActivity(by: activity?.isFollowing == true ? 0 : -.max) }
        if list.isFollowing { list.hold() } else { list.moveToNewest() }
    }

    mutating func moveToNew(down: Bool) {
        if !list.move(down: down, where: { !$0.isRead }) {
            show(.info, "no unread message further \(down ? "down" : "up")")
        }
    }

    mutating func turnTab(by difference: Int) {
        if message != nil { turn(by: difference) } else { turnPreview(by: difference) }
    }

    mutating func turnLayout() {
        let all = LayoutChoice.allCases
        let next = all[((all.firstIndex(of: preferences.layout) ?? 0) + 1) % all.count]
        preferences.layout = next
        layOutPreview()
        show(.info, "layout: \(next.rawValue)")
    }

    mutating func moveToBad() {
        if !list.move(down: true, where: { $0.isBad }) { show(.info, "no failed check further down") }
    }

    mutating func askForCommand() {
        let ids = targets
        if !ids.isEmpty { ask(for: .pipe(ids)) }
    }

    mutating func sort(by order: ListOrder, reversed: Bool) {
        if case .menu = overlay { overlay = nil }
        (preferences.order, preferences.isReversed) = (order, reversed)
        list.sort(by: order, reversed: reversed)
    }

    mutating func openParts() -> [Effect] {
        let effects = message == nil ? openTarget() : []
        turn(to: .parts)
        return effects
    }

    /// A link or a part; elsewhere the whole message.
    mutating func openOutside() -> [Effect] {
        guard let id = message?.id else { return [] }
        switch message?.stop {
        case .link(_, let target): return open(link: target)
        case .part(let path): return [.openOutside(id, part: path)]
        case .field, .sourceLine, .nothing, nil: return [.openOutside(id, part: nil)]
        }
    }

    mutating func saveAllInstead() {
        guard case .form(let form) = overlay, case .save = form.kind else { return }
        overlay = nil
        askForSaving(all: true)
    }

    // MARK: Setup, listening, dumping

    mutating func pickSetup(by difference: Int) {
        setupLine = min(max(setupLine + difference, 0), max(setupLines.count - 1, 0))
    }

    mutating func yankSetup() -> [Effect] {
        guard setupLines.indices.contains(setupLine) else { return [] }
        let line = setupLines[setupLine].line
        return [.copy(Array(line.utf8), what: line)]
    }

    /// For the listener that runs, never for a default.
    var setupLines: [(label: String, line: String)] {
        guard let listener = listener?.listeners.first else { return [] }
        return settings.setup.map { label, line in
            let line = line.replacing("{host}", with: listener.host).replacing("{port}", with: String(listener.port))
            return (label, line)
        }
    }

    mutating func listen(on text: String) -> [Effect] {
        guard let port = text.isEmpty ? 0 : Int(text), (0...65_535).contains(port) else {
            show(.error, "listen: \(text) is no port")
            return []
        }
        guard listener == nil else {
            show(.warning, "a listener runs already; end it with: roost stop")
            return []
        }
        return [.listen(port: text.isEmpty ? nil : port)]
    }

    mutating func dump(to file: String, withRoles: Bool) -> [Effect] {
        guard file.isEmpty else { return [.dump(to: file, withRoles: withRoles)] }
        show(.error, "dump wants the name of a file")
        return []
    }
}

extension Summary {
    /// An error-level check failed.
    var isBad: Bool { checks.errors > 0 }
}
