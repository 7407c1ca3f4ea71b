import Terminal
import TerminalText

/// One part of a message, decoded: as text, by way of a viewer where there is one, else in hexadecimal.
struct PartView: Sendable {
    let path: String
    let title: String
    let bytes: [UInt8]
    /// What a viewer, or the part itself, says in words; `nil` for octets that are no text.
    let text: String?
    var isHex: Bool

    init(path: String, title: String, bytes: [UInt8], text: String?) {
        (self.path, self.title, self.bytes, self.text) = (path, title, bytes, text)
        isHex = text == nil
    }

    func page(_ context: PageContext) -> Page {
        var page: Page
        if isHex {
            page = .hex(bytes)
        } else {
            let lines = SafeText.lines(text ?? "").flatMap { $0.wrapped(to: context.width) }
            page = Page(lines.map { Line($0) })
        }
        page.heading = [Line(SafeText(line: "part \(path)  \(title)"), .headerName), .rule(context.width)]
        page.notes = ["part \(path)", "\(bytes.count) bytes decoded"]
        return page
    }
}

extension Page {
    /// Sixteen octets a line, as `hexdump -C` shows them.
    static func hex(_ bytes: [UInt8]) -> Page {
        guard !bytes.isEmpty else { return Page([Line("0 bytes", .note)]) }
        return Page(count: (bytes.count + 15) / 16) { number in
            let row = bytes[(number * 16)..<min(number * 16 + 16, bytes.count)]
            let offset = String(number * 16, radix: 16)
            var text = String(repeating: "0", count: max(8 - offset.count, 0)) + offset + " "
            for column in 0..<16 {
                if column % 8 == 0 { text += " " }
                let byte = row.dropFirst(column).first
                text += byte.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) + " " } ?? "   "
            }
            let shown = row.map { (0x20...0x7E).contains($0) ? Character(Unicode.Scalar($0)) : "." }
            return Line(
                Line.Span(text: SafeText(line: text), role: .plain),
                Line.Span(text: SafeText(line: "|" + String(shown) + "|"), role: .note))
        }
    }
}
