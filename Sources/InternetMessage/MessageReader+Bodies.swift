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

    /// Several bodies of a kind are joined, with a line break where one does not end in it.
    private func joined(_ entities: [Int]) -> String? {
        guard !entities.isEmpty else { return nil }
        var joined = ""
        for entity in entities {
            if !joined.isEmpty, joined.utf8.last != 0x0A { joined += "\n" }
            joined += text(of: entity).withLineFeeds()
        }
        return joined
    }
}

extension String {
    /// With each CRLF as a line feed; a bare CR stays.
    func withLineFeeds() -> String {
        guard utf8.contains(0x0D) else { return self }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for byte in utf8 {
            if byte == 0x0A, bytes.last == 0x0D { bytes.removeLast() }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
