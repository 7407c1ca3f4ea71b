import Foundation
import MailCore
import Synchronization
import Testing

@testable import MessageCatalog
@testable import MessageStore

@Suite struct SearchTests {
    /// Words of many scripts, each with how another would write it, and encodings that have it.
    private static let words: [(String, String, [String.Encoding])] = [
        ("Größe", "GROSSE", [.utf8, .isoLatin1]), ("café", "CAFÉ", [.utf8, .isoLatin1]),
        ("Straße", "strasse", [.utf8, .isoLatin1]), ("żółw", "ŻOŁW".lowercased(), [.utf8, .isoLatin2]),
        ("Привет", "привет", [.utf8, .windowsCP1251]), ("заказ", "ЗАКАЗ", [.utf8, .windowsCP1251]),
        ("Ὀδυσσεύς", "οδυσσευς", [.utf8]), ("Παραγγελία", "παραγγελια", [.utf8, .windowsCP1253]),
        ("日本語", "日本語", [.utf8, .shiftJIS, .iso2022JP]), ("ﾒｰﾙ", "メール", [.utf8]),
        ("テスト", "ﾃｽﾄ", [.utf8, .shiftJIS]), ("订单", "订单", [.utf8]), ("한국어", "한국어", [.utf8]),
        ("عربي", "عربي", [.utf8]), ("שלום", "שלום", [.utf8]), ("order", "ORDER", [.utf8, .ascii]),
        ("Ｏｒｄｅｒ", "order", [.utf8]), ("thread", "ThReAd", [.utf8, .ascii]),
    ]

    /// What stands where in a message, by the number of the word.
    private struct Model {
        var subject: [Int]
        var text: [Int]
        var html: [Int]
        var isRead: Bool
        var recipient: String

        init(_ random: inout SystemRandomNumberGenerator) {
            func some(_ count: Int) -> [Int] {
                (0..<count).map { _ in Int.random(in: SearchTests.words.indices, using: &random) }
            }
            (subject, text, html) = (some(2), some(3), Bool.random(using: &random) ? some(2) : [])
            isRead = Bool.random(using: &random)
            recipient = ["ann", "bob", "carl"][Int.random(in: 0..<3, using: &random)] + "@example.test"
        }

        var record: NewRecord {
            func joined(_ words: [Int]) -> String { words.map { SearchTests.words[$0].0 }.joined(separator: " ") }
            let encodings: [(String.Encoding, String)] = [
                (.isoLatin1, "iso-8859-1"), (.isoLatin2, "iso-8859-2"), (.windowsCP1251, "windows-1251"),
                (.windowsCP1253, "windows-1253"), (.shiftJIS, "shift_jis"), (.iso2022JP, "iso-2022-jp"),
                (.utf8, "utf-8"),
            ]
            let (encoding, charset) =
                encodings.first { encoding in
                    self.text.allSatisfy { SearchTests.words[$0].2.contains(encoding.0) }
                } ?? (.utf8, "utf-8")
            let octets = (joined(text) + "\r\n").data(using: encoding) ?? Data()
            let encoded = Data(joined(subject).utf8).base64EncodedString()
            return message(
                """
                Subject: =?utf-8?B?\(encoded)?=\r
                MIME-Version: 1.0\r
                Content-Type: multipart/alternative; boundary=b\r
                \r
                --b\r
                Content-Type: text/plain; charset=\(charset)\r
                Content-Transfer-Encoding: base64\r
                \r
                \(octets.base64EncodedString())\r
                --b\r
                Content-Type: \(html.isEmpty ? "image/png" : "text/html; charset=utf-8")\r
                \r
                <p>\(joined(html))</p>\r
                --b--\r

                """, to: recipient)
        }

        /// Another spelling is the same word.
        func holds(_ word: Int, in words: [Int]) -> Bool {
            let same = Set(
                ["order", "テスト"].flatMap { key in
                    SearchTests.words.indices.filter { SearchTests.folded($0) == SearchTests.folded(key) }
                })
            return words.contains {
                $0 == word || same.contains($0) && SearchTests.folded($0) == SearchTests.folded(word)
            }
        }
    }

    private static func folded(_ word: Int) -> String { folded(words[word].0) }

    private static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .widthInsensitive, .diacriticInsensitive], locale: nil)
    }

    /// A random query, and whether a message matches it.
    private static func query(
        _ random: inout SystemRandomNumberGenerator, depth: Int = 2
    ) -> (String, (Model) -> Bool) {
        if depth > 0, Bool.random(using: &random) {
            let (left, isLeft) = query(&random, depth: depth - 1)
            let (right, isRight) = query(&random, depth: depth - 1)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: return ("(\(left)) (\(right))", { isLeft($0) && isRight($0) })
            case 1: return ("(\(left)) OR (\(right))", { isLeft($0) || isRight($0) })
            default: return ("-(\(left))", { !isLeft($0) })
            }
        }
        let word = Int.random(in: words.indices, using: &random)
        let spelling = Bool.random(using: &random) ? words[word].0 : words[word].1
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return ("subject:\(spelling)", { $0.holds(word, in: $0.subject) })
        case 1: return ("body:\(spelling)", { $0.holds(word, in: $0.text + $0.html) })
        case 2: return ("is:read", { $0.isRead })
        case 3: return ("rcpt:ann", { $0.recipient.hasPrefix("ann") })
        case 4: return ("has:html", { !$0.html.isEmpty })
        case 5: return ("to:\(spelling)", { _ in false })
        default: return (spelling, { $0.holds(word, in: $0.subject + $0.text + $0.html) })
        }
    }

    @Test func agreesWithANaiveModel() throws {
        var random = SystemRandomNumberGenerator()
        let models = (0..<60).map { _ in Model(&random) }
        let library = Library()
        let store = try library.open(segment: 20_000)
        _ = try store.append(models.map(\.record))
        _ = try store.append([
            .flags(models.indices.filter { models[$0].isRead }.map { MessageID(UInt64($0 + 1)) }, .read)
        ])
        var bare = try CatalogState(store: store)
        while try bare.readLog() {}
        let opened = bare
        let indexed = try library.read(store)
        #expect(!library.indexes.isEmpty)
        for round in 0..<60 {
            let (text, isMatch) = Self.query(&random)
            let expected = models.indices.filter { isMatch(models[$0]) }.map { UInt64($0 + 1) }
            #expect(try indexed.ids(text) == expected.reversed(), "\(text)")
            if round % 6 == 0 { #expect(try opened.ids(text) == expected.reversed(), "\(text)") }
        }
    }

    @Test func literalsAreFoundWhereTheyStand() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3_000 {
            let letters = Array("abcö ".utf8)
            let text = (0..<Int.random(in: 0...150, using: &random)).map { _ in
                letters[Int.random(in: letters.indices, using: &random)]
            }
            let length = Int.random(in: 0...5, using: &random)
            let literal = (0..<length).map { _ in letters[Int.random(in: letters.indices, using: &random)] }
            let start = Int.random(in: 0...5, using: &random)
            let naive = text.indices.first { $0 >= start && text[$0...].starts(with: literal) }
            let found = text.withUnsafeBytes { Literal(literal).firstPlace(in: $0, from: start) }
            #expect(found == (literal.isEmpty ? nil : naive))
        }
    }

    @Test func aNarrowerSearchGoesOnFromTheWiderOne() throws {
        let library = Library()
        let store = try library.open()
        let subjects = ["thread", "three", "other", "thin", "the end", "ethereal"]
        _ = try store.append((0..<700).map { message("Subject: \(subjects[$0 % 6]) \($0)\r\n\r\n") })
        var state = try library.read(store)
        func search(_ text: String) throws -> Search { Search(try Query(parsing: text, clock: clock), now: clock.now) }
        for (wide, narrow) in [
            ("t", "th"), ("th", "thr"), ("th", "subject:th th"), ("th OR end", "end"), ("is:unread t", "is:unread th"),
            ("thr", "th"), ("-thr", "-th"), ("-th", "-thr"),
        ] {
            let earlier = try #require(
                try search(wide).run(over: state.snapshot.messages, opener: state.opener) { _, _ in true })
            // Some of the list is not what it was.
            _ = try store.append([.flags([MessageID(3)], .read), message("Subject: three more\r\n\r\n")])
            try state.readAll()
            var tested = 0
            let outcome = try search(narrow).run(over: state.snapshot.messages, opener: state.opener, after: earlier) {
                count, _ in
                tested = count
                return true
            }
            #expect(try outcome?.found.map(\.rawValue) == state.ids(narrow), "\(wide) then \(narrow)")
            #expect(tested == state.snapshot.messages.count)
            _ = try store.append([.flags([MessageID(3)], .unread)])
            try state.readAll()
        }
    }

    @Test func aSearchIsEndedByTheNextOne() async throws {
        let library = Library()
        let store = try library.open()
        _ = try store.append((1...300).map { message("Subject: \($0)\r\n\r\n") })
        let state = try library.read(store)
        let searcher = Searcher()
        let search = Search(try Query(parsing: "1", clock: clock), now: clock.now)
        searcher.begin(2)
        // Of a number that does not count any more: it must say nothing.
        searcher.start(search, number: 1, over: state.snapshot.messages, opener: state.opener) { _ in
            Issue.record("a search that was ended told something")
        }
        let (news, told) = AsyncStream.makeStream(of: Searcher.Progress.self)
        searcher.start(search, number: 2, over: state.snapshot.messages, opener: state.opener) { told.yield($0) }
        var found: [MessageID] = []
        for await progress in news {
            found += progress.found
            if progress.isComplete { break }
        }
        #expect(found == found.sorted(by: >))
        #expect(found.count == 138)
    }

    @Test func whatArrivesMeanwhileIsFound() async throws {
        let library = Library()
        let store = try library.open()
        let (changes, changed) = AsyncStream.makeStream(of: Void.self)
        let catalog = try Catalog(store: store, changed: { changed.yield() }, failed: { Issue.record($0) })
        defer { catalog.stop() }
        let writer = Task.detached {
            for round in 0..<20 {
                _ = try store.append(
                    (0..<50).map { message("Subject: \(round) \($0)\r\n\r\nneedle\r\n") }, sync: .never)
            }
        }
        let query = try Query(parsing: "body:needle", clock: clock)
        for await _ in changes {
            let snapshot = catalog.snapshot
            let (answers, answered) = AsyncStream.makeStream(of: [MessageID]?.self)
            catalog.perform { state in
                let outcome = Search(query, now: clock.now)
                    .run(over: snapshot.messages, opener: state.opener) { _, _ in true }
                answered.yield(outcome?.found)
            }
            for await found in answers {
                #expect(found == snapshot.messages.reversed().map(\.id))
                break
            }
            if snapshot.messages.count == 1_000 { break }
        }
        try await writer.value
    }
}
