import MailCore
import MessageCatalog
import TerminalText

extension Model {
    mutating func mark() {
        guard let id = list.target(at: now.milliseconds) else { return }
        list.hold()
        setMarks(list.marks.symmetricDifference([id]))
    }

    mutating func markAndGoDown() {
        guard let id = list.target(at: now.milliseconds), let row = list.rows.index(of: id) else { return }
        mark()
        if row + 1 < list.rows.count { list.move(to: row + 1) }
    }

    mutating func markAll() {
        let rows = list.rows
        setMarks(list.marks.union((0..<rows.count).map { rows[$0] }))
    }

    mutating func setMarks(_ marks: Set<MessageID>) {
        guard marks != list.marks else { return }
        changes.push(
            ChangeLog.Step(what: .marks(marks), summaries: [], count: 0, selection: list.selection, marks: list.marks))
        list.marks = marks
    }

    mutating func askToMark(_ isSet: Bool) {
        ask(
            Prompt(
                isSet ? "mark matching> " : "unmark matching> ", history: "filter", completing: Query.completions,
                accepted: { model, text in
                    model.mark(matching: text, isSet)
                    return []
                }))
    }

    private mutating func mark(matching text: String, _ isSet: Bool) {
        guard let ids = ids(matching: text) else { return }
        setMarks(isSet ? list.marks.union(ids) : list.marks.subtracting(ids))
        show(.info, "\(ids.count) \(isSet ? "marked" : "unmarked")")
    }

    mutating func askToDelete() {
        ask(
            Prompt(
                "delete matching> ", history: "filter", completing: Query.completions,
                accepted: { model, text in
                    model.deleteMatching(text)
                    return []
                }))
    }

    private mutating func deleteMatching(_ text: String) {
        guard let ids = ids(matching: text) else { return }
        guard !ids.isEmpty else { return show(.info, "no message matches \(text)") }
        let pinned = ids.count { list.messages[$0]?.isPinned == true }
        let kept = pinned > 0 ? " (\(pinned) pinned ones too)" : ""
        ask("Delete \(counted(ids.count, "matching message"))\(kept)?") { $0.delete(ids) }
    }

    private mutating func ids(matching text: String) -> [MessageID]? {
        switch query(text) {
        case .failure(let error):
            show(.error, "query: \(error.message), at character \(error.position)")
            return nil
        case .success(let query):
            guard let ids = shown(matching: query) else {
                show(.warning, "\(text) looks into contents: filter with it, then T and D act on what is shown")
                return nil
            }
            return ids
        }
    }
}
