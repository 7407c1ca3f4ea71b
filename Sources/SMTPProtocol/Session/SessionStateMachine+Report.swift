package import MailCore

/// The account a session gives of itself.
extension SessionStateMachine {
    /// What a session is doing, for those who watch.
    package enum Activity: String, Sendable {
        case greeting, handshake, commands, content, storing, closing
    }

    package var activity: Activity {
        switch state {
        case .connected: configuration.encryption == .implicit ? .handshake : .greeting
        case .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .awaitingAnswer: .commands
        case .receivingContent, .receivingChunk: .content
        case .storing: .storing
        case .startingTLS: .handshake
        case .closed: .closing
        }
    }

    /// Whether a message is on its way.
    package var isInTransaction: Bool { transaction.isOpen || state == .storing }

    /// What is known of the client so far.
    package var knownOrigin: Origin { origin }

    /// Octets of the content under way, as they came.
    package var octetsReceived: Int { activity == .content ? contentOctets : 0 }

    /// Octets that the session holds in memory for a content that is not complete.
    package var octetsHeld: Int { content.content.count + (transaction.chunks?.count ?? 0) }

    /// What seems to be wrong while the client is silent in the middle; `nil` when nothing does.
    package var suspicion: SessionProblem? {
        if state == .receivingContent, content.endsWithBareLineFeedDot { return .bareLineFeedEndOfData }
        return account.trouble?.problem
    }

    /// What became of the session; `nil` when all is well, or nothing was said.
    ///
    /// To be asked for once the session is closed and nothing of it is with the store.
    package func report(at time: Timestamp) -> SessionReport? {
        guard let trouble = account.trouble ?? ruleTrouble ?? noMailTrouble ?? silentTrouble else { return nil }
        return SessionReport(
            origin: origin, ended: time, problem: trouble.problem, detail: trouble.detail, envelope: trouble.envelope,
            octets: trouble.octets, messages: account.messages, dialogue: dialogue.all)
    }

    private var ruleTrouble: SessionAccount.Trouble? {
        guard !account.rules.isEmpty else { return nil }
        let detail = Array(account.rules.joined(separator: "; ").utf8.prefix(Limits.problemDetail))
        return SessionAccount.Trouble(problem: .rejectedByRule, detail: detail, envelope: nil, octets: 0)
    }

    /// The client said hello, and then nothing that is mail.
    private var noMailTrouble: SessionAccount.Trouble? {
        guard origin.helo != nil, !account.hasMail else { return nil }
        return SessionAccount.Trouble(problem: .noMail, detail: [], envelope: nil, octets: 0)
    }

    /// Clients that check the certificate only once the handshake is done say nothing more when they refuse it.
    private var silentTrouble: SessionAccount.Trouble? {
        guard origin.tls != nil, !account.hasSpoken else { return nil }
        let detail = Array("it left right after the handshake".utf8)
        return SessionAccount.Trouble(problem: .tlsNotTrusted, detail: detail, envelope: nil, octets: 0)
    }

    /// Remembers a problem. Commands that are out of order only because the one before failed do not hide that one.
    mutating func note(_ problem: SessionProblem, detail: [UInt8]) {
        if problem == .outOfOrder, account.trouble != nil { return }
        let (envelope, octets) = account.takeTransaction(
            transaction.isOpen ? transaction.envelope : nil, octets: contentOctets)
        account.trouble = SessionAccount.Trouble(
            problem: problem, detail: Array(detail.prefix(Limits.problemDetail)), envelope: envelope, octets: octets)
    }

    mutating func ruleUsed(_ rule: String) {
        account.used(rule)
        note(.rejectedByRule, detail: Array(rule.utf8))
    }

    /// The session ends here. That is a problem when it ends in the middle of something.
    mutating func interrupted(_ problem: SessionProblem) {
        command = []
        switch state {
        case .receivingContent where problem != .shutDown && content.hasBareLineFeedDot:
            note(.bareLineFeedEndOfData, detail: [])
        case .receivingContent, .receivingChunk: note(problem == .shutDown ? problem : .noEndOfData, detail: [])
        case .inTransaction: if account.trouble == nil { note(problem, detail: []) }
        case .startingTLS: if account.trouble == nil { note(.tlsFailed, detail: []) }
        case .awaitingHello, .awaitingMail, .authenticating, .awaitingAnswer:
            if problem == .idle, account.trouble == nil, account.messages.isEmpty { note(problem, detail: []) }
        case .connected, .storing, .closed: break
        }
    }
}
