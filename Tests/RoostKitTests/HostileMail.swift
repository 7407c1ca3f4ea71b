import Foundation
import MailCore
import MessageCatalog
import MessageStore
import SystemPackage

@testable import TerminalUI

/// Mail and sessions as they come from those who mean harm: the fixtures, and all that a terminal obeys in every place
/// that a message and a session have.
enum HostileMail {
    private static let sequences: [[UInt8]] = [
        Array("\u{1B}[6666;1H".utf8), Array("\u{1B}]0;hacked\u{7}".utf8), Array("\u{1B}P666q\u{1B}\\".utf8),
        [0x9B] + Array("6667m".utf8), Array("\u{9B}6668m".utf8), Array("\u{1B}_apc\u{1B}\\".utf8),
        [0x00, 0x07, 0x08, 0x7F], Array("\u{202E}\u{2066}\u{200E}\u{61C}\u{2028}".utf8),
        Array("\u{1B}]52;c;aGFja2Vk\u{7}".utf8), [0xC3, 0x28, 0xFF, 0xFE],
        Array(String(repeating: "\u{301}", count: 40).utf8), [0x0C, 0x0B, 0x0E, 0x0F],
    ]

    /// One line of everything, CR and LF left out.
    static let octets = Array("p ".utf8) + sequences.flatMap { $0 + Array(" ".utf8) }
    static let text = String(decoding: octets, as: UTF8.self)

    private static func field(_ name: String, _ rest: String = "") -> [UInt8] {
        Array("\(name): ".utf8) + octets + Array("\(rest)\r\n".utf8)
    }

    private static var poisoned: [[UInt8]] {
        let head =
            field("From", "<a@example.test>") + field("To", "<b@example.test>") + field("Subject")
            + field("Message-ID") + field("Date") + Array("X-".utf8) + field(text)
        let encoded = Base64.encode(octets)
        return [
            head + Array("\r\n".utf8) + octets + Array("\r\n> ".utf8) + octets
                + Array("\r\nYour code is 123456 http://x.test/".utf8) + octets,
            Array("Subject: =?utf-8?B?".utf8) + encoded
                + Array("?=\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n".utf8) + encoded,
            head + Array("Content-Type: text/html; charset=utf-8\r\n\r\n<p title='".utf8) + octets
                + Array("'>".utf8) + octets + Array("<a href='http://x.test/".utf8) + octets
                + Array("'>link</a><a href='".utf8) + octets + Array("'>&#27;[6666;2H&#155;6669m</a>".utf8),
            head + Array("Content-Type: text/calendar; name=\"".utf8) + octets
                + Array("\"\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:".utf8) + octets
                + Array("\r\nLOCATION:".utf8) + octets + Array("\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".utf8),
            head + Array("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: ".utf8) + octets
                + Array("\r\n\r\n--x\r\nContent-Type: application/x-thing; name=\"".utf8) + octets
                + Array(".sh\"\r\nContent-Disposition: attachment; filename=\"".utf8) + octets
                + Array("\"\r\nContent-Transfer-Encoding: ".utf8) + octets + Array("\r\n\r\n".utf8) + octets
                + Array("\r\n--x--\r\n".utf8),
            octets,
        ]
    }

    /// What is poisoned on purpose comes last, so that it is what a list shows first.
    private static func contents() throws -> [[UInt8]] {
        let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures")
        func files(_ folder: String, _ suffix: String, _ starts: [String] = [""]) throws -> [[UInt8]] {
            try FileManager.default.contentsOfDirectory(
                at: fixtures.appending(path: folder), includingPropertiesForKeys: nil
            ).filter { file in
                file.pathExtension == suffix && starts.contains { file.lastPathComponent.hasPrefix($0) }
            }.sorted { $0.path < $1.path }.map { [UInt8](try Data(contentsOf: $0)) }
        }
        let head = Array("Subject: a page\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".utf8)
        return try files("eml/malformed", "eml") + files("html", "html", ["hostile", "broken"]).map { head + $0 }
            + files("eml/hostile", "eml") + poisoned
    }

    private static let origin = Origin(
        peer: text, process: text, helo: octets, tls: text,
        auth: Origin.Authentication(mechanism: text, user: text), session: SessionID(listener: 1, number: 1))

    private static let envelope = Envelope(
        reversePath: Path(address: text, parameters: [ESMTPParameter(keyword: text, value: text)]),
        forwardPaths: [Path(address: text)])

    private static let dialogue = [
        DialogueLine(elapsed: 0, side: .server, text: octets), DialogueLine(elapsed: 1, side: .client, text: octets),
    ]

    static func report(_ problem: SessionProblem) -> SessionReport {
        SessionReport(
            origin: origin, ended: Timestamp(microseconds: 0), problem: problem, detail: octets, envelope: envelope,
            dialogue: dialogue)
    }

    /// All of it as it comes out of a store.
    static let stored = Result {
        let directory = FilePath(NSTemporaryDirectory()).appending("roost-hostile-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: directory.string) }
        let store = try Store.open(directory, access: .readWrite, clock: { Timestamp(microseconds: 0) })
        _ = try store.append(
            contents().map {
                .message(Capture(envelope: envelope, origin: origin, dialogue: dialogue, content: $0))
            })
        var state = try CatalogState(store: store)
        try state.readAll()
        return try state.snapshot.messages.compactMap { try state.document(of: $0.id) }
    }

    /// How many of the last are those poisoned on purpose.
    static let poisonedCount = poisoned.count
}

/// What a terminal would obey, or be confused by, in a text that is lines.
func obeyed(in text: String) -> [String] {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x0A }
    return isPlain
        ? []
        : text.unicodeScalars.filter { scalar in
            scalar.value < 0x20 && scalar != "\n" || (0x7F...0x9F).contains(scalar.value)
                || scalar.properties.isBidiControl
        }.map { "U+" + String($0.value, radix: 16) }
}
