import MailCore
import TerminalText

/// A session in one line for people, sanitised: `time  outcome  peer  process  what happened; what to do`.
package enum SessionLine {
    package static func text(_ entry: SessionEntry) -> String {
        let civil = entry.began.civil(offsetSeconds: SystemClock.localOffset(at: entry.began))
        var parts = [civil.date, civil.time, entry.outcome, SafeText(line: entry.origin.peer ?? "-").string]
        if let process = entry.origin.process { parts.append(SafeText(line: process).string) }
        return parts.joined(separator: " ") + "  " + SafeText(line: story(entry)).string
    }

    private static func story(_ entry: SessionEntry) -> String {
        guard let reason = entry.reason, let fix = entry.fix else {
            let ids = entry.messages.map(\.description).joined(separator: ", ")
            return entry.messages.count == 1 ? "message \(ids)" : "messages \(ids)"
        }
        return reason + "; " + fix + (entry.count > 1 ? " (\(entry.count) times)" : "")
    }
}
