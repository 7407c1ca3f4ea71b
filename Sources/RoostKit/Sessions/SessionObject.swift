package import MailCore

/// The JSON object of a session, as the command line's contract gives it. Every key is always there.
package struct SessionObject: Encodable, Sendable {
    private enum Key: String, CodingKey {
        case session, started, ended, peer, process, helo, tls, auth, messages, outcome, reason, fix, count
    }

    private let entry: SessionEntry

    package init(_ entry: SessionEntry) {
        self.entry = entry
    }

    package init(_ report: SessionReport) {
        self.init(SessionEntry(report))
    }

    /// One line of UTF-8 without its line end.
    package var line: String { JSONLine.encode(self) }

    package func encode(to encoder: any Encoder) throws {
        let origin = entry.origin
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(origin.session?.description, forKey: .session)
        try object.encode(entry.began.rfc3339, forKey: .started)
        try object.encode(entry.ended.rfc3339, forKey: .ended)
        try object.encode(origin.peer, forKey: .peer)
        try object.encode(origin.process, forKey: .process)
        try object.encode(origin.helo.map { String(decoding: $0, as: UTF8.self) }, forKey: .helo)
        try object.encode(origin.tlsObject, forKey: .tls)
        try object.encode(origin.authObject, forKey: .auth)
        try object.encode(entry.messages.map(\.rawValue), forKey: .messages)
        try object.encode(entry.outcome, forKey: .outcome)
        try object.encode(entry.reason, forKey: .reason)
        try object.encode(entry.fix, forKey: .fix)
        try object.encode(entry.count, forKey: .count)
    }
}
