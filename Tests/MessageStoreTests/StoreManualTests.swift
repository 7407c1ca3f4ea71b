import Foundation
import MailCore
import SystemPackage
import Testing

@testable import MessageStore

/// Follows roost-store(5), and nothing else, to read segments.
@Suite struct StoreManualTests {
    private static let name = "00000001-9f3c5d0a7be1c284.roost"

    /// The segment that the page shows.
    private let example: [UInt8]

    init() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Resources/roost-store.5")
        let page = try String(contentsOf: file, encoding: .utf8)
        let block = try #require(page.components(separatedBy: ".SH EXAMPLE").last)
            .components(separatedBy: ".EX\n")[1].components(separatedBy: ".EE")[0]
        let text = block.replacing("\\-", with: "-").replacing("\\e", with: "\\").replacing("\\(haM", with: "\r")
        example = Array(text.utf8)
        try #require(page.contains(Self.name.replacing("-", with: "\\-")))
    }

    @Test func aStrangerReadsTheExample() throws {
        let records = try Stranger.records(of: example, salt: 0x9f3c_5d0a_7be1_c284)
        #expect(records.map(\.kind) == ["segment", "listener", "message", "flags"])
        #expect(records.map(\.sequence) == [1, 2, 3, 4])
        #expect(records[2].values("forward-path") == ["<ann@example.test>", "<bob@example.test>"])
        #expect(records[2].values("helo") == ["app\\xE9"])
        #expect(records[2].content.starts(with: Array("From: app@example.test\r\n".utf8)))
        #expect(records[3].values("set") == ["read"])
    }

    @Test func roostReadsTheExample() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(
            atPath: scratch.store.string, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        try scratch.write(example, to: scratch.store.appending(Self.name))
        let store = try scratch.open(.readExisting)
        #expect(try store.damages().isEmpty)
        let state = try store.state()
        let message = try #require(state.record(of: MessageID(1)))
        #expect(state.isRead(MessageID(1)))
        #expect(try store.header(of: message).origin.helo == Array("app".utf8) + [0xE9])
        #expect(try store.content(of: message).suffix(8) == Array("Hello.\r\n".utf8)[...])
    }

    @Test func aStrangerReadsWhatRoostWrites() throws {
        let scratch = try Scratch()
        let contents: [[UInt8]] = [
            [], Array(0...255), example, Array("ROOST1 message 9\n\n".utf8), Array(repeating: 0x0A, count: 300_000),
        ]
        _ = try scratch.open().append(contents.map { .message(capture($0)) }, sync: .never)
        let segment = try #require(scratch.segments().first)
        let salt = try #require(UInt64(segment.stem?.suffix(16) ?? "", radix: 16))
        let messages = try Stranger.records(of: scratch.bytes(segment), salt: salt).filter { $0.kind == "message" }
        #expect(messages.map(\.content) == contents)
        #expect(messages.map { $0.values("id") } == (1...contents.count).map { ["\($0)"] })
    }
}

/// A reader as somebody would write it who knows the page only; it takes what it reads for sound.
private struct Stranger {
    var kind: String
    var sequence: Int
    var header: [String]
    var content: [UInt8]

    func values(_ key: String) -> [String] {
        header.filter { $0.hasPrefix(key + ": ") }.map { String($0.dropFirst(key.count + 2)) }
    }

    static func records(of bytes: [UInt8], salt: UInt64) throws -> [Stranger] {
        var records: [Stranger] = []
        var offset = 0
        while offset < bytes.count {
            let lineEnd = try #require(bytes[offset...].firstIndex(of: 0x0A)) + 1
            let words = String(decoding: bytes[offset..<(lineEnd - 1)], as: UTF8.self).split(separator: " ")
            try #require(words.count == 8 && words[0] == "ROOST1")
            let lengths = try words[4...5].map { try #require(Int($0)) }
            let contentStart = lineEnd + lengths[0] + 1
            let end = contentStart + lengths[1] + 1
            try #require(end <= bytes.count)
            // The line without the digits of the first checksum: behind them stand a space, 8 digits and the LF.
            let digits = lineEnd - 18
            let place = bigEndian(salt) + bigEndian(UInt64(offset))
            let covered = bytes[offset..<digits] + bytes[(digits + 8)..<contentStart] + place
            try #require(checksum(covered) == words[6])
            try #require(checksum(bytes[contentStart..<end] + place) == words[7])
            let header = String(decoding: bytes[lineEnd..<(contentStart - 1)], as: UTF8.self)
            records.append(
                Stranger(
                    kind: String(words[1]), sequence: try #require(Int(words[2])),
                    header: header.split(separator: "\n").map(String.init),
                    content: Array(bytes[contentStart..<(end - 1)])))
            offset = end
        }
        return records
    }

    private static func bigEndian(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
    }

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> String {
        var checksum = CRC32C()
        bytes.withUnsafeBytes { checksum.update($0) }
        let digits = String(checksum.value, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
