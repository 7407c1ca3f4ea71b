import MailCore
import MessageCatalog

extension Model {
    /// The two marked, else the current one with the one before it to the same recipient with the same subject.
    mutating func startCompare() -> [Effect] {
        let marked = list.marks.sorted()
        let pair: (MessageID, MessageID)
        if message == nil, marked.count == 2 {
            pair = (marked[0], marked[1])
        } else {
            guard let id = message?.id ?? list.target(at: now.milliseconds), let summary = list.messages[id] else {
                return []
            }
            let before = list.messages.last { other in
                other.id < id && other.subject == summary.subject && other.shownTo == summary.shownTo
            }
            guard let before else {
                show(.info, "nothing before it to the same recipient with this subject; mark two to compare them")
                return []
            }
            pair = (before.id, id)
        }
        return withDocument(of: pair.0) { model, left in
            model.withDocument(of: pair.1) { model, right in
                model.compare = CompareState(left, right)
                model.layOutCompare()
                return []
            }
        }
    }

    mutating func scrollCompare(by lines: Int) { compare?.scroll(by: lines) }

    mutating func layOutCompare() {
        let body = MessageLayout(size: size).body
        let context = context(width: body.columns)
        compare?.layOut(context, height: body.rows)
    }

    mutating func compareIn(_ tab: Tab) {
        compare?.turn(to: tab)
        layOutCompare()
    }

    mutating func swapCompared() {
        compare?.swap()
        layOutCompare()
    }

    mutating func toggleIgnored() {
        compare?.toggleIgnored()
        layOutCompare()
    }
}
