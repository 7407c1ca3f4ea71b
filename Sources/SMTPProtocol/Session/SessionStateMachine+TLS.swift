package import MailCore

/// STARTTLS (RFC 3207), and what TLS tells.
extension SessionStateMachine {
    mutating func startTLSReceived() throws(Reply) {
        guard origin.tls == nil else { throw .alreadyInTLS }
        guard configuration.encryption == .startTLS else { throw .startTLSNotOffered }
        switch state {
        case .awaitingHello, .awaitingMail: break
        case .connected, .authenticating, .inTransaction, .receivingContent, .receivingChunk, .awaitingAnswer,
            .storing, .startingTLS, .closed:
            throw .startTLSInTransaction
        }
        reply(.startTLS)
        state = .startingTLS
        flushReplies()
        actions.append(.startTLS)
    }

    /// The handshake is done. What was learnt in the clear is forgotten (RFC 3207 section 4.2).
    ///
    /// - Parameter description: Protocol version and cipher, `TLSv1.3 TLS_AES_256_GCM_SHA384`.
    package mutating func tlsEstablished(_ description: String, at time: Timestamp) {
        now = time
        switch state {
        case .startingTLS:
            origin.helo = nil
            origin.auth = nil
            transaction = Transaction()
            held = []
            state = .awaitingHello
        case .connected: break
        case .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent, .receivingChunk,
            .awaitingAnswer, .storing, .closed:
            return
        }
        origin.tls = description
        account.trouble = nil
        account.hasSpoken = false
    }

    /// The handshake failed, or the client refused the certificate right after it. The connection can only be closed.
    package mutating func tlsFailed(
        _ problem: SessionProblem, detail: String, at time: Timestamp
    ) -> [SessionAction] {
        now = time
        switch state {
        case .connected, .startingTLS, .awaitingHello, .awaitingMail, .authenticating, .inTransaction,
            .receivingContent, .receivingChunk, .awaitingAnswer:
            note(problem, detail: Array(detail.utf8))
            close()
        case .storing, .closed: break
        }
        return takeActions()
    }

    /// Nothing has come on a port where the client must speak first, for longer than a TLS client would wait.
    package mutating func handshakeOverdue(at time: Timestamp) {
        now = time
        switch state {
        case .connected: note(.silentOnTLSPort, detail: [])
        case .startingTLS, .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent,
            .receivingChunk, .awaitingAnswer, .storing, .closed:
            break
        }
    }
}
