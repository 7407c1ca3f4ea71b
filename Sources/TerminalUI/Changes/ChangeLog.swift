import MailCore
import MessageCatalog

/// What this screen has changed: what can be undone, and what the store has not shown yet.
///
/// A key acts on the list at once. Until the catalog's snapshots show the change too, it is applied to each of them.
struct ChangeLog: Sendable {
    struct Step: Sendable {
        enum What: Sendable {
            case deletion(change: Int)
            /// Everything up to a message but what is pinned.
            case clear(change: Int, through: MessageID)
            case flag(Effect.Flag, value: Bool)
            /// What was marked afterwards.
            case marks(Set<MessageID>)
        }

        var what: What
        let summaries: [Summary]
        /// How many messages it touched: a clear does not keep their summaries.
        let count: Int
        let selection: MessageID?
        let marks: Set<MessageID>
    }

    fileprivate enum Pending: Sendable {
        case gone(change: Int)
        case there(Summary, change: Int)
    }

    private(set) var steps: [Step] = []
    /// Undone, to be done again; a new change forgets them.
    private var undone: [Step] = []
    private var pending: [MessageID: Pending] = [:]
    private var sequences: [Int: UInt64] = [:]
    private var confirmed: Set<Int> = []
    /// Deletions to be undone once their sequence is known, with the change that undoes them.
    private var undoAwaited: [Int: Int] = [:]
    private var lastChange = 0
    private var latest = SummaryList()
    /// A clear that the store has not confirmed.
    private(set) var clearing: Int?

    mutating func push(_ step: Step) {
        steps.append(step)
        undone = []
    }

    /// The last change, to be undone.
    mutating func pop() -> Step? {
        guard let step = steps.popLast() else { return nil }
        undone.append(step)
        return step
    }

    /// The change that was undone last, to be done again.
    mutating func popUndone() -> Step? { undone.popLast() }

    /// A step that was undone has been done again.
    mutating func pushAgain(_ step: Step) { steps.append(step) }

    /// What was deleted is gone for good.
    mutating func forgetDeletions() {
        steps.removeAll { $0.what.change != nil }
        undone.removeAll { $0.what.change != nil }
    }

    mutating func nextChange() -> Int {
        lastChange += 1
        return lastChange
    }

    mutating func markClearing(_ change: Int) { clearing = change }

    /// Takes messages out of sight until the store has done so.
    mutating func hide(_ summaries: [Summary], change: Int) {
        for summary in summaries { pending[summary.id] = .gone(change: change) }
    }

    /// Undoes a deletion; the effect comes later when the store has not confirmed the deletion yet.
    mutating func undo(deletion: Int, restoring summaries: [Summary]) -> Effect? {
        let change = nextChange()
        for summary in summaries { pending[summary.id] = .there(summary, change: change) }
        guard let sequence = sequences[deletion] else {
            undoAwaited[deletion] = change
            return nil
        }
        return .undo(sequence: sequence, change: change)
    }

    /// The effect that waited for this, if any.
    mutating func confirm(_ change: Int, sequence: UInt64) -> Effect? {
        if clearing == change { clearing = nil }
        sequences[change] = sequence
        confirmed.insert(change)
        return undoAwaited.removeValue(forKey: change).map { .undo(sequence: sequence, change: $0) }
    }

    /// The messages without the change that failed.
    mutating func fail(_ change: Int) -> SummaryList? {
        if clearing == change { clearing = nil }
        let undoing = undoAwaited.removeValue(forKey: change)
        pending = pending.filter { $0.value.change != change && $0.value.change != undoing }
        steps.removeAll { $0.what.change == change }
        return apply(to: latest)
    }

    /// A snapshot's messages with what it does not show yet.
    mutating func apply(to messages: SummaryList) -> SummaryList {
        latest = messages
        var messages = messages
        for (id, change) in pending {
            switch (change, messages[id]) {
            case (.gone, nil), (.there, _?):
                if confirmed.contains(change.change) { pending[id] = nil }
            case (.gone, _?):
                messages[id] = nil
            case (.there(let summary, _), nil):
                messages[id] = summary
            }
        }
        return messages
    }
}

extension ChangeLog.Step.What {
    /// Of what the log has a record of.
    var change: Int? {
        switch self {
        case .deletion(let change), .clear(let change, _): change
        case .flag, .marks: nil
        }
    }
}

extension ChangeLog.Pending {
    fileprivate var change: Int {
        switch self {
        case .gone(let change), .there(_, let change): change
        }
    }
}
