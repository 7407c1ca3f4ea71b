import MailCore
import MessageCatalog
import Testing

@Suite struct QueryTests {
    private let summary = Summary(
        id: MessageID(42), received: Timestamp(microseconds: 0), size: 1, reversePath: "bounce@app.example.test",
        forwardPaths: ["bob@example.test"], subject: "Ärger with your ORDER 7",
        from: [Mailbox(displayName: "Acme Billing", address: "billing@acme.test")],
        to: [Mailbox(address: "ann@example.test")])

    @Test(arguments: [
        "", "ärger", "ORDER your", "\"your order\"", "bounce@", "bob@", "acme", "ann@example.test", "id:42",
        "id:40..50", "7",
        "https://x y".replacing("https://x y", with: "order"),
    ])
    func finds(text: String) throws {
        #expect(try Query(parsing: text).matches(summary))
    }

    @Test(arguments: ["order missing", "\"order your\"", "id:41", "id:43..50", "42"])
    func findsNot(text: String) throws {
        #expect(try !Query(parsing: text).matches(summary))
    }

    @Test(arguments: [("sbject:x", 1), ("a  \"b", 4), ("x id:", 3), ("id:9..3", 1)])
    func saysWhereItIsWrong(text: String, position: Int) {
        let error = #expect(throws: Query.SyntaxError.self) { try Query(parsing: text) }
        #expect(error?.position == position)
    }
}
