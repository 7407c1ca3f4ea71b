import MailCore
import MessageCatalog
import Terminal
import TerminalText

/// Where in the activity screen the user is; by the entry's id, as in the list.
struct ActivityState: Sendable {
    private(set) var selection: ActivityEntry.ID?
    private(set) var top: ActivityEntry.ID?
    private(set) var isFollowing = true
    /// Which sessions are shown.
    enum Shown: String, CaseIterable, Sendable {
        case all, open, bad
    }

    private(set) var which = Shown.all
    var filter = ""
    /// Of the selection: an open session that fails is another entry of the same session.
    private var session: SessionID?

    mutating func turn() {
        let all = Shown.allCases
        which = all[((all.firstIndex(of: which) ?? 0) + 1) % all.count]
    }

    func shown(_ entries: [ActivityEntry], at now: Timestamp) -> [ActivityEntry] {
        let wanted = filter.lowercased()
        return entries.filter { entry in
            switch which {
            case .open where !entry.isOpen: return false
            case .bad where !entry.isBad: return false
            case .all, .open, .bad: break
            }
            let line = { "\(entry.client().string) \(entry.state) \(entry.reason(at: now).string)" }
            return wanted.isEmpty || line().lowercased().contains(wanted)
        }
    }

    /// - Parameter shown: The entries that are shown, as below.
    mutating func move(by difference: Int, in shown: [ActivityEntry], height: Int) {
        guard !shown.isEmpty else { return }
        let row = shown.firstIndex { $0.id == selection } ?? 0
        let next = min(max(row + min(max(difference, -row), shown.count), 0), shown.count - 1)
        selection = shown[next].id
        isFollowing = next == 0 && difference != 0
        settle(shown, height: height)
    }

    /// Onto rows that are there.
    mutating func settle(_ shown: [ActivityEntry], height: Int) {
        guard let first = shown.first else { return (selection, top) = (nil, nil) }
        if isFollowing || selection == nil { selection = first.id }
        let row =
            shown.firstIndex { $0.id == selection }
            ?? session.flatMap { session in shown.firstIndex { $0.session == session } } ?? 0
        (selection, session) = (shown[row].id, shown[row].session)
        let start = isFollowing ? 0 : shown.firstIndex { $0.id == top } ?? 0
        top = shown[max(min(start, row), row - max(height, 1) + 1)].id
    }
}
