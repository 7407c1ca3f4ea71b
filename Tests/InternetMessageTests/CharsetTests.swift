import InternetMessage
import Testing

@Suite struct CharsetTests {
    private func read(_ bytes: [UInt8], charset: String) -> MessageReader {
        MessageReader(content: Array("Content-Type: text/plain; charset=\(charset)\n\n".utf8) + bytes)
    }

    @Test(
        arguments: [
            ("utf-8", [0xC3, 0xBC], "ü"), ("UTF8", [0xEF, 0xBB, 0xBF, 0x61], "a"), ("iso-8859-1", [0xFC, 0x80], "ü€"),
            ("windows-1252", [0x93, 0x94], "“”"), ("iso-8859-15", [0xA4], "€"), ("iso-8859-2", [0xB1], "ą"),
            ("windows-1251", [0xCF], "П"), ("koi8-r", [0xF0], "П"), ("windows-1250", [0x9A], "š"),
            ("cp866", [0x8F], "П"),
            ("euc-kr", [0xB0, 0xA1], "가"), ("gb2312", [0xD6, 0xD0], "中"), ("big5", [0xA4, 0xA4], "中"),
            ("euc-jp", [0xC6, 0xFC], "日"), ("shift_jis", [0x93, 0xFA], "日"), ("utf-16le", [0x61, 0x00], "a"),
            ("utf-16", [0xFE, 0xFF, 0x00, 0x61], "a"), ("utf-7", [0x2B, 0x41, 0x50, 0x77, 0x2D], "ü"),
            ("macintosh", [0x9F], "ü"), ("tis-620", [0xA1], "ก"),
        ] as [(String, [UInt8], String)])
    func decodes(_ charset: String, _ bytes: [UInt8], _ text: String) {
        let reader = read(bytes, charset: charset)
        #expect(reader.text(of: 0) == text)
        #expect(reader.defects.isEmpty)
    }

    @Test(
        arguments: [
            ("us-ascii", [0xC3, 0xBC], "ü", .charsetGuessed), ("us-ascii", [0xFC], "ü", .charsetGuessed),
            ("nonsense", [0xFC], "ü", .charsetUnknown), ("\"../../etc/passwd\"", [0x61], "a", .charsetUnknown),
            ("utf-8", [0x61, 0xFF, 0x62], "a\u{FFFD}b", .charsetInvalidBytes),
            ("euc-jp", [0x61, 0xFF, 0x62], "a\u{FFFD}b", .charsetInvalidBytes),
            ("shift_jis", [0x61, 0x93], "a\u{FFFD}", .charsetInvalidBytes),
        ] as [(String, [UInt8], String, Defect.Code)])
    func guesses(_ charset: String, _ bytes: [UInt8], _ text: String, _ code: Defect.Code) {
        let reader = read(bytes, charset: charset)
        #expect(reader.text(of: 0) == text)
        #expect(reader.defects == [Defect(code, path: "1")])
    }

    @Test func longTextsAreConvertedInChunks() {
        let bytes = [UInt8](repeating: 0xF0, count: 200_000)
        #expect(read(bytes, charset: "koi8-r").text(of: 0) == String(repeating: "П", count: 200_000))
    }
}
