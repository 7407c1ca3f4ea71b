import Terminal

extension Action {
    static let message: [Action] = [
        Action("line-down", ["j", .down], in: [.message], hint: "scroll", "one line, or one row, down") {
            $0.message?.move(by: 1)
        },
        Action("line-up", ["k", .up], in: [.message], "one line, or one row, up") { $0.message?.move(by: -1) },
        Action(
            "enter", [.enter], in: [.message], hint: "show",
            "open the link, the part, the place of a check; else a line down"
        ) {
            $0.enter()
        },
        Action("text-page-down", [" ", .pageDown, .control("f"), "f"], in: [.message], "a page down") {
            $0.scrollMessage(by: $0.pageRows)
        },
        Action("text-page-up", ["b", .pageUp, .control("b"), "-"], in: [.message], "a page up") {
            $0.scrollMessage(by: -$0.pageRows)
        },
        Action("text-half-down", [.control("d")], in: [.message], "half a page down") {
            $0.scrollMessage(by: $0.pageRows / 2)
        },
        Action("text-half-up", [.control("u")], in: [.message], "half a page up") {
            $0.scrollMessage(by: -$0.pageRows / 2)
        },
        Action("top", ["g", .home], in: [.message], "to the first line") { $0.message?.move(by: -.max) },
        Action("bottom", ["G", .end], in: [.message], "to the last line") { $0.message?.move(by: .max) },
        Action("scroll-left", [.left], in: [.message], "to the left; back to the list from the first column") {
            $0.scrollLeft()
        },
        Action("scroll-right", [.right], in: [.message], "to the right") { $0.message?.scrollSideways(by: 8) },
        Action("next", ["J"], in: [.message], hint: "next mail", "next message down the list") {
            $0.openNeighbour(down: true)
        },
        Action("previous", ["K"], in: [.message], "next message up the list") { $0.openNeighbour(down: false) },
        Action("stop-next", [.tab], in: [.message], hint: "link", "next link, part or check") {
            $0.message?.moveFocus(by: 1)
        },
        Action("stop-prev", [.backTab], in: [.message], "previous link, part or check") {
            $0.message?.moveFocus(by: -1)
        },
        Action(
            "open-link", ["o"], in: [.message], hint: "open", "open the link, or the part with the desktop's program"
        ) {
            $0.openOutside()
        },
        Action("browse", ["O"], in: [.message], hint: "browser", "the whole message in the browser") { model in
            model.message.map { [.browse($0.id, loadsRemote: model.loadsRemoteContent)] } ?? []
        },
        Action("find", ["/"], in: [.message], hint: "find", "find in this tab") {
            $0.askToFind()
        },
        Action("find-next", ["n"], in: [.message], "next match") { $0.findNext(down: true) },
        Action("find-prev", ["N"], in: [.message], "previous match") { $0.findNext(down: false) },
        Action(
            "headers", ["h"], in: [.message], hint: "heading", "short or full heading; Headers: hide what few look at"
        ) {
            $0.toggleHeaders()
        },
        Action("wrap", ["w"], in: [.message], hint: "wrap", "fold long lines, or not") { $0.toggleWrap() },
        Action("hex", ["x"], in: [.message], hint: "hex", "text or hexadecimal (Source, Parts)") { $0.toggleHex() },
        Action("fold", ["z"], in: [.message], hint: "fold base64", "fold long base64, or not (Source)") {
            $0.setPage { $0.foldsBase64.toggle() }
        },
        Action("raw", ["r"], in: [.message], hint: "raw or decoded", "raw or decoded (Headers)") {
            $0.setPage { $0.showsRawHeaders.toggle() }
        },
        Action("render-all", ["R"], in: [.message], "render what is too large for it, too") { $0.renderAll() },
        Action("save-all", ["S"], in: [.message], hint: "save all", "save all attachments (Parts)") {
            $0.askForSavingAll()
        },
        Action("index", ["i"], in: [.message, .compare], hint: "list", "back to the list") { $0.backToList() },
    ]

    static let tabs: [Action] = Tab.all.map { tab in
        Action("tab-\(tab.name)", [tab.key], in: [.message, .compare], "tab \(tab.title)") { model in
            if model.compare != nil { model.compareIn(tab) } else { model.turn(to: tab) }
        }
    }

    static let compare: [Action] = [
        Action("compare-down", ["j", .down], in: [.compare], hint: "scroll", "one line down") {
            $0.compare?.scroll(by: 1)
        },
        Action("compare-up", ["k", .up], in: [.compare], "one line up") { $0.compare?.scroll(by: -1) },
        Action("compare-page-down", [" ", .pageDown, .control("f")], in: [.compare], "a page down") {
            $0.scrollCompare(by: $0.pageRows)
        },
        Action("compare-page-up", ["b", .pageUp, .control("b")], in: [.compare], "a page up") {
            $0.scrollCompare(by: -$0.pageRows)
        },
        Action("change-next", ["n", .tab], in: [.compare], hint: "next change", "next change") {
            $0.compare?.moveToChange(down: true)
        },
        Action("change-prev", ["N", .backTab], in: [.compare], "previous change") {
            $0.compare?.moveToChange(down: false)
        },
        Action("swap", ["x"], in: [.compare], hint: "swap", "swap the two messages") { $0.swapCompared() },
        Action("ignored", ["I"], in: [.compare], hint: "show ignored", "show or ignore Date, ids and boundaries") {
            $0.toggleIgnored()
        },
    ]
}
