import MailCore
import MessageCatalog

extension Model {
    mutating func undo() -> [Effect] {
        guard let step = changes.pop() else {
            show(.info, "nothing to undo")
            return []
        }
        switch step.what {
        case .deletion(let change), .clear(let change, _):
            let effect = changes.undo(deletion: change, restoring: step.summaries)
            var messages = list.messages
            for summary in step.summaries { messages[summary.id] = summary }
            let fresh = list.take(messages)
            list.marks = step.marks
            if let selection = step.selection { list.select(selection) }
            show(.info, "\(counted(step.count, "message")) back")
            return (effect.map { [$0] } ?? []) + search(fresh)
        case .flag(let flag, let value):
            list.take(setting(flag, to: !value, of: step.summaries))
            show(.info, "\(step.count) as before")
            return [.setFlag(step.summaries.map(\.id), flag, !value)]
        case .marks:
            list.marks = step.marks
            show(.info, "\(step.marks.count) marked, as before")
            return []
        }
    }

    mutating func redo() -> [Effect] {
        guard var step = changes.popUndone() else {
            show(.info, "nothing to do again")
            return []
        }
        let effects: [Effect]
        switch step.what {
        case .deletion:
            let change = changes.nextChange()
            step.what = .deletion(change: change)
            effects = remove(step.summaries.compactMap { list.messages[$0.id] }, change: change)
        case .clear(_, let last):
            let change = changes.nextChange()
            changes.markClearing(change)
            step.what = .clear(change: change, through: last)
            effects = [.clear(through: last, change: change)]
        case .flag(let flag, let value):
            list.take(setting(flag, to: value, of: step.summaries))
            effects = [.setFlag(step.summaries.map(\.id), flag, value)]
        case .marks(let marks):
            list.marks = marks
            effects = []
        }
        changes.pushAgain(step)
        show(.info, "done again")
        return effects
    }
}
