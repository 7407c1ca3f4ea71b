import InternetMessage
import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// What will happen to the message elsewhere, in plain words, with where to look.
    static let checks = Tab(
        number: 7, name: "checks", title: "Checks", short: "C",
        hints: ["line-down", "enter", "yank", "next", "index"], count: { $0.checks.count },
        work: { $0.source.count / 8 }
    ) { document, context in
        var lines: [Line] = []
        var stops: [Stop] = []
        for check in document.checks {
            stops.append(Stop(line: lines.count, what: place(of: check, in: document)))
            let clause = check.clause.map { "  (\($0))" } ?? ""
            let words = SafeText(line: check.text + clause)
            // The sentence stands under its code where there is no room beside it.
            let margin = context.width < 60 ? 6 : 32
            let room = max(context.width - margin - 1, 10)
            var head = Line(
                Line.Span(text: "  " + check.severity.word, role: check.severity.role),
                Line.Span(text: SafeText(line: check.code.rawValue).padded(to: 24), role: .strong))
            var rest = words.wrapped(to: room)[...]
            if context.width >= 60, let first = rest.popFirst() {
                head.spans.append(Line.Span(text: first, role: .plain))
            }
            let indent = SafeText(line: String(repeating: " ", count: margin))
            for var line in [head] + rest.map({ Line(indent + $0) }) {
                line.stop = stops.count - 1
                lines.append(line)
            }
        }
        let passed = Check.Code.allCases.filter { code in !document.checks.contains { $0.code == code } }
        lines += field(
            "  ok" as SafeText, SafeText(line: passed.map(\.rawValue).joined(separator: " ")), width: context.width,
            role: .checkOK)
        var page = Page(lines)
        (page.stops, page.isList) = (stops, true)
        page.notes = [counts(document.checks), "\(passed.count) ok", "no network used"]
        return page
    }

    /// A line of the source, or the part.
    private static func place(of check: Check, in document: MessageDocument) -> Stop.What {
        if let range = check.range, range.lowerBound <= document.source.count {
            return .sourceLine(1 + document.source[..<range.lowerBound].count { $0 == 0x0A })
        }
        return check.path.map { .part($0) } ?? .nothing
    }

    private static func counts(_ checks: [Check]) -> String {
        Check.Severity.allCases.reversed().map { severity in
            "\(checks.count { $0.severity == severity }) \(severity.rawValue)"
        }.joined(separator: ", ")
    }
}

extension Check.Severity {
    fileprivate var word: SafeText {
        switch self {
        case .error: "FAIL  "
        case .warning: "WARN  "
        case .note: "note  "
        }
    }

    fileprivate var role: Role {
        switch self {
        case .error: .checkError
        case .warning: .checkWarning
        case .note: .checkNote
        }
    }
}
