import InternetMessage
import MailCore

/// One thing that is asked of a message.
enum Term: Hashable, Sendable {
    /// Fields whose text is searched.
    enum Field: String, CaseIterable, Sendable {
        case from, to, cc, bcc
        case replyTo = "reply-to"
        case rcpt, sender, addressed, subject, body
        case messageID = "message-id"
        case tag, session, user, process, peer, helo
    }

    /// What a message may have, in the spellings that are taken.
    enum Feature: String, CaseIterable, Sendable {
        case attachment, inline, html, text, link, defect, calendar, tag

        init?(spelling: String) {
            let singular = spelling.hasSuffix("s") ? String(spelling.dropLast()) : spelling
            guard let feature = Feature(rawValue: spelling) ?? Feature(rawValue: singular) else { return nil }
            self = feature
        }
    }

    enum State: String, CaseIterable, Sendable {
        case unread, read, pinned, tagged, bad
        /// Known to screens only.
        case marked

        /// Those a query outside a screen may ask for.
        static let everywhere = allCases.filter { $0 != .marked }
    }

    enum Comparison: Sendable {
        case less, equal, greater
    }

    case anywhere(TextPattern)
    case field(Field, TextPattern)
    /// Without a pattern: that the field is there. The name is in lower case.
    case header(String, TextPattern?)
    case file(Glob)
    case type(Glob)
    /// The code of a defect of the content or of the envelope.
    case defect(String)
    case check(Check.Code)
    case ids([ClosedRange<UInt64>])
    case has(Feature)
    case `is`(State)
    case size(Comparison, Int)
    case received(Comparison, Timestamp)
    /// How long ago it was received, in microseconds.
    case age(Comparison, Int64)
    case recipients(Comparison, Int)
    case attachments(Comparison, Int)

    /// Whether the message must be opened to answer.
    var needsDocument: Bool {
        switch self {
        case .anywhere, .header, .file, .type, .defect, .check: true
        case .field(let field, _): ![.from, .to, .rcpt, .sender, .subject].contains(field)
        case .has(let feature): feature != .attachment && feature != .defect
        case .is(let state): state == .tagged
        case .ids, .size, .received, .age, .recipients, .attachments: false
        }
    }
}

extension Term.Comparison {
    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .less: left < right
        case .equal: left == right
        case .greater: left > right
        }
    }
}
