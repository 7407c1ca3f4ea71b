import InternetMessage
import MailCore
import MessageCatalog
import Terminal
import TerminalText

extension Model {
    /// What a page key moves by: one row of the page before stays in sight.
    var pageRows: Int { max(view.pageRows(self) - 1, 1) }

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

    mutating func askForID(filledWith digit: String) {
        ask(
            Prompt("go to id> ", filledWith: digit) { model, text in
                if let id = MessageID(text), let row = model.list.rows.index(of: id) {
                    model.list.move(to: row)
                } else {
                    model.show(.warning, "no message \(text) in this list")
                }
                return []
            })
    }

    mutating func askForCommand() {
        let ids = targets
        if ids.isEmpty { return }
        ask(
            Prompt(ids.count == 1 ? "pipe to> " : "pipe \(ids.count) to> ", history: "pipe") { _, command in
                command.isEmpty ? [] : [.pipe(ids, command: command)]
            })
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
        case .part(let path): return open(part: path, of: id)
        case .field, .sourceLine, .nothing, nil: return [.browse(id, loadsRemote: loadsRemoteContent)]
        }
    }
}

extension Summary {
    /// An error-level check failed.
    var isBad: Bool { checks.errors > 0 }
}
