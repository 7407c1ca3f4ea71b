import MailCore
import Testing

@Suite struct QuotedPrintableTests {
    private func decode(_ text: String) -> (text: String, isMalformed: Bool) {
        let (bytes, isMalformed) = QuotedPrintable.decode(Array(text.utf8).span)
        return (String(decoding: bytes, as: UTF8.self), isMalformed)
    }

    @Test(arguments: [
        ("plain", "plain", false), ("=3D=3d", "==", false), ("one=\r\n two=\nthree", "one twothree", false),
        ("not=  \t\njoined", "not=  \t\njoined", true), ("end=", "end", false),
        ("blank \r\nkept", "blank \r\nkept", false),
        ("=ZZ", "=ZZ", true), ("=4", "=4", true), ("a=\rb", "a=\rb", true), ("=C3=BC", "ü", false),
        ("==41", "=A", true),
    ])
    func decodes(_ encoded: String, _ plain: String, _ isMalformed: Bool) {
        #expect(decode(encoded) == (plain, isMalformed))
    }

    @Test func decodesWhatIsEncoded() {
        for length in 0..<600 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ length &* 31 ^ $0 >> 3) }
            var encoded: [UInt8] = []
            for (index, byte) in bytes.enumerated() {
                if index % 20 == 19 { encoded += Array("=\r\n".utf8) }
                let isLiteral = byte.isVisible && byte != 0x3D
                encoded += isLiteral ? [byte] : [0x3D, .hexDigit(byte >> 4), .hexDigit(byte & 15)]
            }
            let decoded = QuotedPrintable.decode(encoded.span)
            #expect(decoded.bytes == bytes)
            #expect(!decoded.isMalformed)
        }
    }
}
