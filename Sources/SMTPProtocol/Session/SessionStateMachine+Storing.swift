package import MailCore

/// Why a content is not on disk.
package enum StoreFailure: Sendable, Hashable {
    /// There was no room for it.
    case full
    /// Another process held the store's lock for too long.
    case locked
    case failed
}

/// A content between its end and the reply that takes responsibility for it (RFC 5321 section 4.2.5).
extension SessionStateMachine {
    /// Ends the transaction with a content that is complete.
    mutating func store(_ content: [UInt8]) {
        account.transactionEnded(transaction.envelope, octets: contentOctets)
        var envelope = transaction.envelope
        envelope.defects = transaction.defects
        transaction = Transaction()
        state = .storing
        flushReplies()
        actions.append(.store(Capture(envelope: envelope, origin: origin, dialogue: dialogue.take(), content: content)))
    }

    /// The content of the `store` action is on disk.
    package mutating func contentStored(id: MessageID, at time: Timestamp) -> [SessionAction] {
        now = time
        switch state {
        case .storing:
            account.stored(id)
            reply(.stored(id))
            resumeAfterStore()
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent,
            .receivingChunk, .awaitingAnswer, .startingTLS, .closed:
            break
        }
        return takeActions()
    }

    /// The content of the `store` action is not on disk, or not in time.
    /// - Parameter detail: in the words of the store.
    package mutating func storeFailed(
        _ failure: StoreFailure, detail: String = "", at time: Timestamp
    ) -> [SessionAction] {
        now = time
        switch state {
        case .storing:
            command = Array(detail.utf8)
            switch failure {
            case .full: reply(.storeFull)
            case .locked: reply(.storeLocked)
            case .failed: reply(.storeFailed)
            }
            resumeAfterStore()
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent,
            .receivingChunk, .awaitingAnswer, .startingTLS, .closed:
            break
        }
        return takeActions()
    }
}
