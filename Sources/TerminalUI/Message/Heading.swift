import MailCore
import MessageCatalog
import Terminal
import TerminalText

/// Who wrote to whom about what, above the text of a message.
struct Heading {
    let document: MessageDocument
    let context: PageContext

    var lines: [Line] {
        let summary = document.summary
        var rows: [(String, String)] = [
            ("From", list(summary.from) ?? (summary.reversePath.isEmpty ? "<>" : summary.reversePath)),
            (
                "To",
                list(summary.to)
                    ?? (summary.forwardPaths.isEmpty ? "(no recipient)" : summary.forwardPaths.joined(separator: ", "))
            ),
        ]
        if context.options.hasFullHeading {
            if let cc = list(document.cc) { rows.append(("Cc", cc)) }
            if let replyTo = list(document.replyTo) { rows.append(("Reply-To", replyTo)) }
            if !hidden.isEmpty { rows.append(("Bcc", hidden.joined(separator: ", ") + "  (envelope)")) }
            rows.append(("Date", date))
        }
        rows.append(("Subject", summary.subject ?? "(no subject)"))
        if context.options.hasFullHeading, let attached { rows.append(("Attached", attached)) }
        return rows.flatMap { field($0.0, SafeText(line: $0.1), width: context.width) } + [.rule(context.width)]
    }

    /// Envelope recipients that no field names.
    private var hidden: [String] {
        let named = Set((document.summary.to + document.cc + document.bcc).map { $0.address.lowercased() })
        return named.isEmpty
            ? [] : document.envelope.forwardPaths.map(\.address).filter { !named.contains($0.lowercased()) }
    }

    private var date: String {
        let received = document.summary.received
        guard let date = document.date else {
            let civil = received.civil(offsetSeconds: context.offset(received))
            return "none; received \(civil.date) \(civil.time)"
        }
        guard let sent = document.sent else { return date }
        let late = received.microseconds - sent.timestamp.microseconds
        return "\(date)  (\(Self.span(late.magnitude)) \(late < 0 ? "after" : "before") arrival)"
    }

    private var attached: String? {
        let parts = document.parts.filter { document.attachments.contains($0.path) }.map { part in
            "\(part.filename ?? "part \(part.path)") \(ByteCount.short(part.size ?? 0)) \(part.contentType)"
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private func list(_ mailboxes: [Mailbox]) -> String? {
        mailboxes.isEmpty ? nil : mailboxes.map(\.shown).joined(separator: ", ")
    }

    /// `0.2 s`, `14 min`, `3 h`, `12 days`
    private static func span(_ microseconds: UInt64) -> String {
        switch microseconds {
        case ..<60_000_000: "\(microseconds / 1_000_000).\(microseconds / 100_000 % 10) s"
        case ..<3_600_000_000: "\(microseconds / 60_000_000) min"
        case ..<172_800_000_000: "\(microseconds / 3_600_000_000) h"
        default: "\(microseconds / 86_400_000_000) days"
        }
    }
}

extension Mailbox {
    /// `Ann <ann@example.test>`
    var shown: String { displayName.map { "\($0) <\(address)>" } ?? address }
}

/// A name and its value, folded under itself where there is room for that.
func field(
    _ name: SafeText, _ value: SafeText, nameWidth: Int = 9, width: Int, role: Role = .headerName
) -> [Line] {
    value.wrapped(to: max(width - nameWidth, nameWidth)).enumerated().map { index, part in
        Line(
            Line.Span(text: (index == 0 ? name : .empty).padded(to: nameWidth), role: role),
            Line.Span(text: part, role: .plain))
    }
}

func field(_ name: String, _ value: SafeText, width: Int) -> [Line] {
    field(SafeText(line: name), value, width: width)
}
