import MailCore
import MessageCatalog
import Terminal

extension Model {
    /// Takes an event in, and says what is to be done about it.
    package mutating func update(_ event: Event, at moment: Moment) -> [Effect] {
        now = moment
        let effects = take(event)
        if let toast, let ends = toast.ends, ends <= now.milliseconds { self.toast = nil }
        return effects + settle()
    }

    private mutating func take(_ event: Event) -> [Effect] {
        switch event {
        case .key(let key):
            return press(key)
        case .action(let name, let argument):
            return run(name, argument: argument)
        case .resized(let size):
            self.size = size
            list.fillScreen(height: layout.bodyRows)
            layOut()
        case .snapshot(let snapshot):
            return take(snapshot)
        case .listener(let status, let leavingStopsIt):
            take(status)
            leavingStopsListener = leavingStopsIt
            if case .leaving = overlay, !leavingStopsIt { overlay = nil }
        case .listenFailed(let error):
            bindError = error
        case .opened(let document):
            return opened(document)
        case .openFailed(let id, let reason):
            if message?.id == id { closeMessage() }
            if preview.fail(id) { return [] }
            whenOpened[id] = nil
            show(.error, "message \(id): \(reason)")
        case .madePage(let page):
            take(page)
        case .reread(let id, let charset, let text, let html):
            reread(id, by: charset, text: text, html: html)
        case .excerpts(let search, let texts):
            list.take(texts, search: search)
        case .purged(let octets, let messages):
            changes.forgetDeletions()
            show(.info, "\(messages) messages purged, \(ByteCount.short(octets)) given back")
        case .found(let search, let progress):
            list.take(progress, search: search, at: now.milliseconds)
        case .sessions(let sessions):
            history.take(sessions)
            settleActivity()
        case .partOpened(let id, let path, let bytes, let text):
            partOpened(id, path: path, bytes: bytes, text: text)
        case .partDigest(let id, let path, let digest):
            take(digest: digest, of: id, path: path)
        case .changed(let change, let sequence):
            storeError = nil
            return changes.confirm(change, sequence: sequence).map { [$0] } ?? []
        case .changeFailed(let change, let reason):
            if let messages = changes.fail(change) { list.take(messages) }
            storeError = reason
            show(.error, reason)
        case .exported(let count, let kind, let path):
            show(.info, "Exported \(count)\(kind) to \(path)")
        case .saved(let path):
            show(.info, "Saved \(path)")
        case .completed(let text, let names):
            complete(text, with: names)
        case .copied(let what, let way):
            show(.info, "Copied \(what) \(way)")
        case .failed(let reason):
            show(.error, reason)
        case .noticed(let text):
            show(.warning, text)
        case .tick:
            break
        }
        return []
    }

    private mutating func take(_ snapshot: Snapshot) -> [Effect] {
        (isComplete, pending) = (snapshot.isComplete, snapshot.pending)
        let fresh = list.take(changes.apply(to: snapshot.messages))
        if let id = message?.id { message?.isGone = list.messages[id] == nil }
        history.take(snapshot)
        settleActivity()
        watch?.arrived(fresh, at: now.milliseconds)
        if snapshot.damages != damages, let first = snapshot.damages.first {
            let more = snapshot.damages.count > 1 ? " (and \(snapshot.damages.count - 1) more)" : ""
            show(.warning, "store damaged: \(first)\(more); roost verify tells more")
        }
        damages = snapshot.damages
        var effects = search(fresh)
        if activity != nil, !fresh.isEmpty { effects.append(.readSessions(fresh.map(\.id))) }
        return effects
    }

    private mutating func take(_ status: ListenerStatus?) {
        let before = listener?.storeProblem
        listener = status
        if status != nil { bindError = nil }
        if let problem = status?.storeProblem, problem != before { show(.error, problem) }
        settleActivity()
    }

    /// What follows from time and from all that changed.
    private mutating func settle() -> [Effect] {
        if list.isFollowing, message == nil, (followDue ?? 0) <= now.milliseconds {
            list.followNewest(at: now.milliseconds)
        }
        list.settle(height: layout.bodyRows)
        let rings = isComplete && ringer.rings(settings.bell, for: list, at: now.milliseconds)
        return settleWatch() + settlePreview() + settlePages() + settleExcerpts() + (rings ? [.bell] : [])
    }

    /// The selection does not move under a hand that is about to press a key: it follows 300 ms after the last one.
    var followDue: Int64? {
        guard list.isFollowing, message == nil, list.selection != nil, list.selection != list.rows.newest else {
            return nil
        }
        return (lastKey ?? .min / 2) + 300
    }

    /// After the screen, or how a page is looked at, has changed.
    mutating func layOut() {
        layOutMessage()
        layOutPreview()
        layOutCompare()
    }
}
