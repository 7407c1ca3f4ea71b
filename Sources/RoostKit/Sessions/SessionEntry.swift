package import MailCore
import MessageStore

/// A session as `roost sessions` shows it: one that failed, or one that is known by the messages it brought.
package struct SessionEntry: Sendable, Hashable {
    package var origin: Origin
    package var ended: Timestamp
    package var messages: [MessageID]
    /// `nil` when all is well.
    package var report: SessionReport?

    package init(_ report: SessionReport) {
        origin = report.origin
        ended = report.ended
        messages = report.messages
        self.report = report
    }

    init(origin: Origin, ended: Timestamp, message: MessageID) {
        self.origin = origin
        self.ended = ended
        messages = [message]
    }

    package var began: Timestamp { origin.began ?? ended }

    /// What happened, completed with what is particular to this session; not sanitised.
    package var reason: String? {
        report.map { report in
            let detail = String(decoding: report.detail, as: UTF8.self)
            let octets = report.octets > 0 ? " (\(report.octets) octets so far)" : ""
            return report.problem.advice.reason + (detail.isEmpty ? "" : ": \(detail)") + octets
        }
    }

    package var fix: String? { report?.problem.advice.fix }

    package var outcome: String { report?.problem.outcome.rawValue ?? "ok" }

    /// How many equal sessions in a row it stands for.
    package var count: Int { report?.count ?? 1 }
}
