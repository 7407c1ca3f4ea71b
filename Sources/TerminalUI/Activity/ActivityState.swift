import MailCore
import MessageCatalog
import Terminal
import TerminalText

/// Where in the activity screen the user is; by the entry's id, as in the list.
struct ActivityState: Sendable {
    private(set) var selection: ActivityEntry.ID?
    private(set) var top: ActivityEntry.ID?
    private(set) var isFollowing = true
    var onlyBad = false
    var filter = ""

    func shown(_ entries: [ActivityEntry]) -> [ActivityEntry] {
        let wanted = filter.lowercased()
        return entries.filter { entry in
            (!onlyBad || entry.isBad)
                && (wanted.isEmpty
                    || "\(entry.client.string) \(entry.state) \(entry.reason.string)".lowercased().contains(wanted))
        }
    }

    mutating func move(by difference: Int, in entries: [ActivityEntry], height: Int) {
        let shown = shown(entries)
        guard !shown.isEmpty else { return }
        let row = shown.firstIndex { $0.id == selection } ?? 0
        let next = min(max(row + min(max(difference, -row), shown.count), 0), shown.count - 1)
        selection = shown[next].id
        isFollowing = next == 0 && difference != 0
        settle(entries, height: height)
    }

    /// Onto rows that are there.
    mutating func settle(_ entries: [ActivityEntry], height: Int) {
        let shown = shown(entries)
        guard let first = shown.first else { return (selection, top) = (nil, nil) }
        if isFollowing || selection == nil { selection = first.id }
        let row = shown.firstIndex { $0.id == selection } ?? 0
        selection = shown[row].id
        let start = isFollowing ? 0 : shown.firstIndex { $0.id == top } ?? 0
        top = shown[max(min(start, row), row - max(height, 1) + 1)].id
    }
}

extension Model {
    var entries: [ActivityEntry] { history.entries }

    mutating func openActivity() -> [Effect] {
        activity = ActivityState()
        settleActivity()
        let newest = list.messages.suffix(SessionHistory.depth).map(\.id)
        return newest.isEmpty ? [] : [.readSessions(newest)]
    }

    mutating func settleActivity() {
        guard activity != nil else { return }
        let entries = entries
        activity?.settle(entries, height: ActivityLayout(size: size).listRows)
    }

    mutating func moveActivity(by difference: Int) {
        let entries = entries
        activity?.move(by: difference, in: entries, height: ActivityLayout(size: size).listRows)
    }

    mutating func toggleBad() {
        activity?.onlyBad.toggle()
        settleActivity()
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
