package import MailCore

/// The JSON object of a session, as the command line's contract gives it. Every key is always there.
package struct SessionObject: JSONObject, Sendable {
    private let entry: SessionEntry

    package init(_ entry: SessionEntry) {
        self.entry = entry
    }

    package init(_ report: SessionReport) {
        self.init(SessionEntry(report))
    }

    package var members: JSONMembers {
        entry.origin.members + [
            "session": entry.origin.session?.description,
            "started": entry.began.rfc3339,
            "ended": entry.ended.rfc3339,
            "messages": entry.messages.map(\.rawValue),
            "outcome": entry.outcome,
            "reason": entry.reason,
            "fix": entry.fix,
            "count": entry.count,
        ]
    }
}
