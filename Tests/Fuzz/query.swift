import InternetMessage
import MailCore

@testable import MessageCatalog

/// Reads lines as queries and the rest as the text of a message that is asked: an error says where, a query that claims
/// to be narrower than another finds nothing that the other does not, and no expression takes long.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let octets = UnsafeBufferPointer(start: start, count: count)
    let lines = octets.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
    let texts = lines.map { String(decoding: $0, as: UTF8.self) }
    let document = document(text: texts.count > 2 ? texts[2] : "Your code is 123456")
    let message = QueryMessage(document, now: clock.now)
    let queries = texts.prefix(2).compactMap { query($0) }
    for query in queries {
        let isFound = query.matches(message)
        guard query.misses(of: message).isEmpty == isFound else { fatalError("matches, and says why not: \(query)") }
        guard Search(query, now: clock.now).matches(document) == isFound else { fatalError("another answer: \(query)") }
        for range in query.highlighter.ranges(in: String(texts.last?.prefix(500) ?? "")) {
            guard range.lowerBound < range.upperBound else { fatalError("an empty highlight") }
        }
        guard query.isNarrower(than: query), query.and(query).matches(message) == isFound else {
            fatalError("not equal to itself: \(query)")
        }
    }
    if let first = queries.first, let second = queries.last {
        for (narrow, wide) in [(first, second), (second, first)] where narrow.isNarrower(than: wide) {
            guard !narrow.matches(message) || wide.matches(message) else { fatalError("\(narrow) not in \(wide)") }
        }
    }
    for text in texts.prefix(2) { look(at: text, texts.last ?? "") }
    return 0
}

private let clock = Query.Clock(now: Timestamp(microseconds: 1_795_518_000_000_000), knowsMarks: true) { _ in 3600 }

private func query(_ text: String) -> Query? {
    do throws(Query.SyntaxError) {
        return try Query(parsing: text, clock: clock)
    } catch {
        guard (1...text.unicodeScalars.count + 1).contains(error.position), !error.message.isEmpty else {
            fatalError("\(error) in \(text.unicodeScalars.count)")
        }
        return nil
    }
}

/// What else is read of a line that a user types.
private func look(at line: String, _ text: String) {
    _ = try? Query(after: line, clock: clock)
    _ = Query.idRange(line[...])
    _ = Query.completions(of: line)
    _ = Glob(line).matches(String(text.prefix(500)))
    if let expression = try? RegularExpression(line) {
        let text = String(text.prefix(500))
        let captures = expression.captures(in: text)
        guard captures.isEmpty == (expression.firstMatch(in: text) == nil) else { fatalError("\(line): \(captures)") }
    }
}

private func document(text: String) -> MessageDocument {
    let summary = Summary(
        id: MessageID(42), received: Timestamp(microseconds: clock.now.microseconds - 300_000_000), size: 2048,
        reversePath: "bounce@app.example.test", forwardPaths: ["bob@example.test"], subject: String(text.prefix(80)),
        from: [Mailbox(displayName: "Acme Billing", address: "billing@acme.test")],
        to: [Mailbox(displayName: "Łukasz Ćwik", address: "ann@example.test")], attachmentCount: 1, isRead: true)
    return MessageDocument(
        summary: summary, envelope: Envelope(reversePath: .null, forwardPaths: []),
        origin: Origin(peer: "127.0.0.1:4000", process: "php[17]", helo: Array("app.test".utf8)),
        messageID: "x1@example.test",
        fields: [MessageDocument.Field(name: "X-App", value: "billing service", rawValue: "")], parts: [],
        attachments: [], text: text, html: "<p>Your <b>code</b> is 123456</p>", defects: [Defect(.invalidDate)],
        checks: [Check(.noFrom)])
}
