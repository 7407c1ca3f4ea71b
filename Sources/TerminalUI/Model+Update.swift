import MailCore
import MessageCatalog
import Terminal

extension Model {
    /// Takes an event in, and says what is to be done about it.
    package mutating func update(_ event: Event, at moment: Moment) -> [Effect] {
        now = moment
        let effects = take(event)
        if let toast, let ends = toast.ends, ends <= now.milliseconds { self.toast = nil }
        settle()
        return effects
    }

    private mutating func take(_ event: Event) -> [Effect] {
        switch event {
        case .key(let key):
            return press(key)
        case .resized(let size):
            self.size = size
            list.fillScreen(height: ListLayout(size: size).bodyRows)
            layOutMessage()
        case .snapshot(let snapshot):
            take(snapshot)
        case .listener(let status, let leavingStopsIt):
            listener = status
            leavingStopsListener = leavingStopsIt
            if case .leaving = overlay, !leavingStopsIt { overlay = nil }
        case .opened(let document):
            return opened(document)
        case .openFailed(let id, let reason):
            if message?.id == id { closeMessage() }
            show(.error, "message \(id): \(reason)")
        case .changed(let change, let sequence):
            return changes.confirm(change, sequence: sequence).map { [$0] } ?? []
        case .changeFailed(let change, let reason):
            if let messages = changes.fail(change) { list.take(messages) }
            show(.error, reason)
        case .exported(let count, let path):
            show(.info, "Exported \(count) to \(path)")
        case .failed(let reason):
            show(.error, reason)
        case .noticed(let text):
            show(.warning, text)
        case .tick:
            break
        }
        return []
    }

    private mutating func take(_ snapshot: Snapshot) {
        isComplete = snapshot.isComplete
        list.take(changes.apply(to: snapshot.messages))
        if let id = message?.id { message?.isGone = list.messages[id] == nil }
        if snapshot.damages != damages, let first = snapshot.damages.first {
            let more = snapshot.damages.count > 1 ? " (and \(snapshot.damages.count - 1) more)" : ""
            show(.warning, "store damaged: \(first)\(more); roost verify tells more")
        }
        damages = snapshot.damages
    }

    private mutating func settle() {
        if list.isFollowing, message == nil, (followDue ?? 0) <= now.milliseconds {
            list.followNewest(at: now.milliseconds)
        }
        list.settle(height: ListLayout(size: size).bodyRows)
    }

    /// The selection does not move under a hand that is about to press a key: it follows 300 ms after the last one.
    var followDue: Int64? {
        guard list.isFollowing, message == nil, list.selection != nil, list.selection != list.rows.first else {
            return nil
        }
        return (lastKey ?? .min / 2) + 300
    }
}
