import InternetMessage
import MailCore
import Testing

/// Mail that is made to hurt: each must be done in time linear in its size.
@Suite(.serialized) struct ResilienceTests {
    private func read(_ content: [UInt8], _ isAsExpected: (MessageReader) -> Bool) {
        let clock = ContinuousClock()
        var result = false
        let elapsed = clock.measure {
            let reader = MessageReader(content: content)
            _ = reader.defects
            _ = (reader.textBody, reader.htmlBody, reader.attachments, reader.fields())
            _ = (reader.subject, reader.date, reader.mailboxes("To"))
            result = isAsExpected(reader)
        }
        #expect(result)
        #expect(elapsed < .seconds(20), "time grows faster than the message")
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func nestedMultiparts() {
        let text = (0..<10_000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
        read(bytes(text)) {
            $0.message.entities.count == Limits.nesting + 1
                && $0.message.defects.contains { $0.code == .nestingTooDeep }
        }
    }

    @Test func nestedMessages() {
        let text = String(repeating: "Content-Type: message/rfc822\n\n", count: 10_000)
        read(bytes(text)) { $0.message.entities.count == Limits.nesting + 1 }
    }

    @Test func nestedEncodedMessages() {
        let text = String(
            repeating: "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n", count: 1000)
        read(bytes(text)) {
            $0.message.entities.count == Limits.decodedContents + 1
                && $0.message.defects.contains { $0.code == .nestingTooDeep }
        }
    }

    @Test func emptyParts() {
        let text = "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n", count: 100_000)
        read(bytes(text)) {
            $0.message.entities.count == Limits.parts && $0.message.defects.contains { $0.code == .tooManyParts }
        }
    }

    @Test func manyHeaderFields() {
        read(bytes(String(repeating: "A:b\n", count: 50_000))) {
            $0.message.entities[0].header.fields.count == Limits.headerFields
                && $0.message.defects.contains { $0.code == .tooManyHeaders }
        }
    }

    @Test func longHeaderLine() {
        read(bytes("X: y\nSubject: ") + [UInt8](repeating: 0x61, count: 1 << 20)) { $0.subject?.utf8.count == 1 << 20 }
    }

    @Test func manyEncodedWords() {
        let words = String(repeating: "=?utf-8?q?a?= =?koi8-r?q?b?=", count: 10_000)
        read(bytes("Subject: " + words + "\n")) { $0.subject?.utf8.count == 20_000 }
    }

    /// Each would be quadratic if a search for an end began anew at every start.
    @Test(arguments: [
        "=?a?q?", "=?a?b?!", "=?a?q?z ", "(", "\"", "<", "[", ":", "@:", "a@b:", "\\", "=?", "<@a,", "a;", "=?a?q?x,",
    ])
    func repeatedStarts(_ start: String) {
        let body = String(repeating: start, count: 20_000 / start.utf8.count)
        let text = ["Subject", "To", "Date", "Content-Type", "Content-Disposition", "Message-ID"]
            .map { "\($0): \(body) ?=\n" }.joined()
        read(bytes(text)) { $0.message.entities.count == 1 }
    }

    @Test(arguments: ["a*0=b;", "a=b ", "a=b;", "filename*1=x;", "a=(", "= "])
    func manyParameters(_ parameter: String) {
        let parameters = String(repeating: parameter, count: 10_000)
        read(bytes("Content-Type: text/plain; \(parameters)\nContent-Disposition: inline; \(parameters)\n\n")) {
            $0.filename(of: 0) == nil
        }
    }

    @Test func randomOctetsNeverTrap() {
        var random = SplitMix(state: 1)
        let alphabet = bytes("\n\n\r:;=?\"(),<>@[]-- abQB*'%0") + [0, 0xC3, 0xBC, 0xFF]
        let heads = [
            "Content-Type: multipart/mixed; boundary=a\n\n--a\n", "Subject: ", "To: ", "Date: ", "",
            "Content-Transfer-Encoding: base64\n\n", "Content-Type: text/html; charset=",
        ]
        for round in 0..<1_500 {
            let length = Int.random(in: 0...200, using: &random)
            let tail = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
            checkInvariants(MessageReader(content: bytes(heads[round % heads.count]) + tail))
        }
    }

    @Test func mutatedFixturesNeverTrap() throws {
        var random = SplitMix(state: 2)
        let contents = try EMLFixture.all.map { try $0.content() }.filter { !$0.isEmpty }
        for round in 0..<1_200 {
            var content = contents[round % contents.count]
            for _ in 0..<Int.random(in: 1...6, using: &random) where !content.isEmpty {
                let place = Int.random(in: 0..<content.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: content[place] = UInt8.random(in: 0...255, using: &random)
                case 1: content.remove(at: place)
                case 2: content.insert(contentsOf: content[place...].prefix(30), at: place)
                default: content.removeSubrange(place..<min(content.count, place + 40))
                }
            }
            checkInvariants(MessageReader(content: content))
        }
    }

    /// What holds for the tree of any content.
    private func checkInvariants(_ reader: MessageReader) {
        let entities = reader.message.entities
        #expect(!entities.isEmpty)
        #expect(Set(entities.map(\.path)).count == entities.count)
        for (index, entity) in entities.enumerated() {
            #expect((entity.parent == nil) == (index == 0))
            if let parent = entity.parent {
                #expect(parent < index && entity.depth == entities[parent].depth + 1 && entities[parent].kind != .leaf)
            }
            _ = reader.filename(of: index)
            _ = reader.text(of: index)
        }
        let defects = reader.defects
        #expect(Set(defects).count == defects.count)
        #expect(Set(reader.attachments).count == reader.attachments.count)
        _ = (reader.subject, reader.messageID, reader.date, reader.fields(), reader.textBody, reader.htmlBody)
        _ = (reader.mailboxes("To"), reader.mailboxes("From"))
    }
}
