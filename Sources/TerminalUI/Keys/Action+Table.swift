import Terminal

extension Action {
    /// In the order of help.
    static let all: [Action] = list + message + tabs + everywhere + overlays

    private static let list: [Action] = [
        Action(
            "open", [.enter, .right], in: [.list], hint: "open", "open the message"
        ) { $0.openTarget() },
        Action("down", ["j", .down, .control("n")], in: [.list], "one row down") { $0.list.move(by: 1) },
        Action("up", ["k", .up, .control("p")], in: [.list], "one row up") { $0.list.move(by: -1) },
        Action("half-down", [.control("d")], in: [.list], "half a page down") { $0.list.move(by: $0.pageRows / 2) },
        Action("half-up", [.control("u")], in: [.list], "half a page up") { $0.list.move(by: -$0.pageRows / 2) },
        Action("page-down", [.pageDown, .control("f"), "z"], in: [.list], "a page down") {
            $0.list.move(by: $0.pageRows)
        },
        Action("page-up", [.pageUp, .control("b"), "Z"], in: [.list], "a page up") { $0.list.move(by: -$0.pageRows) },
        Action("first", ["g", .home, "="], in: [.list], "newest message, and follow") { $0.list.move(to: 0) },
        Action("last", ["G", .end], in: [.list], "oldest message") { $0.list.move(to: .max) },
        Action(
            "goto", (0...9).map { .character(Character(String($0))) }, in: [.list], "digits, then Enter: go to that id",
            byKey: { $0.askForID(startingWith: $1) }),
        Action("filter", ["/"], in: [.list], hint: "filter", "show what holds a text in from, to or subject") {
            $0.ask(for: .filter(before: $0.list))
        },
        Action("limit", ["l"], in: [.list], "edit the filter") {
            $0.ask(for: .filter(before: $0.list), filledWith: $0.list.filter?.query ?? "")
        },
        Action("mark-next", [" "], in: [.list], hint: "mark", "mark or unmark, and go down") { $0.markAndGoDown() },
        Action("mark", ["t", "m"], in: [.list], "mark or unmark") { $0.mark() },
        Action("follow", ["F"], in: [.list], "follow the newest message, or hold") { $0.toggleFollow() },
        Action("read", ["r"], in: [.list], "read or unread") { $0.toggle(.read) },
        Action("clear", ["C"], in: [.list], "delete all that is not pinned") { $0.clear() },
    ]

    private static let message: [Action] = [
        Action("line-down", ["j", .down, .enter], in: [.message], hint: "scroll", "one line down") { $0.scroll(by: 1) },
        Action("line-up", ["k", .up], in: [.message], "one line up") { $0.scroll(by: -1) },
        Action("text-page-down", [" ", .pageDown, .control("f"), "f"], in: [.message], "a page down") {
            $0.scroll(by: $0.pageRows)
        },
        Action("text-page-up", ["b", .pageUp, .control("b"), "-"], in: [.message], "a page up") {
            $0.scroll(by: -$0.pageRows)
        },
        Action("text-half-down", [.control("d")], in: [.message], "half a page down") {
            $0.scroll(by: $0.pageRows / 2)
        },
        Action("text-half-up", [.control("u")], in: [.message], "half a page up") { $0.scroll(by: -$0.pageRows / 2) },
        Action("top", ["g", .home], in: [.message], "to the first line") { $0.scroll(by: -.max) },
        Action("bottom", ["G", .end], in: [.message], "to the last line") { $0.scroll(by: .max) },
        Action("scroll-left", [.left], in: [.message], "to the left; back to the list from the first column") {
            $0.scrollLeft()
        },
        Action("scroll-right", [.right], in: [.message], "to the right") { $0.scrollRight() },
        Action(
            "next", ["J"], in: [.message], hint: "next mail", "next message down the list"
        ) { $0.openNeighbour(down: true) },
        Action(
            "previous", ["K"], in: [.message], hint: "previous", "next message up the list"
        ) { $0.openNeighbour(down: false) },
        Action("tab-next", ["]"], in: [.message], hint: "tab", "next tab") { $0.turn(by: 1) },
        Action("tab-previous", ["["], in: [.message], "previous tab") { $0.turn(by: -1) },
        Action("index", ["i"], in: [.message], hint: "list", "back to the list") { $0.closeMessage() },
    ]

    private static let tabs: [Action] = Tab.all.map { tab in
        Action("tab-\(tab.name)", [tab.key], in: [.message], "tab \(tab.title)") { $0.turn(to: tab) }
    }

    private static let everywhere: [Action] = [
        Action("export", ["s"], in: [.list, .message], hint: "export", "write the marked or this one as .eml files") {
            $0.askForFolder()
        },
        Action(
            "delete", ["d", .delete], in: [.list, .message], hint: "delete", "delete the marked or this one"
        ) { $0.deleteTargets() },
        Action(
            "undo", ["u"], in: [.list, .empty, .message], hint: "undo", "undo the last delete, pin or read change"
        ) { $0.undo() },
        Action(
            "pin", ["p"], in: [.list, .message], "pin or unpin: C and retention spare it"
        ) { $0.toggle(.pinned) },
        Action(
            "newest", ["."], in: [.list, .message], "open the newest message"
        ) { $0.openNewest() },
        Action("help", ["?", .function(1)], in: [.list, .empty, .message], hint: "help", "the keys of this screen") {
            $0.overlay = .help(Help(context: $0.context))
        },
        Action(
            "back", ["q"], in: [.list, .empty, .message], hint: "back", "one screen back; from the list, quit"
        ) { $0.back() },
        Action("quit", ["Q"], in: [.list, .empty, .message, .help, .leaving], "quit at once") { _ in [.quit] },
        Action(
            "cancel", [.escape, .control("g")], in: Set(Context.allCases),
            "close what is on top, else clear the filter, else the marks"
        ) { $0.cancel() },
        Action(
            "interrupt", [.control("c")], in: Set(Context.allCases), "twice within two seconds: quit"
        ) { $0.interrupt() },
        Action(
            "suspend", [.control("z")], in: Set(Context.allCases), "suspend; mail still comes in"
        ) { _ in [.suspend] },
        Action(
            "redraw", [.control("l")], in: Set(Context.allCases), "draw the screen anew"
        ) { _ in [.redraw] },
    ]

    private static let overlays: [Action] = [
        Action("help-down", ["j", .down], in: [.help], hint: "down", "one line down") { $0.scrollHelp(by: 1) },
        Action("help-up", ["k", .up], in: [.help], hint: "up", "one line up") { $0.scrollHelp(by: -1) },
        Action("help-page-down", [" ", .pageDown], in: [.help], "a page down") { $0.scrollHelp(by: $0.pageRows) },
        Action("help-page-up", ["b", .pageUp], in: [.help], "a page up") { $0.scrollHelp(by: -$0.pageRows) },
        Action("help-close", ["q", "?", .enter], in: [.help], hint: "close", "close help") { $0.dismiss() },
        Action(
            "accept", [.enter], in: [.prompt], hint: "keep", "take what is typed"
        ) { $0.accept() },
        Action("yes", ["y"], in: [.question], hint: "yes", "do it") { $0.agree() },
        Action(
            "leave", ["q"], in: [.leaving], hint: "stop the listener and quit", "stop the listener and quit"
        ) { _ in [.quit] },
        Action(
            "detach", ["D"], in: [.leaving], hint: "leave it running", "quit and leave the listener running"
        ) { _ in [.detach] },
    ]
}

extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
    package init(extendedGraphemeClusterLiteral value: Character) {
        self = .character(value)
    }
}
