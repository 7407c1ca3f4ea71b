import Foundation
import InternetMessage
import MailCore
import Testing

/// A message of Tests/Fixtures/eml and what is expected of it, beside it.
struct EMLFixture: Sendable, CustomTestStringConvertible {
    let url: URL

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fixtures/eml").standardizedFileURL

    static let all: [EMLFixture] = {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "eml" }
            .sorted { $0.path < $1.path }.map(EMLFixture.init)
    }()

    var testDescription: String {
        url.pathComponents.suffix(2).joined(separator: "/")
    }

    func content() throws -> [UInt8] { Array(try Data(contentsOf: url)) }

    /// Compares with the golden beside the message. `ROOST_RECORD=1` rewrites it; a mismatch is written beside it.
    func check(_ actual: String) throws {
        let golden = url.deletingPathExtension().appendingPathExtension("expected")
        if ProcessInfo.processInfo.environment["ROOST_RECORD"] == "1" {
            try Data(actual.utf8).write(to: golden)
        }
        let expected = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
        #expect(actual == expected)
        if actual != expected {
            try Data(actual.utf8).write(to: url.deletingPathExtension().appendingPathExtension("failed"))
        }
    }
}

/// What a reader says of a message, as lines. Sizes are left out, since they differ between CRLF and LF.
func describe(_ content: [UInt8]) -> String {
    let reader = MessageReader(content: content)
    var lines = ["subject: " + shown(reader.subject), "message-id: " + shown(reader.messageID)]
    for name in ["From", "To", "Cc", "Bcc", "Reply-To"] {
        for mailbox in reader.mailboxes(name) {
            lines.append("\(name.lowercased()): \(shown(mailbox.displayName)) <\(mailbox.address)>")
        }
    }
    lines.append("date: " + (reader.date.map { "\($0.timestamp.rfc3339) \($0.offsetSeconds)" } ?? "-"))
    lines += reader.fields().filter { $0.value != $0.rawValue }.map { "\($0.name): \(shown($0.value))" }
    for index in reader.message.entities.indices {
        let entity = reader.message.entities[index]
        let indent = String(repeating: "  ", count: entity.depth)
        var line = "part: \(indent)\(entity.path) \(entity.contentType.mediaType) \(entity.transferEncoding ?? "-")"
        if let disposition = entity.disposition { line += " " + disposition }
        if let filename = reader.filename(of: index) { line += " " + shown(filename) }
        if entity.kind == .leaf, entity.contentType.type == "text" {
            line += " " + shown(reader.text(of: index).replacing("\r\n", with: "\n"))
        }
        lines.append(line)
    }
    lines.append("attachments: " + reader.attachments.map { reader.message.entities[$0].path }.joined(separator: " "))
    lines.append("text: " + shown(reader.textBody))
    lines.append("html: " + shown(reader.htmlBody))
    let examination = reader.examine()
    #expect(examination.text == reader.textBody && examination.html == reader.htmlBody)
    let defects = Set(examination.defects.map { $0.code.rawValue + " " + ($0.path ?? "-") })
    #expect(defects.count == examination.defects.count)
    lines += defects.sorted().map { "defect: " + $0 }
    lines += examination.checks.map { "check: \($0.severity) \($0.code.rawValue) \($0.path ?? "-") \($0.detail)" }
    return lines.joined(separator: "\n") + "\n"
}

private func shown(_ text: String?) -> String {
    text.map { $0.debugDescription } ?? "-"
}

/// Every bare LF as CRLF.
func withCRLF(_ content: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in content {
        if byte == 0x0A, result.last != 0x0D { result.append(0x0D) }
        result.append(byte)
    }
    return result
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
