import InternetMessage
import MailCore
import Testing

@testable import MessageCatalog

@Suite struct QueryTests {
    /// 2026-11-24 12:00 in a zone an hour east of UTC.
    static let clock = Query.Clock(now: Timestamp(microseconds: 1_795_518_000_000_000)) { _ in 3600 }

    private static let document: MessageDocument = {
        let summary = Summary(
            id: MessageID(42), received: Timestamp(microseconds: clock.now.microseconds - 300_000_000), size: 2048,
            reversePath: "bounce@app.example.test", forwardPaths: ["bob@example.test", "secret@example.test"],
            subject: "Ärger with your ORDER 7",
            from: [Mailbox(displayName: "Acme Billing", address: "billing@acme.test")],
            to: [Mailbox(displayName: "Łukasz Ćwik", address: "ann@example.test")], attachmentCount: 1,
            checks: Check.Counts([Check(.noFrom), Check(.noDate)]), isRead: true)
        return MessageDocument(
            summary: summary, envelope: Envelope(reversePath: .null, forwardPaths: [], defects: [.longPath]),
            origin: Origin(
                peer: "127.0.0.1:4000", process: "php[17]", helo: Array("app.test".utf8),
                auth: .init(mechanism: "PLAIN", user: "shop"), session: SessionID(listener: 9, number: 3)),
            cc: [Mailbox(address: "carl@example.test")], messageID: "x1@example.test",
            fields: [
                .init(name: "X-App", value: "billing service", rawValue: ""),
                .init(name: "X-Tags", value: "urgent, invoice", rawValue: ""),
            ],
            parts: [
                .init(
                    path: "1", depth: 0, contentType: "text/html", encoding: "7bit", charset: nil, size: 9,
                    filename: nil),
                .init(
                    path: "2", depth: 0, contentType: "application/pdf", encoding: "base64", charset: nil, size: 9,
                    filename: "Invoice-1042.PDF"),
            ],
            attachments: ["2"], text: "Pay here:\nhttps://shop.test/pay ガイド ﾃｽﾄ Ὀδυσσεύς straße",
            html: "<p>Your <b>code</b> is 123456</p>", defects: [Defect(.invalidDate)],
            checks: [Check(.noFrom), Check(.noDate)])
    }()

    private func matches(_ text: String) throws -> Bool {
        try Query(parsing: text, clock: Self.clock).matches(QueryMessage(Self.document, now: Self.clock.now))
    }

    @Test(arguments: [
        "", "ärger", "arger", "ORDER your", "\"your order\"", "bounce@", "secret", "acme", "ćwik", "CWIK", "carl",
        "invoice-1042", "code is 123456", "\"code is\"", "οδυσσευς", "STRASSE", "ｃｏｄｅ", "テスト", "ガイド", "ｶﾞｲﾄﾞ",
        "id:42", "id:40..50", "7", "from:acme", "to:łukasz", "to:ann@", "cc:carl", "rcpt:secret", "sender:bounce",
        "addressed:carl", "subject:\"your order\"", "subject:/order \\d/", "/^pay here/", "body:shop.test",
        "file:invoice*", "file:*.pdf", "type:application/*", "type:text/html", "header:x-app", "header:X-App=billing",
        "header:X-App=\"billing service\"", "header:x-app=/^billing/", "message-id:x1@", "tag:urgent", "session:9.3",
        "user:shop", "process:php", "peer:127.0.0.1", "helo:app.test", "has:attachment", "has:attachments", "has:html",
        "has:text", "has:link", "has:tag", "is:read", "is:tagged", "larger:1k", "smaller:1M", "newer:10m", "older:2m",
        "after:2026-11-24", "after:11:50", "before:2026-11-25", "before:today OR after:today", "after:yesterday",
        "after:2026-11-24T11:54", "before:2026-11-24T10:59Z", "rcpts:>1", "rcpts:2", "attachments:<2",
        "missing OR order", "-missing", "!missing", "NOT missing", "- order".replacing("- ", with: ""),
        "(missing OR order) acme", "missing OR (order acme)", "order AND acme", "-(missing OR gone)", "NOT -order",
        "https://shop.test/pay", "-has:inline", "is:bad", "check:no-from", "check:NO-DATE", "defect:invalid-date",
        "defect:long-path",
        "-check:bare-lf",
        "subject:(missing) OR order".replacing("subject:(missing)", with: "(missing)"),
    ])
    func finds(text: String) throws {
        #expect(try matches(text))
    }

    @Test(arguments: [
        "order missing", "\"order your\"", "id:41", "id:43..50", "from:ann", "to:secret", "subject:code", "body:order",
        "カイド", "file:invoice", "type:image/*", "header:x-app=nothing", "header:x-none", "is:unread", "is:pinned",
        "has:inline", "has:calendar", "larger:2k", "smaller:2k", "newer:5m", "older:5m", "before:2026-11-24",
        "after:2026-11-25", "rcpts:>2", "-order", "missing OR gone", "acme (missing OR gone)", "-(missing OR order)",
        "/order$/", "NOT order", "check:bare-lf", "defect:utf8-bom", "defect:long-domain", "-is:bad",
    ])
    func findsNot(text: String) throws {
        #expect(try !matches(text))
    }

    @Test(arguments: [
        ("sbject:x", 1, "unknown field sbject:"), ("check:nothing", 1, "known are bare-cr"),
        ("defect:nothing", 1, "known are utf8-bom"), ("a  \"b", 4, "the quote is not closed"),
        ("x id:", 3, "wants a value"),
        ("id:9..3", 1, "give a number or a range"), ("OR a", 1, "OR wants a term before it"),
        ("a OR", 5, "a term is wanted here"), ("a NOT", 6, "a term is wanted here"), ("(a", 1, "not closed"),
        ("a )", 3, "no parenthesis is open"), ("()", 2, "a term is wanted before )"), ("a /b", 3, "not closed"),
        ("a /b(/", 3, "the parenthesis is not closed, at its character 2"), ("is:odd", 1, "known are unread read"),
        ("larger:x", 1, "give a size"), ("before:soon", 1, "give a date or a time"), ("newer:5", 1, "give a duration"),
        ("rcpts:many", 1, "give a number"), ("a OR OR b", 6, "OR wants a term before it"),
        (String(repeating: "(", count: 60), 50, "too many parentheses"),
    ])
    func saysWhereItIsWrong(text: String, position: Int, what: String) {
        let error = #expect(throws: Query.SyntaxError.self) { try Query(parsing: text, clock: Self.clock) }
        #expect(error?.position == position)
        #expect(error?.message.contains(what) == true, "\(error?.message ?? "")")
    }

    @Test func opensAMessageOnlyForWhatItsSummaryDoesNotSay() throws {
        let query = try Query(parsing: "body:code subject:missing", clock: Self.clock)
        var isOpened = false
        let message = QueryMessage(Self.document.summary, now: Self.clock.now) {
            isOpened = true
            return Self.document
        }
        #expect(!query.matches(message))
        #expect(!isOpened)
    }

    /// AND, OR and NOT against plain sets, over random queries.
    @Test func agreesWithANaiveModel() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            var truth: [Bool] = []
            func term() -> (String, Bool) {
                switch Int.random(in: 0..<3, using: &random) {
                case 0: return ("order", true)
                case 1: return ("missing", false)
                default: return ("-gone", true)
                }
            }
            var branches: [String] = []
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let terms = (0..<Int.random(in: 1...3, using: &random)).map { _ in term() }
                branches.append(terms.map(\.0).joined(separator: " "))
                truth.append(terms.allSatisfy(\.1))
            }
            let text = branches.joined(separator: " OR ")
            #expect(try matches(text) == truth.contains(true), "\(text)")
            #expect(try matches("-(\(text))") == !truth.contains(true), "\(text)")
        }
    }

    @Test func anEmptyPhraseIsHighlightedNowhere() throws {
        #expect(Highlighter(words: ["", "order"]).ranges(in: "the Order") == [4..<9])
        for text in [#""""#, #""" order"#, #"subject:"" order"#] {
            guard let query = try? Query(parsing: text, clock: Self.clock) else { continue }
            #expect(query.highlighter.ranges(in: "the Order") == (text.contains("order") ? [4..<9] : []), "\(text)")
        }
    }
}
