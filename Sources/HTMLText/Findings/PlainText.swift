import MailCore

/// Links and placeholders of text that is no HTML.
package enum PlainText {
    /// Addresses that begin with `http://` or `https://`, in order, without the punctuation behind them, and where each
    /// begins, in octets of UTF-8.
    package static func links(in text: String) -> [HTMLLink] {
        let bytes = Array(text.utf8)
        var links: [HTMLLink] = []
        var position = 0
        while let start = firstLink(in: bytes, from: position) {
            let end = bytes[start...].firstIndex(where: isSeparator) ?? bytes.count
            position = end
            let word = String(decoding: bytes[start..<end], as: UTF8.self).prefix { !$0.isWhitespace }
            guard let last = word.lastIndex(where: { !".,;:!?)]'".contains($0) }), last > word.startIndex else {
                continue
            }
            let url = String(word[...last])
            links.append(HTMLLink(number: links.count + 1, text: url, url: url, offset: start))
        }
        return links
    }

    /// Where the next `http://` or `https://` begins: looked for by its colon, which few words have.
    private static func firstLink(in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var colon = start
            while colon < bytes.count {
                defer { colon += 1 }
                guard bytes[colon] == 0x3A, bytes[(colon + 1)...].starts(with: "//".utf8) else { continue }
                for scheme in ["http", "https"] where colon - start >= scheme.utf8.count {
                    let first = colon - scheme.utf8.count
                    if bytes[first..<colon].elementsEqual(scheme.utf8) { return first }
                }
            }
            return nil
        }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte <= .space || byte == 0x3C || byte == 0x3E || byte == 0x22
    }

    package static func findings(in text: String) -> [HTMLFinding] {
        Placeholder.all(in: text).map { HTMLFinding(.placeholderLeft, text: $0, offset: 0) }
            + links(in: text).flatMap(LinkFindings.findings).filter { $0.code != .placeholderLeft }
    }
}
