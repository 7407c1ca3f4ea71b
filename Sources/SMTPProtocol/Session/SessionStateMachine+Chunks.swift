import MailCore

/// Content in chunks (RFC 3030).
extension SessionStateMachine {
    mutating func bdatReceived(_ size: Int, isLast: Bool) {
        chunk = Chunk(size: size, isLast: isLast, refusal: chunkRefusal(size))
        if chunk.refusal == nil, transaction.chunks == nil { transaction.chunks = [] }
        resumed = state
        state = .receivingChunk
        if size == 0 { finishChunk() }
    }

    private func chunkRefusal(_ size: Int) -> Reply? {
        switch state {
        case .connected, .awaitingHello: return .helloFirst
        case .awaitingMail: return .mailFirst
        case .inTransaction:
            guard !transaction.envelope.forwardPaths.isEmpty else {
                return transaction.refusedRecipients > 0 ? .noValidRecipients : .rcptFirst
            }
            return size > configuration.messageSize - (transaction.chunks?.count ?? 0) ? .messageTooBig : nil
        case .authenticating, .receivingContent, .receivingChunk, .storing, .closed: return .mailFirst
        }
    }

    mutating func readChunk(_ bytes: Span<UInt8>, from position: inout Int) {
        let count = min(chunk.remaining, bytes.count - position)
        if chunk.refusal == nil {
            bytes.withUnsafeBufferPointer { transaction.chunks?.append(contentsOf: $0[position..<position + count]) }
        }
        position += count
        chunk.remaining -= count
        contentProgressed(by: count)
        if chunk.remaining == 0 { finishChunk() }
    }

    private mutating func finishChunk() {
        progress += 1
        state = resumed
        if let refusal = chunk.refusal {
            // What was sent before makes no message without these octets.
            if refusal == .messageTooBig { (transaction, state) = (Transaction(), .awaitingMail) }
            reply(refusal)
            return finishIfAsked()
        }
        if chunk.isLast { return store(transaction.chunks ?? []) }
        reply(.chunkTaken(chunk.size))
        finishIfAsked()
    }
}
