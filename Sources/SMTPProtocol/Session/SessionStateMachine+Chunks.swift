import MailCore

/// Content in chunks (RFC 3030).
extension SessionStateMachine {
    mutating func bdatReceived(_ size: Int, isLast: Bool) {
        let chunk = Chunk(size: size, isLast: isLast, refusal: chunkRefusal(size))
        if chunk.refusal == nil, transaction.chunks == nil {
            consult(.bdat(chunk))
        } else {
            begin(chunk)
        }
    }

    mutating func begin(_ chunk: Chunk) {
        self.chunk = chunk
        if chunk.refusal == nil, transaction.chunks == nil {
            transaction.chunks = []
            contentOctets = 0
        }
        resumed = state
        state = .receivingChunk
        if chunk.size == 0 { finishChunk() }
    }

    private func chunkRefusal(_ size: Int) -> Reply? {
        if configuration.requiresTLS, origin.tls == nil { return .tlsRequired }
        switch state {
        case .connected, .awaitingHello: return .helloFirst
        case .awaitingMail: return .mailFirst
        case .inTransaction:
            guard !transaction.envelope.forwardPaths.isEmpty else {
                return transaction.envelope.refusedRecipients > 0 ? .noValidRecipients : .rcptFirst
            }
            return size > configuration.messageSize - (transaction.chunks?.count ?? 0) ? .messageTooBig : nil
        case .authenticating, .receivingContent, .receivingChunk, .awaitingAnswer, .storing, .startingTLS, .closed:
            return .mailFirst
        }
    }

    mutating func readChunk(_ bytes: Span<UInt8>, from position: inout Int) {
        let count = min(chunk.remaining, bytes.count - position)
        if chunk.refusal == nil, !transaction.isDenied {
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
        if transaction.isDenied { return contentRefused(.outOfMemory) }
        // What was sent before makes no message without these octets.
        if chunk.refusal == .messageTooBig { return contentRefused(.messageTooBig) }
        if chunk.refusal == nil, chunk.isLast { return store(transaction.chunks ?? []) }
        reply(chunk.refusal ?? .chunkTaken(chunk.size))
        finishIfAsked()
    }
}
