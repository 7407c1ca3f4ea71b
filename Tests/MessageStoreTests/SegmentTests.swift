import MailCore
import SystemPackage
import Testing

@testable import MessageStore

@Suite struct SegmentTests {
    @Test func segmentsRollAndAreSealed() throws {
        let scratch = try Scratch()
        let store = try scratch.open(options: StoreOptions(segment: 1_000))
        for number in 1...20 { try store.add("message \(number)") }
        let segments = scratch.segments()
        #expect(segments.count > 3)
        for path in segments.dropLast() {
            let text = String(decoding: try scratch.bytes(path), as: UTF8.self)
            #expect(text.contains("\nROOST1 seal "))
        }
        for (number, path) in segments.enumerated() {
            #expect(SegmentName(path.lastComponent?.string ?? "")?.number == UInt32(number + 1))
        }
        #expect(try store.state().live().map(\.id.rawValue) == Array(1...20))
        #expect(try scratch.open().add("next") == [21])
    }

    @Test func damageInASealedSegmentIsNeverATornTail() throws {
        let scratch = try Scratch()
        let store = try scratch.open(options: StoreOptions(segment: 1))
        for number in 1...3 { try store.add("message \(number)") }
        let path = scratch.segments()[1]
        let bytes = try scratch.bytes(path)
        try scratch.write(Array(bytes.dropLast(5)), to: path)
        let again = try scratch.open()
        #expect(try again.texts().count == 3)
        #expect(try again.damages().count == 1)
        try again.add("message 4")
        #expect(try scratch.bytes(path) == Array(bytes.dropLast(5)))
        #expect(try again.texts().count == 4)
    }

    @Test func aSegmentThatWasBegunAndNotWrittenIsUsed() throws {
        let scratch = try Scratch()
        try scratch.open().add("one")
        try scratch.write([], to: scratch.store.appending("00000002-00000000000000ab.roost"))
        let store = try scratch.open()
        #expect(try store.add("two") == [2])
        #expect(scratch.segments().count == 2)
        #expect(try scratch.open().texts() == [1: "one", 2: "two"])
        #expect(try store.damages().isEmpty)
    }

    @Test func namesAreReadAsTheyAreWritten() {
        let name = SegmentName(number: 12, salt: 0xAB)
        #expect(name.description == "00000012-00000000000000ab.roost")
        #expect(SegmentName(name.description) == name)
        for odd in [
            "", ".roost", "00000012.roost", "12-00000000000000ab.roost", "00000012-00000000000000AB.roost",
            "00000012-00000000000000ab.roost.index", "+0000012-00000000000000ab.roost", "00000012-ab.roost",
            "4294967295-00000000000000ab.roost",
        ] {
            #expect(SegmentName(odd) == nil)
        }
    }

    @Test func linesOfAnotherFormAreNoFrame() {
        let good = "ROOST1 message 4711 2026-11-23T12:31:45.123456Z 201 1234 9b71f2c4 03aa51fe\n"
        let changes: [(String, String)] = [
            ("\n", ""), ("ROOST1", "OOST1"), ("ROOST1", "ROOST2"), ("message", "Message"), ("4711", "04711"),
            ("4711", "-4711"), ("4711", "9999999999999999999"), ("201", "99999999"), ("9b71", "9B71"),
            (" 03aa51fe", " 3aa51fe"), ("11-23", "13-23"), (" 201", "  201"),
        ]
        func frame(_ text: Substring) -> RecordFrame? { Array(text.utf8).withUnsafeBytes { RecordFrame($0) } }
        #expect(frame(good[...])?.lineLength == good.utf8.count)
        #expect(frame(good[...])?.length == good.utf8.count + 201 + 1 + 1234 + 1)
        for (part, change) in changes {
            let line = good.replacing(part, with: change)
            #expect(line != good && frame(line[...]) == nil, "\(line)")
        }
        for end in good.indices { #expect(frame(good[..<end]) == nil) }
    }
}
