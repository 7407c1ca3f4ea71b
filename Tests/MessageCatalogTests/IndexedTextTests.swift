import Foundation
import HTMLText
import MailCore
import Testing

@testable import MessageCatalog
@testable import MessageStore

/// The search text that an index holds against what the mail was made of, folded letter by letter.
@Suite struct IndexedTextTests {
    /// Charsets, each with what is written in it.
    private static let charsets: [(name: String, encoding: String.Encoding, words: [String])] = [
        ("us-ascii", .ascii, ["order", "THREAD", "x=1"]),
        ("utf-8", .utf8, ["Größe", "日本語", "ﾒｰﾙ", "Ὀδυσσεύς", "e\u{301}"]),
        ("iso-8859-1", .isoLatin1, ["Ärger", "Straße", "ÉTÉ"]), ("iso-8859-2", .isoLatin2, ["żółw", "Łódź"]),
        ("windows-1251", .windowsCP1251, ["Привет", "заказ", "Ёлка"]),
        ("windows-1252", .windowsCP1252, ["“Größe”", "€ 9"]),
        ("windows-1253", .windowsCP1253, ["Παραγγελία", "τέλος"]),
        ("windows-1254", .windowsCP1254, ["İstanbul", "ığdır"]),
        ("shift_jis", .shiftJIS, ["テスト", "ガイド", "注文"]), ("iso-2022-jp", .iso2022JP, ["日本語", "注文"]),
        ("utf-16", .utf16, ["UTF", "öffnen", "😀"]),
    ]

    /// A leaf: its source, and the text that stands in it.
    private struct Leaf {
        var source: String
        var text: String

        init(html isHTML: Bool, _ random: inout SystemRandomNumberGenerator) {
            let charset = charsets[Int.random(in: charsets.indices, using: &random)]
            let lines = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                (0..<Int.random(in: 1...5, using: &random)).map { _ in charset.words.randomElement(using: &random) ?? ""
                }
                .joined(separator: " ")
            }
            text = isHTML ? "<p>\(lines.joined(separator: "</p><p>"))</p>" : lines.map { $0 + "\r\n" }.joined()
            let octets = text.data(using: charset.encoding) ?? Data()
            let isBase64 = charset.name == "utf-16" || Bool.random(using: &random)
            source = """
                Content-Type: text/\(isHTML ? "html" : "plain"); charset=\(charset.name)\r
                Content-Transfer-Encoding: \(isBase64 ? "base64" : "quoted-printable")\r
                \r
                \(isBase64 ? octets.base64EncodedString(options: .lineLength64Characters) : Self.quoted(octets) + "=")\r

                """
        }

        private static func quoted(_ octets: Data) -> String {
            octets.map { octet in
                (0x20...0x7E).contains(octet) && octet != 0x3D && octet != 0x20
                    ? String(UnicodeScalar(octet))
                    : "=" + (octet < 16 ? "0" : "") + String(octet, radix: 16).uppercased()
            }.enumerated().map { $0.offset % 20 == 19 ? $0.element + "=\r\n" : $0.element }.joined()
        }
    }

    private static func multipart(_ type: String, _ parts: [String], _ depth: Int) -> String {
        "Content-Type: multipart/\(type); boundary=b\(depth)\r\n\r\n"
            + parts.map { "--b\(depth)\r\n\($0)" }.joined() + "--b\(depth)--\r\n"
    }

    /// A mail, its plain texts and its HTML in the order in which they are shown.
    private static func mail(_ random: inout SystemRandomNumberGenerator) -> (source: String, texts: [String]) {
        let (plain, html) = (Leaf(html: false, &random), Leaf(html: true, &random))
        let attachment =
            "Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\nhidden\r\n"
        let shown = HTMLDocument(html.text).text
        let alternative = multipart("alternative", [plain.source, html.source], 1)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return (plain.source, [plain.text])
        case 1: return (html.source, [shown])
        case 2: return (alternative, [plain.text, shown])
        case 3: return (multipart("mixed", [alternative, attachment], 2), [plain.text, shown])
        case 4:
            return (multipart("related", [html.source, "Content-Type: image/png\r\n\r\nx\r\n"], 1), [shown])
        default:
            let second = Leaf(html: false, &random)
            return (multipart("mixed", [plain.source, second.source], 1), [plain.text + second.text])
        }
    }

    private static func folded(_ texts: [String]) -> [UInt8] {
        texts.flatMap { text in
            [IndexedField.mark] + text.replacing("\r\n", with: "\n").flatMap { Folding.fold(String($0)) }
        }
    }

    @Test func isWhatTheMailWasMadeOf() throws {
        var random = SystemRandomNumberGenerator()
        let mails = (0..<60).map { _ in Self.mail(&random) }
        let library = Library()
        let store = try library.open(segment: 100_000)
        _ = try store.append(mails.map { message("MIME-Version: 1.0\r\n" + $0.source) })
        _ = try library.read(store)
        var state = try CatalogState(store: store)
        while try state.readLog() {}
        #expect(state.unreadCount == 0)
        for (row, mail) in zip(state.snapshot.messages, mails) {
            let bodies = try #require(row.withTexts { Array($0.bodies) })
            #expect(
                bodies == Self.folded(mail.texts),
                "\(mail.source)\n\(String(decoding: bodies.filter { $0 != 0xFF }, as: UTF8.self))")
        }
    }
}
