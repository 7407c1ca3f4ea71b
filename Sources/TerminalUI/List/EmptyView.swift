import MessageCatalog
import Terminal
import TerminalText

/// The list before the first message: how to get one here.
struct EmptyView {
    let model: Model

    func draw(on screen: inout Screen) {
        let layout = ListLayout(size: model.size)
        if layout.hasTitle { TitleRow(model: model).draw(on: &screen) }
        let margin = layout.hasHints ? 3 : 1
        var row = layout.hasHints ? 2 : layout.firstBodyRow
        for line in lines(isRoomy: layout.hasHints) {
            guard row < layout.statusRow else { break }
            screen.draw(line, row: row, column: margin)
            row += 1
        }
        screen.draw(status(isWide: layout.hasID), row: layout.statusRow, column: 1, role: .status)
        screen.moveCursor(column: 0, row: layout.firstBodyRow)
    }

    private func lines(isRoomy: Bool) -> [SafeText] {
        let setup = setupLines
        let labelWidth = (setup.map { SafeText(line: $0.label).width }.max() ?? 0) + 2
        var lines: [SafeText] = [waiting(isRoomy: isRoomy)]
        if isRoomy, !setup.isEmpty { lines += ["", "Point your app here:"] }
        lines += setup.map { label, line in
            isRoomy ? "  " + SafeText(line: label).padded(to: labelWidth) + SafeText(line: line) : SafeText(line: line)
        }
        if let listener = model.listener {
            if isRoomy { lines.append("") }
            lines.append("Connections: \(listener.connections)   rejected: \(listener.rejected)")
        }
        if isRoomy { lines.append("Store: \(model.settings.storePath)") }
        return lines
    }

    /// For the listener that runs, never for a default.
    private var setupLines: [(label: String, line: String)] {
        guard let listener = model.listener?.listeners.first else { return [] }
        return model.settings.setup.map { label, line in
            let line = line.replacing("{host}", with: listener.host).replacing("{port}", with: String(listener.port))
            return (label, line)
        }
    }

    private func waiting(isRoomy: Bool) -> SafeText {
        guard let listeners = model.listener?.listeners, let first = listeners.first else {
            return "No listener: nothing can come in. roost serve starts one."
        }
        guard isRoomy else { return "Waiting on \(first.host) port \(first.port)" }
        let hosts = listeners.map(\.host).joined(separator: " and ")
        return "Waiting for mail on \(hosts), port \(first.port)  (no TLS, any login)"
    }

    private func status(isWide: Bool) -> SafeText {
        guard isWide, let status = model.listener else { return "0/0  ? help  q quit" }
        return "0/0  smtp: \(status.open) open, \(status.stored) ok, \(status.rejected) rejected"
    }
}
