import MailCore
package import MessageCatalog
import TerminalText

/// A message as a row of text for people, sanitised: `id  time  to  subject  size`.
package enum MessageLine {
    /// - Parameter coloured: Whether an unread one stands out.
    package static func text(_ summary: Summary, coloured: Bool) -> String {
        coloured && !summary.isRead ? "\u{1B}[1m\(text(summary))\u{1B}[0m" : text(summary)
    }

    package static func text(_ summary: Summary) -> String {
        let civil = summary.received.civil(offsetSeconds: SystemClock.localOffset(at: summary.received))
        let flags =
            (summary.isRead ? " " : "N") + (summary.isPinned ? "P" : " ") + (summary.attachmentCount > 0 ? "@" : " ")
        let subject = summary.subject.map { SafeText(line: $0).string } ?? "(no subject)"
        return [
            flags, padded(left: String(summary.id.rawValue), 6), civil.date, civil.time,
            padded(right: SafeText(line: recipients(summary)).string, 28), padded(left: size(summary.size), 7), subject,
        ].joined(separator: " ")
    }

    /// Sizes as people read them: `312`, `4.0K`, `1.2M`.
    package static func size(_ octets: Int) -> String {
        guard octets >= 1024 else { return String(octets) }
        var tenths = octets * 10 / 1024
        for unit in ["K", "M"] {
            if tenths < 10_240 { return "\(tenths / 10).\(tenths % 10)\(unit)" }
            tenths /= 1024
        }
        return "\(tenths / 10).\(tenths % 10)G"
    }

    private static func recipients(_ summary: Summary) -> String {
        let addresses = summary.forwardPaths.isEmpty ? summary.to.map(\.address) : summary.forwardPaths
        guard let first = addresses.first else { return "(no recipient)" }
        return addresses.count == 1 ? first : "\(first)+\(addresses.count - 1)"
    }

    private static func padded(left text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - CellWidth.width(of: text))) + text
    }

    private static func padded(right text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - CellWidth.width(of: text)))
    }
}
