package import MailCore

/// Messages in one file, each behind a line that begins with `From ` (RFC 4155).
///
/// Written as mboxrd: every line of a message that begins with `From `, or with `>` signs and then `From `, gets one
/// more `>`; reading takes one away, so that bytes come back as they were. An empty line stands behind each message.
package enum Mbox {
    package struct Message: Hashable, Sendable {
        /// Empty for the null reverse-path; `nil` when the line names nobody.
        package var reversePath: String?
        package var content: [UInt8]

        package init(reversePath: String?, content: [UInt8]) {
            self.reversePath = reversePath
            self.content = content
        }
    }

    private static let from = Array("From ".utf8)
    private static let nobody = "MAILER-DAEMON"

    /// A message with the line before and the empty line behind it. A content that does not end in a line break gets
    /// one.
    package static func entry(content: [UInt8], reversePath: String, received: Timestamp) -> [UInt8] {
        let isPlain = !reversePath.isEmpty && reversePath.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        var bytes = Array("From \(isPlain ? reversePath : nobody) \(received.asctime)\n".utf8)
        bytes.reserveCapacity(bytes.count + content.count + 2)
        forEachLine(of: content[...]) { line in
            if line.drop(while: { $0 == 0x3E }).starts(with: from) { bytes.append(0x3E) }
            bytes += line
        }
        if let last = content.last, last != .lf { bytes.append(.lf) }
        bytes.append(.lf)
        return bytes
    }

    /// Whether a file begins as an mbox does.
    package static func isMbox(_ bytes: some Collection<UInt8>) -> Bool {
        isSeparator(Array(bytes.prefix(1000))[...].prefix { $0 != .lf })
    }

    /// Hands on every message of an mbox in order. The variants that quote less than mboxrd are read too.
    package static func forEachMessage<E: Error>(
        of bytes: [UInt8], _ body: (Message) throws(E) -> Void
    ) throws(E) {
        var current: Message?
        var lineEnd = [UInt8.lf]
        var isBehindEmptyLine = true
        func finish() throws(E) {
            guard var message = current else { return }
            // The empty line before the next message is no part of this one.
            if message.content.endsWithEmptyLine(lineEnd) { message.content.removeLast(lineEnd.count) }
            try body(message)
        }
        try forEachLine(of: bytes[...]) { line throws(E) in
            if isBehindEmptyLine, isSeparator(line) {
                try finish()
                lineEnd = line.dropLast().last == .cr ? [.cr, .lf] : [.lf]
                current = Message(reversePath: reversePath(line), content: [])
                isBehindEmptyLine = false
                return
            }
            let isQuoted = line.first == 0x3E && line.drop { $0 == 0x3E }.starts(with: from)
            current?.content += isQuoted ? line.dropFirst() : line
            isBehindEmptyLine = line.elementsEqual([.lf]) || line.elementsEqual([.cr, .lf])
        }
        try finish()
    }

    /// `From ADDRESS Mon Nov 23 12:31:45 2026`: a time of day stands in it, so that a sentence is not taken for one.
    private static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.starts(with: from) else { return false }
        return line.split(separator: .space).dropFirst().contains { word in
            let parts = word.split(separator: 0x3A, omittingEmptySubsequences: false)
            return parts.count >= 2 && parts.prefix(2).allSatisfy { (1...2).contains($0.count) && $0.isDigits }
        }
    }

    private static func reversePath(_ line: ArraySlice<UInt8>) -> String? {
        let word = line.dropFirst(from.count).prefix { $0 != .space && $0 != .cr && $0 != .lf }
        let text = String(decoding: word, as: UTF8.self)
        return text == nobody ? "" : text.contains("@") ? text : nil
    }

    /// Lines with their line ends; the last may have none.
    private static func forEachLine<E: Error>(
        of bytes: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) throws(E) -> Void
    ) throws(E) {
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: .lf).map { $0 + 1 } ?? bytes.endIndex
            try body(bytes[start..<end])
            start = end
        }
    }
}

extension [UInt8] {
    fileprivate func endsWithEmptyLine(_ lineEnd: [UInt8]) -> Bool {
        guard suffix(lineEnd.count).elementsEqual(lineEnd) else { return false }
        return count == lineEnd.count || self[count - lineEnd.count - 1] == .lf
    }
}

extension ArraySlice<UInt8> {
    fileprivate var isDigits: Bool { allSatisfy { (0x30...0x39).contains($0) } }
}

extension Timestamp {
    /// `Mon Nov 23 12:31:45 2026`, UTC, as the line of an mbox has it.
    var asctime: String {
        let civil = civil()
        let days = Int((microseconds - microseconds % 86_400_000_000) / 86_400_000_000)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][max(0, days) % 7]
        let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][
            civil.month - 1]
        return "\(weekday) \(month) \(civil.day < 10 ? " " : "")\(civil.day) \(civil.time) \(civil.year)"
    }
}
