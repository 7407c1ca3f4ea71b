import Terminal

extension Action {
    static let activity: [Action] = [
        Action("session-down", ["j", .down, .control("n")], in: [.activity], hint: "move", "one session down") {
            $0.moveActivity(by: 1)
        },
        Action("session-up", ["k", .up, .control("p")], in: [.activity], "one session up") { $0.moveActivity(by: -1) },
        Action("session-page-down", [" ", .pageDown, .control("f")], in: [.activity], "a page down") {
            $0.moveActivity(by: $0.pageRows)
        },
        Action("session-page-up", [.pageUp, .control("b")], in: [.activity], "a page up") {
            $0.moveActivity(by: -$0.pageRows)
        },
        Action("session-first", ["g", .home], in: [.activity], "newest session, and follow") {
            $0.moveActivity(by: -.max)
        },
        Action("session-last", ["G", .end], in: [.activity], "oldest session") { $0.moveActivity(by: .max) },
        Action("session-mails", [.enter], in: [.activity], hint: "its mails", "list the mails of this session") {
            $0.showMailsOfSession()
        },
        Action("session-show", ["b"], in: [.activity], hint: "all, open, bad", "all sessions, open ones, failed ones") {
            $0.turnShown()
        },
        Action("session-filter", ["/"], in: [.activity], hint: "filter", "sessions whose line holds a text") {
            $0.askForActivityFilter()
        },
        Action("session-yank", ["y"], in: [.activity], hint: "copy", "copy the transcript") {
            $0.yankTranscriptOfSession()
        },
        Action("log-down", ["j", .down], in: [.log], hint: "down", "one line down") {
            $0.logView?.scroll(by: 1, of: $0.told.count)
        },
        Action("log-up", ["k", .up], in: [.log], "one line up") { $0.logView?.scroll(by: -1, of: $0.told.count) },
        Action("retry", ["r"], in: [.bindError], hint: "try again", "try the port again") { _ in [.listen(port: nil)] },
        Action("next-port", ["n"], in: [.bindError], hint: "next free port", "listen on the next free port") { _ in
            [.listen(port: 0)]
        },
        Action("look", ["v"], in: [.bindError], hint: "look at the store", "look at the store without listening") {
            $0.bindError = nil
        },
        Action("self-test", ["t"], in: [.empty], hint: "test mail", "send a test mail through the listener") { _ in
            [.sendTest]
        },
        Action("setup-down", ["j", .down], in: [.empty], hint: "pick", "next setup line") { $0.pickSetup(by: 1) },
        Action("setup-up", ["k", .up], in: [.empty], "previous setup line") { $0.pickSetup(by: -1) },
        Action("setup-copy", ["y"], in: [.empty], hint: "copy setup line", "copy the highlighted setup line") {
            $0.yankSetup()
        },
    ]

    static let overlays: [Action] =
        [
            Action("find-action-down", [.down, .control("n")], in: [.help, .palette], hint: "down", "next line") {
                $0.find { $0.move(by: 1) }
            },
            Action("find-action-up", [.up, .control("p")], in: [.help, .palette], "line before") {
                $0.find { $0.move(by: -1) }
            },
            Action("find-action-page-down", [.pageDown], in: [.help, .palette], "ten lines down") {
                $0.find { $0.move(by: 10) }
            },
            Action("find-action-page-up", [.pageUp], in: [.help, .palette], "ten lines up") {
                $0.find { $0.move(by: -10) }
            },
            Action("run-found", [.enter], in: [.help, .palette], hint: "run it", "run what is highlighted") {
                $0.runFound()
            },
            Action("help-page-next", [.tab], in: [.help], hint: "next page", "next page") {
                $0.find { $0.turnPage(by: 1) }
            },
            Action("help-page-prev", [.backTab], in: [.help], "page before") { $0.find { $0.turnPage(by: -1) } },

            Action("accept", [.enter], in: [.prompt], hint: "keep", "take what is typed") { $0.accept() },
            Action("complete", [.tab], in: [.prompt], hint: "complete", "complete a field name or a value") {
                $0.completePrompt()
            },
            Action("recall-older", [.up, .control("p")], in: [.prompt], hint: "history", "line before in the history") {
                $0.recall(older: true)
            },
            Action("recall-newer", [.down, .control("n")], in: [.prompt], "next line of the history") {
                $0.recall(older: false)
            },
            Action("recall-search", [.control("r")], in: [.prompt], "search the history for what is typed") {
                $0.searchHistory()
            },

            Action("form-submit", [.enter], in: [.form], hint: "do it", "do what the dialog says") { $0.submitForm() },
            Action("form-next", [.down], in: [.form], hint: "next field", "next field") {
                $0.changeForm { $0.move(by: 1) }
            },
            Action("form-prev", [.up, .backTab], in: [.form], "field before") { $0.changeForm { $0.move(by: -1) } },
            Action(
                "form-complete", [.tab], in: [.form], hint: "complete path, or next field",
                "complete a path, or next field"
            ) {
                $0.completeForm()
            },
            Action("form-save-all", [.alt("a")], in: [.form], "save all attachments") { $0.submitAll() },

            Action("yank-link", ["u"], in: [.yank], "link") { $0.yank(.link) },
            Action("yank-code", ["c"], in: [.yank], "code, to be typed somewhere") { $0.yank(.code) },
            Action("yank-text", ["t"], in: [.yank], "text") { $0.yank(.text) },
            Action("yank-header", ["h"], in: [.yank], "one header") { $0.yank(.header) },
            Action("yank-id", ["#"], in: [.yank], "id") { $0.yank(.id) },
            Action("yank-message-id", ["i"], in: [.yank], "Message-ID") { $0.yank(.messageID) },
            Action("yank-address", ["a"], in: [.yank], "address of the first recipient") { $0.yank(.address) },
            Action("yank-source", ["s"], in: [.yank], "source") { $0.yank(.source) },
            Action("yank-path", ["f"], in: [.yank], "path of an .eml file made for it") { $0.yank(.path) },
            Action("yank-transcript", ["e"], in: [.yank], "SMTP transcript") { $0.yank(.transcript) },
            Action("yank-report", ["r"], in: [.yank], "checks, as text") { $0.yank(.report) },

            Action("yes", ["y"], in: [.question], hint: "yes", "do it") { $0.agree() },
            Action("leave", ["q"], in: [.leaving], hint: "stop the listener and quit", "stop the listener and quit") {
                _ in [.quit]
            },
            Action("detach", ["D"], in: [.leaving], hint: "leave it running", "quit and leave the listener running") {
                _ in
                [.detach]
            },
        ]
        + zip(ListOrder.allCases, ["a", "s", "f", "t", "u"] as [Key]).map { order, key in
            Action("sort-\(order.rawValue)", [key], in: [.sort], order.rawValue) {
                $0.sort(by: order, reversed: $0.preferences.isReversed)
            }
        }
}
