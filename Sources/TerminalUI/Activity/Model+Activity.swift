import MailCore
import MessageCatalog
import TerminalText

extension Model {
    /// Newest first.
    var entries: [ActivityEntry] { history.entries(listener) }

    private var shownEntries: [ActivityEntry] { activity?.shown(entries, at: now.wall) ?? [] }

    mutating func openActivity() -> [Effect] {
        activity = ActivityState()
        settleActivity()
        let newest = list.messages.suffix(SessionHistory.depth).map(\.id)
        return newest.isEmpty ? [] : [.readSessions(newest)]
    }

    mutating func settleActivity() {
        guard activity != nil else { return }
        let shown = shownEntries
        activity?.settle(shown, height: ActivityLayout(size: size).listRows)
    }

    mutating func moveActivity(by difference: Int) {
        let shown = shownEntries
        activity?.move(by: difference, in: shown, height: ActivityLayout(size: size).listRows)
    }

    mutating func turnShown() {
        activity?.turn()
        settleActivity()
    }

    mutating func askForActivityFilter() {
        let before = activity
        ask(
            Prompt(
                "filter sessions> ", filledWith: before?.filter ?? "",
                typed: { model, text in
                    model.activity?.filter = text
                    model.settleActivity()
                    return []
                },
                cancelled: { model in
                    model.activity = before
                    model.settleActivity()
                    return []
                }, accepted: { _, _ in [] }))
    }

    /// Nothing when all is hidden.
    var selectedSession: ActivityEntry? { entries.first { $0.id == activity?.selection } }

    /// The list, filtered to what the session stored.
    mutating func showMailsOfSession() -> [Effect] {
        guard let ids = selectedSession?.messages, let first = ids.first, let last = ids.last else {
            show(.info, "this session stored no mail")
            return []
        }
        (activity, message, compare) = (nil, nil, nil)
        let query =
            ids.count == Int(last.rawValue - first.rawValue) + 1
            ? "id:\(first)..\(last)" : ids.map { "id:\($0)" }.joined(separator: " OR ")
        list.hold()
        return (try? filter(query).get()) ?? []
    }

    mutating func yankTranscriptOfSession() -> [Effect] {
        guard let dialogue = selectedSession?.dialogue, !dialogue.isEmpty else {
            show(.info, "no transcript was kept")
            return []
        }
        return [.copy(Array(Dialogue.text(dialogue).utf8), what: "transcript")]
    }
}
