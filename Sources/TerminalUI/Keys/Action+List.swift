import Terminal
import TerminalText

extension Action {
    static let list: [Action] = [
        Action("open", [.enter, .right], in: [.list], hint: "open", "open the message") { $0.openTarget() },
        Action("filter", ["/"], in: [.list], hint: "filter", "show what matches a query") {
            $0.askForFilter()
        },
        Action("limit", ["l"], in: [.list], "edit the filter") {
            $0.askForFilter(filledWith: $0.list.filter?.text ?? "")
        },
        Action("down", ["j", .down, .control("n")], in: [.list], "one row down") { $0.list.move(by: 1) },
        Action("up", ["k", .up, .control("p")], in: [.list], "one row up") { $0.list.move(by: -1) },
        Action("half-down", [.control("d")], in: [.list], "half a page down") { $0.list.move(by: $0.pageRows / 2) },
        Action("half-up", [.control("u")], in: [.list], "half a page up") { $0.list.move(by: -$0.pageRows / 2) },
        Action("page-down", [.pageDown, .control("f"), "z"], in: [.list], "a page down") {
            $0.list.move(by: $0.pageRows)
        },
        Action("page-up", [.pageUp, .control("b"), "Z"], in: [.list], "a page up") { $0.list.move(by: -$0.pageRows) },
        Action("first", ["g", .home, "="], in: [.list], "first row") { $0.list.move(to: 0) },
        Action("last", ["G", .end], in: [.list], "last row") { $0.list.move(to: .max) },
        Action(
            "goto", (0...9).map { .character(Character(String($0))) }, in: [.list], "digits, then Enter: go to that id",
            with: { model, input in
                let digit = if case .character(let digit) = input.key { String(digit) } else { input.argument }
                model.askForID(filledWith: digit)
                return []
            }),
        Action("next-new", [.tab], in: [.list], "next unread message") { $0.moveToNew(down: true) },
        Action("prev-new", [.backTab], in: [.list], "previous unread message") { $0.moveToNew(down: false) },
        Action("next-bad", ["!"], in: [.list], "next message with a failed check") { $0.moveToBad() },
        Action("preview-down", ["J"], in: [.list], hint: "scroll preview", "scroll the preview down") {
            $0.scrollPreview(by: 1)
        },
        Action("preview-up", ["K"], in: [.list], "scroll the preview up") { $0.scrollPreview(by: -1) },
        Action("tab-next", ["]"], in: [.list, .message], hint: "tab", "next tab") { $0.turnTab(by: 1) },
        Action("tab-prev", ["["], in: [.list, .message], "previous tab") { $0.turnTab(by: -1) },
        Action("layout", ["S"], in: [.list], hint: "layout", "layout: auto, list, stacked, side") { $0.turnLayout() },
        Action("match-next", ["n"], in: [.list], "next match") { $0.list.move(by: 1) },
        Action("match-prev", ["N"], in: [.list], "previous match") { $0.list.move(by: -1) },
        Action("mark-next", [" "], in: [.list], hint: "mark", "mark or unmark, and go down") { $0.markAndGoDown() },
        Action("mark", ["t", "m"], in: [.list], "mark or unmark") { $0.mark() },
        Action("mark-all", [], in: [.list], "mark every message that is shown") { $0.markAll() },
        Action("mark-query", ["T"], in: [.list], "mark what matches a query") { $0.askToMark(true) },
        Action("unmark-query", ["U"], in: [.list], "unmark what matches a query") { $0.askToMark(false) },
        Action("read", ["r"], in: [.list], "read or unread") { $0.toggle(.read) },
        Action("read-all", ["R"], in: [.list], "all that is shown is read") { $0.readAll() },
        Action("delete-query", ["D"], in: [.list], "delete what matches a query; asks") {
            $0.askToDelete()
        },
        Action("clear", ["C"], in: [.list], "delete all that is not pinned") { $0.clear() },
        Action("purge", ["$"], in: [.list, .empty], "give the room of deleted messages back; asks") {
            $0.ask("Purge what is deleted? It cannot be brought back.") { _ in [.purge] }
        },
        Action("sort", ["o"], in: [.list], "sort by arrival, size, from, to or subject") { $0.overlay = .menu(.sort) },
        Action("reverse", ["O"], in: [.list], "turn the order round") {
            $0.sort(by: $0.preferences.order, reversed: !$0.preferences.isReversed)
        },
        Action("parts", ["v"], in: [.list, .message], "open on the Parts tab") { $0.openParts() },
    ]
}
