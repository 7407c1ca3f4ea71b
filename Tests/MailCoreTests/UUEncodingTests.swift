import MailCore
import Testing

@Suite struct UUEncodingTests {
    private func decode(_ text: String) -> (text: String, isMalformed: Bool) {
        let (bytes, isMalformed) = UUEncoding.decode(Array(text.utf8).span)
        return (String(decoding: bytes, as: UTF8.self), isMalformed)
    }

    @Test(arguments: [
        ("begin 644 a\n#0V%T\n`\nend\n", "Cat", false), ("begin 644 a\r\n#0V%T\r\n`\r\nend\r\n", "Cat", false),
        ("text\n\nbegin 644 a b.txt\n#0V%T\nend \nmore", "Cat", false), ("begin 644 a\n \nend\n", "", false),
        // Blanks that a mailer cut off at the end of a line.
        ("begin 644 a\n$ (\nend", "\0\u{80}\0\0", false),
        ("begin 644 a\n#0V%T\n", "Cat", true), ("begin 644 a\n#0V%\u{7F}\nend", "Ca@", true),
        ("begin 644 a\nend\nbegin 644 b\n#0V%T\nend", "", false),
        ("no block", "no block", true), ("begin to think\n", "begin to think\n", true), ("", "", true),
    ])
    func decodes(_ encoded: String, _ plain: String, _ isMalformed: Bool) {
        if plain.contains("\u{80}") {
            #expect(UUEncoding.decode(Array(encoded.utf8).span).bytes == [0, 0x80, 0, 0])
        } else {
            #expect(decode(encoded) == (plain, isMalformed))
        }
    }

    @Test func decodesWhatIsEncoded() {
        for length in 0..<200 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ length &* 31 ^ $0 >> 3) }
            var encoded = Array("begin 600 x\n".utf8)
            for start in stride(from: 0, to: length, by: 45) { encoded += line(Array(bytes[start...].prefix(45))) }
            let decoded = UUEncoding.decode((encoded + Array("`\nend\n".utf8)).span)
            #expect(decoded.bytes == bytes)
            #expect(!decoded.isMalformed)
        }
    }

    private func line(_ bytes: [UInt8]) -> [UInt8] {
        var line = [UInt8(bytes.count) + 0x20]
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let three = Array(bytes[start...].prefix(3)) + [0, 0]
            let group = Int(three[0]) << 16 | Int(three[1]) << 8 | Int(three[2])
            for shift in [18, 12, 6, 0] {
                let value = UInt8(group >> shift & 63)
                line.append(value == 0 ? 0x60 : value + 0x20)
            }
        }
        return line + [0x0A]
    }
}
