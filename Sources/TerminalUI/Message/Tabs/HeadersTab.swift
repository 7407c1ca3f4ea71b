import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// The header section in the order received, decoded, with the raw form under what was decoded.
    static let headers = Tab(number: 3, name: "headers", title: "Headers") { document, context in
        let names = document.fields.map { SafeText(line: $0.name) }
        let nameWidth = min(names.map(\.width).max() ?? 0, 24, context.width / 3) + 1
        let lines = zip(document.fields.indices, zip(names, document.fields)).flatMap { number, pair in
            let number = SafeText(line: "\(number + 1) ").rightAligned(in: 5)
            let (name, field) = (number + pair.0, pair.1)
            var lines = rows(name, field.value, nameWidth: nameWidth + 5, width: context.width)
            if field.rawValue != field.value {
                let label = SafeText("raw").rightAligned(in: nameWidth + 4)
                lines += rows(label, field.rawValue, nameWidth: nameWidth + 5, width: context.width)
            }
            return lines
        }
        return Page(lines.isEmpty ? [Line("no header fields", .note)] : lines)
    }

    private static func rows(_ name: SafeText, _ value: String, nameWidth: Int, width: Int) -> [Line] {
        let values = SafeText.lines(value)
        return (values.isEmpty ? [.empty] : values).enumerated().flatMap { index, value in
            field(index == 0 ? name : .empty, value, nameWidth: nameWidth, width: width)
        }
    }
}
