import MailCore

/// What a session asked its server, and holds every octet back for until it is answered.
enum Question {
    case verdict(RuledCommand)
    case challenge
    case verification(Credentials)
}

/// What a rule may speak about, ready to be carried out once none is against it.
enum RuledCommand {
    case connect
    case mail(Path)
    case rcpt(Path)
    case data
    /// The first BDAT of a transaction.
    case bdat(Chunk)
    case auth(Credentials)

    var stage: RejectRule.Stage {
        switch self {
        case .connect: .connect
        case .mail: .mail
        case .rcpt: .rcpt
        case .data, .bdat: .data
        case .auth: .auth
        }
    }
}
