/// The fields whose folded text an index holds. Their numbers are part of its format.
enum IndexedField: UInt8, CaseIterable {
    case subject, rcpt, sender, from, to, cc, bcc, replyTo
    /// The names of attachments.
    case file
    case messageID, tag, session, user, process, peer, helo
    /// Media types, and the codes of defects and checks.
    case type, defect, check

    /// What begins the text of a field, before its number.
    static let mark: UInt8 = 0xFF

    var octet: UInt8 { 0x80 | rawValue }
}

/// Some of them.
struct IndexedFields: OptionSet, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(_ fields: IndexedField...) {
        rawValue = fields.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
    }

    func contains(octet: UInt8) -> Bool { rawValue >> UInt32(octet & 0x1F) & 1 == 1 }

    static let addresses = IndexedFields(.rcpt, .sender, .from, .to, .cc, .bcc, .replyTo)
    /// Where a bare word looks, besides the bodies.
    static let anywhere = addresses.union(IndexedFields(.subject, .file))
}

extension Term.Field {
    /// Where its text stands in an index; `nil` for the bodies, which stand apart.
    var indexed: IndexedFields? {
        switch self {
        case .from: IndexedFields(.from)
        case .to: IndexedFields(.to)
        case .cc: IndexedFields(.cc)
        case .bcc: IndexedFields(.bcc)
        case .replyTo: IndexedFields(.replyTo)
        case .rcpt: IndexedFields(.rcpt)
        case .sender: IndexedFields(.sender)
        case .addressed: .addresses
        case .subject: IndexedFields(.subject)
        case .body: nil
        case .messageID: IndexedFields(.messageID)
        case .tag: IndexedFields(.tag)
        case .session: IndexedFields(.session)
        case .user: IndexedFields(.user)
        case .process: IndexedFields(.process)
        case .peer: IndexedFields(.peer)
        case .helo: IndexedFields(.helo)
        }
    }
}
