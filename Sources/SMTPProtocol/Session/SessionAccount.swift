import MailCore

/// What is remembered of a session for those who ask why their mail did not come.
struct SessionAccount {
    struct Trouble {
        var problem: SessionProblem
        var detail: [UInt8]
        var envelope: Envelope?
        var octets: Int
    }

    /// What went wrong since the last message was stored; `nil` when nothing did.
    var trouble: Trouble?
    /// The rules that were used, each once; unlike a trouble they are told whatever came after.
    private(set) var rules: [String] = []
    /// Whether a command came, within TLS where there is any.
    var hasSpoken = false
    /// Whether a MAIL command was taken.
    var hasMail = false
    /// The last messages stored, at most ``Limits/sessionMessages``.
    private(set) var messages: [MessageID] = []
    /// The transaction whose content is with the store.
    private var ended: (envelope: Envelope, octets: Int)?

    mutating func used(_ rule: String) {
        if !rules.contains(rule) { rules.append(rule) }
    }

    /// What was wrong outside a transaction kept no message from coming.
    mutating func transactionBegan() {
        if trouble?.envelope == nil { trouble = nil }
    }

    mutating func transactionEnded(_ envelope: Envelope, octets: Int) { ended = (envelope, octets) }

    mutating func stored(_ id: MessageID) {
        trouble = nil
        ended = nil
        if messages.count == Limits.sessionMessages { messages.removeFirst() }
        messages.append(id)
    }

    /// The transaction a problem belongs to: the open one, or the one that is just being answered.
    mutating func takeTransaction(_ open: Envelope?, octets: Int) -> (envelope: Envelope?, octets: Int) {
        defer { ended = nil }
        return open.map { ($0, octets) } ?? ended ?? (nil, 0)
    }
}
