import MailCore
import Terminal
import TerminalText

/// An SMTP dialogue as lines: time, side, text.
enum Dialogue {
    static func lines(_ entries: [DialogueLine], width: Int) -> [Line] {
        if entries.isEmpty { return [Line("no dialogue was kept", .note)] }
        return entries.flatMap { entry in
            let (isClient, isError) = (entry.side == .client, entry.isError)
            let side: SafeText = isClient ? "C " : isError ? "S!" : "S "
            let role: Role = isClient ? .client : isError ? .serverError : .server
            return SafeText.source(entry.text).folded(to: max(width - 11, 10)).enumerated().map { index, part in
                let time = index == 0 ? SafeText(line: Self.time(entry.elapsed)) : .empty
                return Line(
                    Line.Span(text: time.rightAligned(in: 8) + " ", role: .note),
                    Line.Span(text: index == 0 ? side : "  ", role: role),
                    Line.Span(text: part, role: isError ? .serverError : .plain))
            }
        }
    }

    /// The same for a clipboard: as text, one entry a line.
    static func text(_ entries: [DialogueLine]) -> String {
        entries.map { entry in
            "\(time(entry.elapsed)) \(entry.side == .client ? "C" : "S") \(SafeText.source(entry.text).string)\n"
        }.joined()
    }

    /// `+0.003`
    private static func time(_ elapsed: Int64) -> String {
        let milliseconds = max(elapsed, 0) / 1_000
        let fraction = String(milliseconds % 1_000)
        return "+\(milliseconds / 1_000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}

extension DialogueLine {
    /// A reply that says no (RFC 5321 section 4.2.1).
    fileprivate var isError: Bool { side == .server && (text.first == 0x34 || text.first == 0x35) }
}
