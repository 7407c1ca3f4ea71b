import MailCore
import NIOCore
import SMTPProtocol

/// A content on its way to the store, and what all contents together may hold in memory.
extension SessionHandler {
    /// - Returns: What is to be done now, when the store answered at once.
    func store(_ capture: Capture, on loop: any EventLoop) -> [SessionAction] {
        isStoring = true
        pendingStores += 1
        let began = loop.now
        storingSince = began
        let octets = capture.content.count
        registry.contentOctets += octets
        let handler = NIOLoopBound(self, eventLoop: loop)
        isSubmitting = true
        store(capture, registry.sending <= 1) { outcome in
            if loop.inEventLoop, handler.value.isSubmitting {
                handler.value.promptOutcome = outcome
                return
            }
            loop.execute {
                let session = handler.value
                let isAwaited = session.isStoring && session.storingSince == began
                session.storeFinished(outcome, octets: octets, isAwaited: isAwaited)
            }
        }
        isSubmitting = false
        guard let outcome = promptOutcome else { return [] }
        promptOutcome = nil
        return take(outcome, octets: octets, isAwaited: true)
    }

    func countSending() {
        guard machine.isInTransaction != isSending else { return }
        isSending.toggle()
        registry.sending += isSending ? 1 : -1
    }

    /// Tells the registry what the session holds, and the session when that is too much for all together.
    func accountContent() {
        account(machine.octetsHeld)
        guard registry.isOverMemory, octets > 0 else { return }
        machine.contentDenied()
        account(machine.octetsHeld)
    }

    private func account(_ held: Int) {
        registry.contentOctets += held - octets
        octets = held
    }

    /// The store answered later.
    private func storeFinished(_ outcome: StoreOutcome, octets: Int, isAwaited: Bool) {
        let actions = take(outcome, octets: octets, isAwaited: isAwaited)
        guard context != nil else {
            if pendingStores == 0 { report() }
            return
        }
        guard isAwaited else { return }
        perform(actions)
        readMore()
    }

    private func take(_ outcome: StoreOutcome, octets: Int, isAwaited: Bool) -> [SessionAction] {
        pendingStores -= 1
        registry.contentOctets -= octets
        if case .stored(let id) = outcome { events(.stored(id)) } else { events(.storeFailed) }
        guard isAwaited else { return [] }
        isStoring = false
        progressed = context?.eventLoop.now ?? progressed
        return machine.storeFinished(outcome, at: configuration.now())
    }
}

extension SessionStateMachine {
    fileprivate mutating func storeFinished(_ outcome: StoreOutcome, at time: Timestamp) -> [SessionAction] {
        switch outcome {
        case .stored(let id): contentStored(id: id, at: time)
        case .full: storeFailed(.full, at: time)
        case .locked(let detail): storeFailed(.locked, detail: detail, at: time)
        case .failed(let detail): storeFailed(.failed, detail: detail, at: time)
        }
    }
}
