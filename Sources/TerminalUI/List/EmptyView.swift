import MessageCatalog
import Terminal
import TerminalText

extension View {
    /// The list before the first message: how to get one here.
    static let empty = View(
        context: .empty, isShown: { $0.list.messages.isEmpty },
        draw: { model, screen in EmptyView(model: model).draw(on: &screen) },
        pageRows: { $0.layout.bodyRows },
        close: { _ in })
}

private struct EmptyView {
    let model: Model

    private var isRoomy: Bool { model.layout.hasHints }

    func draw(on screen: inout Screen) {
        let layout = model.layout
        if layout.hasTitle { TitleRow(model: model).draw(on: &screen) }
        let margin = isRoomy ? 3 : 1
        var row = isRoomy ? 2 : layout.firstBodyRow
        let first = row
        var cursor = first
        for line in lines {
            guard row < layout.statusRow else { break }
            if line.stop != nil, cursor == first { cursor = row }
            screen.draw(
                line, row: row, in: Area(column: margin, row: row, columns: screen.size.columns - margin, rows: 1),
                focus: 0)
            row += 1
        }
        screen.draw(status, row: layout.statusRow, column: 1, role: .status)
        screen.moveCursor(column: 0, row: cursor)
    }

    private var lines: [Line] {
        var lines = [Line(waiting)]
        if isRoomy, !model.setupLines.isEmpty { lines += [Line(), Line("Point your app here:")] }
        var ending: [Line] = []
        if let listener = model.listener {
            if isRoomy { ending.append(Line()) }
            ending.append(Line("Connections so far: \(listener.connections)   rejected: \(listener.rejected)"))
            ending += isRoomy ? advice(listener) : [Line("t sends a test mail, y copies a line")]
        }
        if isRoomy { ending.append(Line("Store: \(model.settings.storePath)", .note)) }
        let room = model.layout.statusRow - model.layout.firstBodyRow - lines.count - ending.count
        return lines + setup(rows: isRoomy ? .max : room) + ending
    }

    /// The highlighted line is shown whole; around it, as many others as there is room for.
    private func setup(rows: Int) -> [Line] {
        let setup = model.setupLines
        let labelWidth = isRoomy ? (setup.map { SafeText(line: $0.label).width }.max() ?? 0) + 4 : 0
        let first = max(min(model.setupLine - rows / 2, setup.count - rows), 0)
        return setup.enumerated().dropFirst(first).prefix(max(rows, 0)).flatMap { index, setup -> [Line] in
            let start = isRoomy ? ("  " + SafeText(line: setup.label)).padded(to: labelWidth) : .empty
            let text = SafeText(line: setup.line)
            guard index == model.setupLine else { return [Line(start + text)] }
            let rows = isRoomy ? text.folded(to: max(model.size.columns - labelWidth - 4, 20)) : [text]
            return rows.enumerated().map { place, part in
                var line = Line((place == 0 ? start : SafeText.empty.padded(to: labelWidth)) + part)
                line.stop = 0
                return line
            }
        }
    }

    /// What a mail that does not come may be about.
    private func advice(_ listener: ListenerStatus) -> [Line] {
        let others = listener.listeners.dropFirst().filter { $0.scheme != listener.listeners.first?.scheme }
        var lines = others.map { endpoint in
            Line("TLS: \(endpoint.scheme) on port \(endpoint.port); make a client trust it with: roost cert")
        }
        if listener.rejected > 0 {
            lines.append(Line("A shows why \(listener.rejected) were rejected.", .strong))
        } else if listener.connections == 0 {
            lines.append(
                Line("In a container 127.0.0.1 is itself: use host.docker.internal, roost --docker", .note))
        } else {
            lines.append(Line("Still empty after your app has sent? A shows what came.", .note))
        }
        return lines
    }

    private var waiting: SafeText {
        guard let listeners = model.listener?.listeners, let first = listeners.first else {
            return "No listener: nothing can come in. :listen starts one here, roost serve anywhere."
        }
        guard isRoomy else { return "Waiting on \(first.host) port \(first.port)" }
        var hosts: [String] = []
        for endpoint in listeners where endpoint.port == first.port && !hosts.contains(endpoint.host) {
            hosts.append(endpoint.host)
        }
        return SafeText(
            line: "Waiting for mail on \(hosts.joined(separator: " and ")), port \(first.port)  (no TLS, any login)")
    }

    private var status: SafeText {
        guard model.layout.hasID, let status = model.listener else { return "0/0  A activity  ? help  q quit" }
        return "0/0  smtp: \(status.open) open, \(status.stored) ok, \(status.rejected) rejected"
    }
}
