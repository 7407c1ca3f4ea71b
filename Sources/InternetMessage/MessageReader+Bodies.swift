import MailCore

extension MessageReader {
    /// The plain text body, line ends as `\n`; `nil` when the message has none.
    package var textBody: String? { joined(bodies.text) }

    /// The HTML body, line ends as `\n`; `nil` when the message has none.
    package var htmlBody: String? { joined(bodies.html) }

    /// The entities that count as attachments, in order.
    package var attachments: [Int] { bodies.attachments }

    var bodies: Bodies {
        Bodies(of: message.entities) { filename(of: $0) != nil }
    }

    private func joined(_ entities: [Int]) -> String? {
        entities.isEmpty ? nil : BodyText(joining: entities.lazy.map { text(of: $0) }).string
    }
}

/// Several bodies of a kind as one text: line ends as `\n`, one more of them between two where it is missing.
struct BodyText {
    private(set) var string = ""

    init(joining texts: some Sequence<String>) {
        for text in texts { append(text) }
    }

    private mutating func append(_ text: String) {
        if let last = string.utf8.last, last != .lf { string += "\n" }
        if string.isEmpty { string = text.withLineFeeds() } else { string += text.withLineFeeds() }
    }
}

extension String {
    /// With each CRLF as a line feed; a bare CR stays.
    func withLineFeeds() -> String {
        guard utf8.contains(.cr) else { return self }
        var text = self
        return text.withUTF8 { bytes in
            String(unsafeUninitializedCapacity: bytes.count) { output in
                var (position, count) = (0, 0)
                while position < bytes.count {
                    let lineFeed = bytes.firstLF(from: position)
                    var line = bytes[position..<(lineFeed ?? bytes.count)]
                    position = line.endIndex + 1
                    if lineFeed != nil, line.last == .cr { line = line.dropLast() }
                    count = output[count...].initialize(fromContentsOf: line)
                    guard lineFeed != nil else { break }
                    output.initializeElement(at: count, to: .lf)
                    count += 1
                }
                return count
            }
        }
    }
}
