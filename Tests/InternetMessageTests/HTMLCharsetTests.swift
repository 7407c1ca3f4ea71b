import Testing

@testable import InternetMessage

/// HTML standard, section 13.2.3.
@Suite struct HTMLCharsetTests {
    private func label(_ declared: String?, _ bytes: [UInt8]) -> String? {
        HTMLCharset.label(declared: declared.map { Array($0.utf8) }, bytes).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        "<meta charset=koi8-r>", "<META CHARSET='KOI8-R'>", "<html><head>\n<meta charset = \"koi8-r\" />",
        "<meta http-equiv=Content-Type content=\"text/html; charset=koi8-r\">",
        "<meta content='text/html;charset=koi8-r;x' http-equiv=content-type>", "<meta name=x><meta charset=koi8-r>",
    ])
    func aMetaElementCountsForWhatIsNotUTF8(_ html: String) {
        #expect(label(nil, Array(html.utf8) + [0xD0]) == "koi8-r")
        #expect(label("iso-8859-1", Array(html.utf8) + [0xD0]) == "iso-8859-1")
        #expect(label(nil, Array(html.utf8) + Array("ü".utf8)) == nil)
    }

    @Test(arguments: ["", "<meta>", "<meta charset>", "<meta charset=>", "charset=koi8-r", "<p charset=koi8-r>"])
    func elsewhereNothingCounts(_ html: String) {
        #expect(label(nil, Array(html.utf8) + [0xD0]) == nil)
    }

    @Test func aByteOrderMarkWins() {
        #expect(label("koi8-r", [0xEF, 0xBB, 0xBF, 0x41]) == "utf-8")
        #expect(label(nil, [0xFF, 0xFE, 0x41, 0x00]) == "utf-16le")
        #expect(label(nil, [0xFE, 0xFF, 0x00, 0x41]) == "utf-16be")
    }

    @Test func aMessageIsReadByWhatItsHTMLSays() {
        let head = Array("Content-Type: text/html\r\n\r\n<meta charset=koi8-r>".utf8)
        #expect(MessageReader(content: head + [0xD4, 0xC1]).htmlBody == "<meta charset=koi8-r>та")
        let plain = Array("Content-Type: text/plain\r\n\r\n<meta charset=koi8-r>".utf8)
        #expect(MessageReader(content: plain + [0xD4, 0xC1]).textBody == "<meta charset=koi8-r>ÔÁ")
        let japanese = "Content-Type: text/html\r\n\r\n<meta charset=iso-2022-jp>\u{1B}$BF|\u{1B}(B"
        #expect(MessageReader(content: Array(japanese.utf8)).htmlBody == "<meta charset=iso-2022-jp>日")
    }
}
