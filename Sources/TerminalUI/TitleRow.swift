import MessageCatalog
import Terminal
import TerminalText

/// Row 0 of the list: who listens where, and how many messages there are.
struct TitleRow {
    let model: Model

    func draw(on screen: inout Screen) {
        screen.fill(row: 0, role: .title)
        let state = state
        let right: SafeText = " \(counts)  "
        let start = screen.size.columns - state.text.width - right.width - 1
        screen.draw("Roost  " + listener, row: 0, column: 1, to: max(start, 1), role: .title)
        let column = screen.draw(right, row: 0, column: max(start, 1), role: .title)
        screen.draw(state.text, row: 0, column: column, role: state.role)
    }

    private var listener: SafeText {
        if model.storeError != nil { return "STORE ERROR: changes are not kept" }
        if let problem = model.listener?.storeProblem {
            return "STORE ERROR: no mail comes in: " + SafeText(line: problem)
        }
        guard let endpoint = model.listener?.listeners.first else {
            return model.listener == nil ? "no listener: no mail comes in (:listen)" : "listener without a port"
        }
        let place = model.size.columns < 60 ? ":\(endpoint.port)" : "\(endpoint.scheme) \(endpoint.authority)"
        return SafeText(line: place + " up" + warnings)
    }

    /// What is unusual about the listener and must not be forgotten.
    private var warnings: String {
        guard let listener = model.listener else { return "" }
        let exposed = listener.listeners.allSatisfy(\.isLoopback) ? "" : "  OPEN TO THE NETWORK"
        return exposed + (listener.rules > 0 ? "  REJECT RULES: \(listener.rules)" : "")
    }

    private var counts: SafeText {
        let (count, unread) = (model.list.messages.count, model.list.unread)
        if count == 0 { return model.isComplete ? "no messages yet" : "reading the store" }
        return SafeText(line: counted(count, "msg") + (unread > 0 ? " \(unread) new" : ""))
    }

    private var state: (text: SafeText, role: Role) {
        if model.storeError != nil || model.listener?.storeProblem != nil { return ("ERROR", .toastError) }
        if model.list.messages.isEmpty { return (.empty, .title) }
        if model.watch != nil { return ("WATCH", .titleFollow) }
        if model.list.isFollowing { return ("FOLLOW", .titleFollow) }
        let arrived = model.list.arrived
        return (arrived > 0 ? "HELD +\(arrived)" : "HELD", .titleHeld)
    }
}
