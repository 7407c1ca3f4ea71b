import MessageCatalog
import Terminal
import TerminalText

/// Where nothing useful fits: what is needed, and that all goes on.
struct TooSmallView {
    let model: Model

    func draw(on screen: inout Screen) {
        let smallest = ListLayout.smallest
        let lines: [SafeText] = [
            "Roost: need \(smallest.columns)x\(smallest.rows)",
            "\(model.list.messages.count) mails, \(model.list.unread) new",
            model.listener?.listeners.first.map { "\($0.scheme) :\($0.port) up" } ?? "no listener",
        ]
        for (row, line) in lines.enumerated() { screen.draw(line, row: row, column: 0) }
    }
}
