import Foundation
import InternetMessage
import MailCore
import Testing

@Suite struct EncodedWordTests {
    private func subject(_ body: String) -> String? {
        MessageReader(content: Array("Subject: \(body)\n\n".utf8)).subject
    }

    /// RFC 2047 section 8.
    @Test(arguments: [
        ("(=?ISO-8859-1?Q?a?=)", "(a)"), ("(=?ISO-8859-1?Q?a?= b)", "(a b)"),
        ("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)"), ("(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)", "(ab)"),
        ("(=?ISO-8859-1?Q?a?=\n    =?ISO-8859-1?Q?b?=)", "(ab)"), ("(=?ISO-8859-1?Q?a_b?=)", "(a b)"),
        ("(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)", "(a b)"),
        (
            "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=\n =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
            "If you can read this you understand the example."
        ),
    ])
    func examples(_ encoded: String, _ decoded: String) {
        #expect(subject(encoded) == decoded)
    }

    @Test(arguments: [
        ("=?utf-8?q?a b?=", "a b"), ("x=?utf-8?q?a?=y", "xay"), ("=?utf-8?B?w7w?=", "ü"), ("=?utf-8?B?YQ==?=", "a"),
        ("=?utf-8*de?Q?=C3=BC?=", "ü"), ("=?UTF-8?Q?=C3?= =?utf-8?Q?=BC?=", "ü"), ("=?utf-8?Q??=z", "z"),
        ("=?utf-8?Q?a", "=?utf-8?Q?a"), ("=?utf-8?Z?a?=", "=?utf-8?Z?a?="), ("=??Q?a?=", "=??Q?a?="),
        ("=?utf-8?Q?=?utf-8?Q?a?=", "=?utf-8?Q?a"), ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        ("=?utf-8?Q?=FF?=", "\u{FFFD}"), ("=?x-none?Q?=C3=BC?=", "ü"), ("=?us-ascii?Q?=FC?=", "ü"),
    ])
    func forgiven(_ encoded: String, _ decoded: String) {
        #expect(subject(encoded) == decoded)
    }

    @Test func decodesWhatIsEncoded() {
        let alphabet = Array("aZ09 ?=_\"<>,ü€日😀é")
        var random = SplitMix(state: 2047)
        for _ in 0..<500 {
            let text = "x" + String((0..<12).map { _ in alphabet.randomElement(using: &random) ?? "a" }) + "y"
            let quoted = text.utf8.map { byte in
                byte == 0x20 ? "_" : byte.isLetter || byte.isDigit ? String(UnicodeScalar(byte)) : "=" + hex(byte)
            }
            // Cut anywhere, even inside of a character.
            let words = stride(from: 0, to: quoted.count, by: 5).map {
                "=?utf-8?Q?" + quoted[$0..<min($0 + 5, quoted.count)].joined() + "?="
            }
            #expect(subject(words.joined(separator: "\n ")) == text)
            #expect(subject("=?utf-8?b?\(Data(text.utf8).base64EncodedString())?=") == text)
        }
    }

    private func hex(_ byte: UInt8) -> String {
        String(decoding: [UInt8.hexDigit(byte >> 4), .hexDigit(byte & 15)], as: UTF8.self)
    }
}
