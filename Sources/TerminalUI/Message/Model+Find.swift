import TerminalText

extension Model {
    mutating func askToFind() {
        let origin = message?.top ?? 0
        ask(
            Prompt(
                "find> ", history: "find",
                typed: { model, text in
                    model.find(text, from: origin)
                    return []
                },
                cancelled: { model in
                    model.message?.find = nil
                    model.message?.scroll(to: origin)
                    return []
                }, accepted: { _, _ in [] }))
    }

    private mutating func find(_ text: String, from origin: Int) {
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
