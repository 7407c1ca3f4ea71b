import MailCore
import Testing

@Suite struct DotTransparencyTests {
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// Looks for the end in the whole, then drops the dots of the lines: slow, and plainly right.
    private func reference(_ bytes: [UInt8]) -> (content: [UInt8], isComplete: Bool, consumed: Int) {
        let framed = [UInt8.cr, .lf] + bytes
        let mark = Array("\r\n.\r\n".utf8)
        let end = (0...max(0, framed.count - mark.count)).first { framed[$0...].starts(with: mark) }
        var content: [UInt8] = []
        for index in 2..<(end.map { $0 + 2 } ?? framed.count) {
            let isLeading = framed[index - 2] == .cr && framed[index - 1] == .lf
            if !(isLeading && framed[index] == .dot) { content.append(framed[index]) }
        }
        return (content, end != nil, end.map { $0 + 3 } ?? bytes.count)
    }

    @Test func agreesWithTheReference() {
        var random = SplitMix(state: 5321)
        let alphabet: [UInt8] = [.cr, .lf, .dot, .cr, .lf, .dot, 0x61, 0x00, 0xFF]
        var completed = 0
        for _ in 0..<20_000 {
            let ending = Bool.random(using: &random) ? Array("\r\n.\r\nQUIT".utf8) : Array("z".utf8)
            let length = Int.random(in: 0...40, using: &random)
            let bytes = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] } + ending
            let expected = reference(bytes)
            var decoder = DotTransparencyDecoder(limit: 1000)
            var consumed = 0
            var rest = bytes[...]
            while !rest.isEmpty, !decoder.isComplete {
                let segment = Array(rest.prefix(Int.random(in: 1...20, using: &random)))
                let count = decoder.decode(segment.span, from: 0)
                consumed += count
                rest = rest.dropFirst(count)
            }
            completed += expected.isComplete ? 1 : 0
            #expect(decoder.isComplete == expected.isComplete)
            #expect(consumed == expected.consumed)
            // A decoder in the middle may withhold a leading dot, and the CR after it; `z` at the end rules that out.
            #expect(decoder.content == expected.content)
        }
        #expect(completed > 5_000)
    }

    @Test func contentOfExactlyTheLimitIsKept() {
        var decoder = DotTransparencyDecoder(limit: 6)
        let bytes = Array("..ab\r\n.\r\n".utf8)
        #expect(decoder.decode(bytes.span, from: 0) == bytes.count)
        #expect(decoder.isComplete)
        #expect(!decoder.isOverLimit)
        #expect(decoder.content == Array(".ab\r\n".utf8))
    }

    @Test func contentOverTheLimitIsDroppedToTheTrueEnd() {
        var decoder = DotTransparencyDecoder(limit: 4)
        let bytes = Array("abc\r\nde\n.\n\r\n.\r\nQUIT".utf8)
        #expect(decoder.decode(bytes.span, from: 0) == bytes.count - 4)
        #expect(decoder.isComplete)
        #expect(decoder.isOverLimit)
        #expect(decoder.content.isEmpty)
    }

    @Test func lineFeedsAreFoundEverywhere() {
        for length in 0..<40 {
            for place in 0..<length {
                // 0x0B and 0x8A are the octets that a borrow or a lost high bit would mistake for LF.
                var bytes = (0..<length).map { $0 % 2 == 0 ? UInt8(0x0B) : 0x8A }
                #expect(bytes.span.firstLF(from: 0) == nil)
                bytes[place] = .lf
                for start in 0...length {
                    #expect(bytes.span.firstLF(from: start) == (start <= place ? place : nil))
                }
            }
        }
    }
}
