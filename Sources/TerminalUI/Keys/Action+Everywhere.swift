import Terminal

extension Action {
    private static let onMessages: Set<Context> = [.list, .message]

    static let everywhere: [Action] = [
        Action("export", ["s"], in: onMessages, hint: "export", "write the marked or this one to files; Parts: save") {
            $0.askForSaving()
        },
        Action("delete", ["d", .delete], in: onMessages, hint: "delete", "delete the marked or this one") {
            $0.deleteTargets()
        },
        Action(
            "undo", ["u"], in: [.list, .empty, .message], hint: "undo", "undo the last delete, pin, read or mark change"
        ) {
            $0.undo()
        },
        Action("redo", [.control("r")], in: [.list, .empty, .message], "do again what was undone") { $0.redo() },
        Action("pin", ["p"], in: onMessages, "pin or unpin: C and retention spare it") { $0.toggle(.pinned) },
        Action("yank", ["y"], in: onMessages, hint: "copy", "copy a link, a code, text, id, source ...") {
            $0.overlay = .menu(.yank)
        },
        Action("pipe", ["|"], in: onMessages, hint: "pipe", "pipe the raw message to a command") { $0.askForCommand() },
        Action("pager", ["e"], in: onMessages, hint: "pager", "raw source in $PAGER") { model in
            model.targets.first.map { [.page($0)] } ?? []
        },
        Action("browser", ["V"], in: onMessages, "HTML part in the browser") { model in
            model.targets.first.map { [.browse($0, loadsRemote: model.loadsRemoteContent)] } ?? []
        },
        Action(
            "compare", ["c"], in: onMessages, hint: "compare",
            "the two marked, or this and the one before to the same recipient"
        ) {
            $0.startCompare()
        },
        Action("newest", ["."], in: [.list, .message, .activity, .compare], hint: "newest", "open the newest message") {
            $0.openNewest()
        },
        Action("follow", ["F"], in: [.list, .activity], hint: "follow", "follow the newest, or hold") {
            $0.toggleFollow()
        },
        Action("watch", ["W"], in: onMessages, hint: "watch", "show each new message as it arrives, or stop") {
            $0.toggleWatch()
        },
        Action(
            "activity", ["A"], in: [.list, .empty, .message, .compare], hint: "activity",
            "sessions: why did a mail not come"
        ) {
            $0.openActivity()
        },
        Action("help", ["?", .function(1)], in: Context.screens, hint: "help", "the keys of this screen") { model in
            model.overlay = .finder(Finder(palette: false, context: model.view.context, keymap: model.settings.keymap))
        },
        Action("command", [":"], in: Context.screens, hint: "cmd", "run an action by its name") { model in
            model.overlay = .finder(Finder(palette: true, context: model.view.context, keymap: model.settings.keymap))
        },
        Action("back", ["q"], in: Context.screens, hint: "back", "one screen back; from the list, quit") { $0.back() },
        Action("quit", ["Q"], in: Context.screens.union([.leaving]), "quit at once") { _ in [.quit] },
        Action(
            "cancel", [.escape, .control("g")], in: Set(Context.allCases), hint: "close",
            "close what is on top, else end find, filter, marks"
        ) { $0.cancel() },
        Action("interrupt", [.control("c")], in: Set(Context.allCases), "twice within two seconds: quit") {
            $0.interrupt()
        },
        Action("suspend", [.control("z")], in: Set(Context.allCases), "suspend; mail still comes in") { _ in [.suspend]
        },
        Action("redraw", [.control("l")], in: Set(Context.allCases), "draw the screen anew") { _ in [.redraw] },
    ]

    /// Without keys of their own: typed in the palette.
    static let commands: [Action] = [
        Action("log", [], in: Context.screens, "what was told in this screen") { $0.logView = LogState() },
        Action(
            "set", [], in: Context.screens, argument: "NAME=VALUE", Option.all.map(\.name).joined(separator: ", "),
            with: { model, input in model.set(input.argument) }),
        Action("charset", [], in: [.message], argument: "NAME", "read the texts of this message by another charset") {
            model, input in
            model.message.map { [.reread($0.id, charset: input.argument)] } ?? []
        },
        Action("dump", [], in: Context.screens, argument: "FILE", "write this screen to a file, as text") {
            model, input in
            model.dump(to: input.argument, withRoles: false)
        },
        Action("dump-attr", [], in: Context.screens, argument: "FILE", "as dump, with a letter for each cell's role") {
            model, input in
            model.dump(to: input.argument, withRoles: true)
        },
        Action("listen", [], in: [.list, .empty, .bindError], argument: "PORT", "start a listener for this store") {
            model, input in
            model.listen(on: input.argument)
        },
        Action("detach-now", [], in: Context.screens, "quit and leave the listener running") { _ in [.detach] },
    ]
}
