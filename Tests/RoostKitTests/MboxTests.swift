import MailCore
import RoostKit
import Testing

@Suite struct MboxTests {
    private func read(_ text: String) -> [Mbox.Message] {
        var messages: [Mbox.Message] = []
        Mbox.forEachMessage(of: Array(text.utf8)) { messages.append($0) }
        return messages
    }

    private func message(_ reversePath: String?, _ content: String) -> Mbox.Message {
        Mbox.Message(reversePath: reversePath, content: Array(content.utf8))
    }

    @Test func theLineNamesReversePathAndTime() {
        let noon = Timestamp(microseconds: 1_772_366_400_000_000)
        let entry = Mbox.entry(content: Array("a".utf8), reversePath: "a@example.test", received: noon)
        #expect(String(decoding: entry, as: UTF8.self) == "From a@example.test Sun Mar  1 12:00:00 2026\na\n\n")
        for odd in ["", "a b@example.test", "\u{1B}@example.test"] {
            let entry = Mbox.entry(content: [], reversePath: odd, received: noon)
            #expect(String(decoding: entry, as: UTF8.self) == "From MAILER-DAEMON Sun Mar  1 12:00:00 2026\n\n")
        }
    }

    @Test(arguments: ["\n", "\r\n"])
    func variantsAreRead(end: String) {
        let lines = [
            "From a@example.test Mon Nov 23 12:31:45 2026", "Subject: a", "", ">From here", "From here on", "",
            "From me",
            "From x@example.test  Mon Nov 23 12:31 2026 +0100", "", "From - Mon Nov 23 12:31:45 2026", "", "",
            "From MAILER-DAEMON Mon Nov 23 12:31:45 2026", "last",
        ]
        #expect(
            read(lines.joined(separator: end)) == [
                message(
                    "a@example.test",
                    [
                        "Subject: a", "", "From here", "From here on", "", "From me",
                        "From x@example.test  Mon Nov 23 12:31 2026 +0100", "",
                    ].joined(separator: end)), message(nil, end), message("", "last"),
            ])
    }

    @Test func whatComesBeforeTheFirstLineIsNoMessage() {
        #expect(read("").isEmpty)
        #expect(read("Subject: a\n\n").isEmpty)
        #expect(!Mbox.isMbox(Array("From: a@example.test".utf8)))
        #expect(!Mbox.isMbox(Array("From here on".utf8)))
    }
}
